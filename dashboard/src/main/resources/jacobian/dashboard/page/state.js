// What is shown, and who wants to know when that changes.

export const state = {
  overview: { runs: [], tags: [], logs: '', readOnly: false, reading: true, trouble: '' },
  view: 'charts',
  selected: new Set(),
  compared: [],
  filter: '',
  smoothing: 0.6,
  axis: 'step',
  logarithmic: false,
  places: new Map(),
  gone: false,
};

const MOST_AT_FIRST = 10;
const listeners = new Set();
let known = new Set();

// Listeners get what has changed: 'data', 'choice' or 'theme'.
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed(what) {
  for (const listener of listeners) listener(what);
}

// The folder of a search holds what its trials are compared by, and nothing to look at.
function isBare(run) {
  return !run.status && run.parts.every((part) => !part.model && !part.trouble && !Object.keys(part.hyperparameters).length
    && !['scalars', 'histograms', 'pictures', 'texts'].some((kind) => part[kind].length));
}

// Newer runs are selected as they come, as long as there are few.
export function take(overview) {
  state.compared = overview.runs.flatMap((run) => run.parts.flatMap((part) => part.compared));
  overview.runs = overview.runs.filter((run) => !isBare(run));
  const before = known;
  const names = overview.runs.map((run) => run.name);
  known = new Set(names);
  for (const name of [...state.selected]) if (!known.has(name)) state.selected.delete(name);
  const fresh = overview.runs.filter((run) => !before.has(run.name));
  fresh.sort((a, b) => b.began - a.began);
  for (const run of fresh) {
    if (state.selected.size < MOST_AT_FIRST || run.status?.state === 'running') state.selected.add(run.name);
  }
  // A run keeps its look as long as the page is open.
  for (const name of names) if (!state.places.has(name)) state.places.set(name, state.places.size);
  state.overview = overview;
  changed('data');
}

export function place(name) {
  return state.places.get(name) ?? 0;
}

export function choose(change) {
  Object.assign(state, change);
  changed('choice');
}

export function selectedRuns() {
  return state.overview.runs.filter((run) => state.selected.has(run.name));
}

// The runs whose names hold what was typed.
export function filteredRuns() {
  const words = state.filter.toLowerCase().split(/\s+/).filter(Boolean);
  return state.overview.runs.filter((run) => words.every((word) => run.label.toLowerCase().includes(word)));
}

// Whether a part is one of several of its run.
export function isPart(part) {
  return /(^|\/)(train|validation|eval|val|test|system)$/.test(part.name);
}

// What a GradientDoctor has found is a text with such a tag.
export function isFinding(tag) {
  return tag.startsWith('doctor/');
}

export function findings(run) {
  return run.parts.flatMap((part) => part.texts.filter(isFinding));
}

// Whether a smaller value is better, by what the number is called.
export function bestIsLow(tag) {
  return /loss|error|mae|mse|msle|mape|rmse|entropy|divergence|perplexity|hinge|logcosh|poisson/i.test(tag);
}

// Validation parts are drawn with marks.
export function isValidation(part) {
  return /(^|\/)(validation|val|eval|test)$/.test(part.name);
}
