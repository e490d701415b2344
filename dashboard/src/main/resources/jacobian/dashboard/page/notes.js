// Hyperparameters of the runs beside each other, and what they say in words.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { selectedRuns, state } from './state.js';
import { number } from './words.js';
import { swatch } from './sidebar.js';

const MOST_RUNS = 20;

function parameters(run) {
  return Object.assign({}, ...run.parts.map((part) => part.hyperparameters));
}

function table(runs) {
  const known = runs.map((run) => [run, parameters(run)]).filter(([, each]) => Object.keys(each).length);
  if (!known.length) return '';
  const names = [...new Set(known.flatMap(([, each]) => Object.keys(each)))].sort();
  const show = (value) => (value === undefined ? '' : typeof value === 'number' ? number(value) : String(value));
  return h('section', { class: 'group' }, h('h2', {}, 'Hyperparameters'), h('div', { class: 'table-wrap' }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Run'), names.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, known.map(([run, each]) => h('tr', {}, h('th', { scope: 'row', class: 'layer' }, swatch(run.name), ' ', run.label),
      names.map((name) => h('td', {}, show(each[name])))))))));
}

async function words(runs) {
  const wanted = runs.flatMap((run) => run.parts.filter((part) => part.texts.some((tag) => !tag.startsWith('dashboard/'))).map((part) => ({ run, part })));
  const answers = await Promise.all(wanted.slice(0, MOST_RUNS).map(({ part }) => data.texts(part.id)));
  return answers.map(({ texts }, i) => h('section', { class: 'group' }, h('h2', {}, swatch(wanted[i].run.name), ' ', wanted[i].run.label),
    Object.entries(texts).filter(([tag]) => !tag.startsWith('dashboard/')).map(([tag, lines]) =>
      h('section', { class: 'card' }, h('h3', {}, tag), h('div', { class: 'text' }, lines.join('\n\n'))))));
}

export function notes(main) {
  let shown = '';
  const update = async () => {
    const runs = selectedRuns();
    const print = JSON.stringify(runs.map((run) => run.parts.map((part) => [part.id, part.texts, part.hyperparameters])));
    if (print === shown) return;
    shown = print;
    const parts = [table(runs), ...await words(runs)].filter(Boolean);
    if (state.view !== 'notes') return;
    main.replaceChildren(...(parts.length ? parts : [empty('No notes',
      h('p', {}, 'Hyperparameters and texts that a run has logged stand here.'))]));
  };
  update();
  return { update };
}
