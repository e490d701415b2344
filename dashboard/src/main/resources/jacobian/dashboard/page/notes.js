// What the runs say in words, first what a GradientDoctor has found.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { selectedRuns, state, isFinding } from './state.js';
import { swatch } from './sidebar.js';
import { markdown } from './markdown.js';

const MOST_RUNS = 20;

function isNote(tag) {
  return !tag.startsWith('dashboard/');
}

function card([tag, lines]) {
  const finding = isFinding(tag);
  return h('section', { class: finding ? 'card finding' : 'card' }, h('h3', {}, finding ? 'GradientDoctor' : tag),
    h('div', { class: 'text' }, lines.flatMap(markdown)));
}

async function words(runs) {
  const wanted = runs.flatMap((run) => run.parts.filter((part) => part.texts.some(isNote)).map((part) => ({ run, part })));
  const answers = await Promise.all(wanted.slice(0, MOST_RUNS).map(({ part }) => data.texts(part.id)));
  return answers.map(({ texts }, i) => h('section', { class: 'group' }, h('h2', {}, swatch(wanted[i].run.name), ' ', wanted[i].run.label),
    h('div', { class: 'notes' }, Object.entries(texts).filter(([tag]) => isNote(tag))
      .sort(([a], [b]) => isFinding(b) - isFinding(a)).map(card))));
}

export function notes(main) {
  let shown = '';
  const update = async () => {
    const runs = selectedRuns();
    const print = JSON.stringify(runs.map((run) => run.parts.map((part) => [part.id, part.texts])));
    if (print === shown) return;
    shown = print;
    const parts = await words(runs);
    if (state.view !== 'notes') return;
    main.replaceChildren(...(parts.length ? parts : [empty('No notes',
      h('p', {}, 'Texts that a run has logged stand here, and what a ', h('code', {}, 'GradientDoctor'), ' has found.'))]));
  };
  update();
  return { update };
}
