// Runs with hyperparameters beside each other: what was tried, and how well it went.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { state, filteredRuns, choose, place, isPart, bestIsLow } from './state.js';
import { number, title, count } from './words.js';
import { swatch } from './sidebar.js';

const BEST = 5;
const MOST_ROWS = 300;
let objective = null;
// Columns of our own begin with #, which no hyperparameter does.
let sort = { name: '#best', up: true };

export function parameters(run) {
  return Object.assign({}, ...run.parts.map((part) => part.hyperparameters));
}

// The folder of a part within its run: train, validation, or nothing.
function folder(part) {
  return isPart(part) ? part.name.slice(part.name.lastIndexOf('/') + 1) : '';
}

function key({ folder: where, tag }) {
  return `${where}\n${tag}`;
}

// By what runs can be compared: what a search has said, numbers of epochs, anything else.
function candidates(runs) {
  const all = new Map();
  for (const run of runs) {
    for (const part of run.parts) for (const tag of part.scalars) all.set(key({ folder: folder(part), tag }), { folder: folder(part), tag });
  }
  const said = state.compared.map((each) => all.get(key(each))).filter(Boolean);
  const rest = [...all.values()].filter(({ tag }) => !/^(system\/|batch_)|_steps_per_second$|learning_rate$/.test(tag));
  const epochs = rest.filter(({ tag }) => /^epoch_/.test(tag));
  const order = ({ folder: where, tag }) => (where === 'validation' ? 0 : 2) + (tag === 'epoch_loss' ? 0 : 1);
  return [...new Set([...said, ...(epochs.length ? epochs : rest).sort((a, b) => order(a) - order(b) || a.tag.localeCompare(b.tag))])];
}

function words({ folder: where, tag }) {
  return `${where ? `${where} ` : ''}${title(tag)}`;
}

// A row for each run: its values by the names of the columns.
function rows(runs, extents, wanted) {
  const low = wanted && bestIsLow(wanted.tag);
  return runs.map((run) => {
    const found = run.parts.filter((part) => wanted && folder(part) === wanted.folder).map((part) => extents.get(part.id)).find(Boolean);
    return { run, values: parameters(run), best: found && (low ? found.least : found.greatest), last: found?.last };
  });
}

function compare(a, b) {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 2 : -2;
  return typeof a === 'number' && typeof b === 'number' ? Math.sign(a - b) : String(a).localeCompare(String(b), 'en', { numeric: true });
}

function valueOf(row, name) {
  return { '#run': row.run.label, '#best': row.best, '#last': row.last }[name] ?? row.values[name];
}

// What is missing comes last, whichever way the others go.
function sorted(table) {
  const { name, up } = sort;
  return [...table].sort((a, b) => {
    const order = compare(valueOf(a, name), valueOf(b, name));
    return (Math.abs(order) === 2 || up ? order : -order) || place(a.run.name) - place(b.run.name);
  });
}

function show(value) {
  return value === undefined ? '' : typeof value === 'number' ? number(value) : String(value);
}

function head(name, text, again) {
  const mine = sort.name === name;
  const turn = () => {
    sort = { name, up: mine ? !sort.up : true };
    again();
  };
  return h('th', { scope: 'col', 'aria-sort': mine ? (sort.up ? 'ascending' : 'descending') : 'none' },
    h('button', { class: 'plain sort', id: `sort-${name}`, onclick: turn }, text, h('span', { 'aria-hidden': 'true' }, mine ? (sort.up ? ' ↑' : ' ↓') : '')));
}

// The farther right a bar ends, the better.
function bar(td, value, ends, low) {
  const [least, greatest] = ends;
  if (value === undefined || !(greatest > least)) return td;
  const share = low ? (greatest - value) / (greatest - least) : (value - least) / (greatest - least);
  const heat = `rgb(${getComputedStyle(document.documentElement).getPropertyValue('--heat').replaceAll(',', ' ')} / 0.2)`;
  td.style.background = `linear-gradient(90deg, ${heat} ${(share * 100).toFixed(1)}%, transparent ${(share * 100).toFixed(1)}%)`;
  return td;
}

function line({ run, values, best, last }, names, ends, low) {
  const toggle = (event) => {
    if (event.target.checked) state.selected.add(run.name); else state.selected.delete(run.name);
    choose({});
  };
  return h('tr', {},
    h('th', { scope: 'row', class: 'layer' }, h('label', { class: 'row' },
      h('input', { type: 'checkbox', checked: state.selected.has(run.name), onchange: toggle }), swatch(run.name), run.label)),
    bar(h('td', { class: 'objective' }, show(best)), best, ends, low),
    h('td', { class: 'quiet' }, show(last)),
    names.map((name) => h('td', {}, show(values[name]))));
}

function tools(list, wanted, table, again) {
  const pick = (event) => {
    objective = list[Number(event.target.value)];
    sort = { name: '#best', up: bestIsLow(objective.tag) };
    again();
  };
  const low = wanted && bestIsLow(wanted.tag);
  const best = [...table].filter((row) => row.best !== undefined)
    .sort((a, b) => (low ? a.best - b.best : b.best - a.best)).slice(0, BEST);
  return h('div', { class: 'choose' }, h('label', { for: 'objective' }, 'Compared by'),
    h('select', { id: 'objective', onchange: pick }, list.map((each, i) =>
      h('option', { value: i, selected: wanted && key(each) === key(wanted) }, words(each)))),
    h('span', { class: 'small quiet' }, wanted ? `${low ? 'smaller' : 'larger'} is better` : ''),
    h('button', { onclick: () => choose({ selected: new Set(best.map((row) => row.run.name)) }), disabled: !best.length },
      `Show the best ${Math.min(BEST, best.length)} in all views`));
}

function nothing() {
  return empty('No trials', h('p', {}, 'Runs that have logged hyperparameters are compared here: trials of a search, runs with ',
    h('code', {}, 'new TensorBoard(logs).hparams(...)'), ', and what Keras and PyTorch have logged for HParams.'));
}

export function trials(main) {
  let shown = '';
  let known = { revision: -1 };

  const draw = () => {
    const runs = filteredRuns().filter((run) => Object.keys(parameters(run)).length);
    const list = candidates(runs);
    if (!runs.length) {
      main.replaceChildren(nothing());
      return;
    }
    const wanted = list.find((each) => objective && key(each) === key(objective)) ?? list[0];
    const low = wanted ? bestIsLow(wanted.tag) : true;
    if (!objective && wanted) sort = { name: '#best', up: low };
    objective ??= wanted;
    const table = rows(runs, known.extents ?? new Map(), wanted);
    const names = [...new Set(runs.flatMap((run) => Object.keys(parameters(run))))].sort();
    const values = table.map((row) => row.best).filter((value) => value !== undefined);
    const ends = [Math.min(...values), Math.max(...values)];
    const focused = document.activeElement?.id;
    main.replaceChildren(tools(list, wanted, table, () => update()),
      h('div', { class: 'table-wrap' }, h('table', { class: 'trials' },
        h('thead', {}, h('tr', {}, head('#run', 'Run', draw),
          head('#best', wanted ? `best ${words(wanted)}` : 'best', draw), head('#last', 'last', draw), names.map((name) => head(name, name, draw)))),
        h('tbody', {}, sorted(table).slice(0, MOST_ROWS).map((row) => line(row, names, ends, low))))),
      h('p', { class: 'small quiet' }, `${count(table.length)} runs${table.length > MOST_ROWS ? `, ${MOST_ROWS} of them shown` : ''}. Press a heading to sort by it.`));
    if (/^(sort-|objective)/.test(focused ?? '')) document.getElementById(focused)?.focus();
  };

  const update = async (what) => {
    const runs = filteredRuns().filter((run) => Object.keys(parameters(run)).length);
    const list = candidates(runs);
    const wanted = list.find((each) => objective && key(each) === key(objective)) ?? list[0];
    const print = JSON.stringify([wanted, state.overview.revision, state.filter, [...state.selected]]);
    if (print === shown && what !== 'theme') return;
    shown = print;
    if (wanted && (known.revision !== state.overview.revision || known.tag !== wanted.tag)) {
      const { extents } = await data.extents(wanted.tag);
      known = { revision: state.overview.revision, tag: wanted.tag, extents: new Map(extents.map((each) => [each.part, each])) };
    }
    if (state.view === 'trials') draw();
  };
  update();
  return { update };
}
