// What the model gets wrong, and other pictures of a run.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { selectedRuns, changed, state } from './state.js';
import { number, count } from './words.js';
import { chooser } from './layers.js';

const MATRIX = 'dashboard/confusion_matrix';
const WORST = 'dashboard/worst_predictions';
let chosen = null;

function json(texts, tag) {
  try {
    return JSON.parse(texts[tag]?.[0] ?? 'null');
  } catch {
    return null;
  }
}

function percent(share) {
  return `${share > 0 && share < 0.995 ? (share * 100).toFixed(share < 0.1 ? 1 : 0) : Math.round(share * 100)} %`;
}

// Rows are the truth, columns what the model says; the darker, the larger the part of its row.
function matrix({ classes, counts, source, examples }) {
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  const sums = counts.map((row) => row.reduce((sum, each) => sum + each, 0));
  const cell = (each, i, k) => {
    const share = sums[i] ? each / sums[i] : 0;
    const td = h('td', { class: i === k ? 'hit' : '', title: `${classes[i]} taken for ${classes[k]}: ${each} of ${sums[i]}` }, each ? count(each) : '·');
    td.style.background = each ? `rgb(${getComputedStyle(document.documentElement).getPropertyValue('--heat').replaceAll(',', ' ')} / ${(0.08 + 0.6 * share).toFixed(2)})` : '';
    return td;
  };
  return h('section', { class: 'group' },
    h('h2', {}, 'Confusion matrix', h('span', { class: 'quiet small' }, `${count(right)} of ${count(examples)} right, ${source}`)),
    h('div', { class: 'card' }, h('div', { class: 'scroll' }, h('table', { class: 'matrix' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'truth \\ said'), classes.map((name) => h('th', { scope: 'col' }, name)), h('th', { scope: 'col' }, 'right'))),
      h('tbody', {}, counts.map((row, i) => h('tr', {}, h('th', { scope: 'row' }, classes[i]), row.map((each, k) => cell(each, i, k)),
        h('td', { class: 'quiet' }, sums[i] ? percent(row[i] / sums[i]) : ''))))))));
}

function words(example) {
  const truth = h('div', {}, 'truth ', h('b', {}, example.certainty === undefined ? number(Number(example.truth)) : example.truth));
  const said = h('div', {}, 'said ', h('b', {}, example.certainty === undefined ? number(Number(example.said)) : example.said),
    example.certainty === undefined ? '' : h('span', { class: 'quiet' }, ` ${percent(example.certainty)}`));
  return h('figcaption', {}, truth, said);
}

function worst({ examples, source }, part, series) {
  const step = series?.steps.at(-1);
  const heading = h('h2', {}, 'Worst predictions', h('span', { class: 'quiet small' }, source));
  if (!examples.length) return h('section', { class: 'group' }, heading, h('p', { class: 'quiet' }, 'All of them are right.'));
  const figure = (example, i) => h('figure', {},
    step && i < step.count ? h('img', { src: data.picture(part, WORST, step.step, i), alt: `An example of ${example.truth}, taken for ${example.said}`,
      width: 136, height: 136 }) : '',
    words(example));
  return h('section', { class: 'group' }, heading, h('div', { class: 'pictures' }, examples.map(figure)));
}

function others(series, part) {
  const rest = series.filter((each) => each.tag !== WORST && each.steps.length);
  return rest.map(({ tag, steps }) => {
    const step = steps.at(-1);
    return h('section', { class: 'group' }, h('h2', {}, tag, h('span', { class: 'quiet small' }, `step ${count(step.step)}`)),
      h('div', { class: 'pictures' }, Array.from({ length: step.count }, (_, i) =>
        h('figure', {}, h('img', { src: data.picture(part, tag, step.step, i), alt: `${tag}, picture ${i + 1}`, width: 136, height: 136 })))));
  });
}

function nothing() {
  return empty('Nothing was predicted yet',
    h('p', {}, 'A training with ', h('code', {}, 'new Dashboard()'), ' shows here which classes are taken for one another, and its worst mistakes. Give it examples of your own to judge:'),
    h('pre', {}, 'new Dashboard().examples(xTest, yTest)'));
}

export function predictions(main) {
  let shown = '';
  const update = async () => {
    const owners = selectedRuns().flatMap((run) => run.parts
      .filter((part) => part.pictures.length || part.texts.some((tag) => tag === MATRIX || tag === WORST)).map((part) => ({ run, part })))
      .sort((a, b) => b.run.began - a.run.began);
    const owner = owners.find((each) => each.part.id === chosen) ?? owners[0];
    if (!owner) {
      shown = '';
      main.replaceChildren(nothing());
      return;
    }
    const [{ series }, { texts }] = await Promise.all([data.pictures(owner.part.id), data.texts(owner.part.id)]);
    const print = JSON.stringify([owner.part.id, owners.length, series, texts[MATRIX], texts[WORST]]);
    if (print === shown || state.view !== 'predictions') return;
    shown = print;
    const known = json(texts, MATRIX);
    const bad = json(texts, WORST);
    main.replaceChildren(chooser(owners, owner.part.id, (id) => { chosen = id; changed('choice'); }),
      ...(known?.counts ? [matrix(known)] : []),
      ...(bad ? [worst(bad, owner.part.id, series.find((each) => each.tag === WORST))] : []),
      ...others(series, owner.part.id));
  };
  update();
  return { update };
}
