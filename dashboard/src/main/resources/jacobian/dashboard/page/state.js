// What is shown, and who wants to know when that changes.

export const state = {
  overview: { runs: [], tags: [], logs: '', readOnly: false, reading: true, trouble: '' },
  view: 'charts',
  selected: new Set(),
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

// Newer runs are selected as they come, as long as there are few.
export function take(overview) {
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

// Validation parts are drawn with marks.
export function isValidation(part) {
  return /(^|\/)(validation|val|eval|test)$/.test(part.name);
}
