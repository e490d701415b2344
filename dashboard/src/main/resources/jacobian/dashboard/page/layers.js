// A table of layers: how weights, gradients and outputs are distributed, over time.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { state, selectedRuns, changed } from './state.js';
import { number } from './words.js';
import { strip, ridges, figures } from './ridge.js';

const KINDS = ['weights', 'gradients', 'outputs'];
let chosen = null;

// Which row and column of the table a tag belongs to: dense/kernel/gradient, fc1.weight.grad, gradients/fc1.weight.
function entry(tag) {
  const gradient = /(^|[/._])grad(ient)?s?($|[/._])/i;
  const output = /(^|[/._])(activations?|outputs?)($|[/._])/i;
  const kind = gradient.test(tag) ? 'gradients' : output.test(tag) ? 'outputs' : 'weights';
  const base = tag.replace(gradient, '/').replace(output, '/').replace(/\/histogram$/, '')
    .replace(/^(weights?|params?|parameters|histograms?)\//i, '').replace(/^[/._]+|[/._]+$/g, '');
  const cut = Math.max(base.lastIndexOf('/'), base.lastIndexOf('.'));
  const named = kind === 'outputs' || cut <= 0;
  return { kind, layer: named ? base : base.slice(0, cut), variable: named ? '' : base.slice(cut + 1) };
}

// Layers in the order of their outputs, which is that of their calls; the outputs stand beside the first weight.
function rows(series) {
  const table = new Map();
  for (const each of series) {
    const { kind, layer, variable } = entry(each.tag);
    const key = `${layer}\n${variable}`;
    if (!table.has(key)) table.set(key, { layer, variable, cells: {} });
    table.get(key).cells[kind] = each;
  }
  const all = [...table.values()];
  const order = [...new Set([...all.filter((row) => row.cells.outputs), ...all].map((row) => row.layer))];
  return order.flatMap((layer) => {
    const [own, ...more] = [all.filter((row) => row.layer === layer && row.variable), all.filter((row) => row.layer === layer && !row.variable)];
    const bare = more[0][0];
    if (!own.length || !bare || Object.keys(bare.cells).some((kind) => kind !== 'outputs')) return [...(bare ? [bare] : []), ...own];
    own[0].cells.outputs = bare.cells.outputs;
    return own;
  });
}

// Three digits; 0 for what is next to nothing beside the range.
function end(value, range) {
  return number(Math.abs(value) < 1e-6 * range ? 0 : Number(value.toPrecision(3)));
}

function closer(series) {
  const canvas = h('canvas', { role: 'img', 'aria-label': `${series.tag} over ${series.points.length} steps` });
  const dialog = h('dialog', { 'aria-label': series.tag }, h('h2', {}, series.tag),
    h('p', { class: 'small quiet' }, 'Values across; one line for each step, the newest in front.'), canvas,
    h('button', { onclick: () => dialog.close() }, 'Close'));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  ridges(canvas, series.points);
}

class Cell {
  constructor(kind) {
    this.canvas = h('canvas', { 'aria-hidden': 'true' });
    this.button = h('button', { class: 'strip', onclick: () => closer(this.series) }, this.canvas);
    this.words = h('div', { class: 'figures' });
    this.element = h('td', { 'data-kind': kind }, this.button, this.words);
  }

  draw(series) {
    this.series = series;
    const last = series.points.at(-1);
    const { mean, deviation } = figures(last);
    this.words.textContent = `${end(last.left, last.right - last.left)} to ${end(last.right, last.right - last.left)}, deviation ${number(Number(deviation.toPrecision(2)))}`;
    this.button.setAttribute('aria-label', `${series.tag}: mean ${number(mean)}, ${this.words.textContent}. Show it larger.`);
    strip(this.canvas, series.points);
  }
}

function candidates() {
  return selectedRuns().flatMap((run) => run.parts.filter((part) => part.histograms.length).map((part) => ({ run, part })))
    .sort((a, b) => b.run.began - a.run.began);
}

// A choice among the runs that have something to show; the newest unless another was chosen.
export function chooser(owners, current, change) {
  const names = (owner) => (owners.filter((each) => each.run === owner.run).length > 1 ? `${owner.run.label}: ${owner.part.name}` : owner.run.label);
  return h('div', { class: 'choose' }, h('label', { for: 'which' }, 'Run'),
    h('select', { id: 'which', onchange: (event) => change(Number(event.target.value)) },
      owners.map((owner) => h('option', { value: owner.part.id, selected: owner.part.id === current }, names(owner)))));
}

function nothing() {
  return empty('No distributions yet',
    h('p', {}, 'Weights, gradients and outputs of layers appear a few seconds after a training with ', h('code', {}, 'new Dashboard()'),
      ' has begun. Histograms that Keras or PyTorch logged are shown as well.'));
}

export function layers(main) {
  let shown = '';
  let layout = '';
  const cells = new Map();

  const arrange = (table, owners, owner) => {
    const print = JSON.stringify([owners.map((each) => each.part.id), owner.part.id, table.map((row) => [row.layer, row.variable, Object.keys(row.cells)])]);
    if (print === layout) return;
    layout = print;
    cells.clear();
    const cell = (series, kind) => {
      if (!series) return h('td', { class: 'quiet none' });
      cells.set(series.tag, new Cell(kind));
      return cells.get(series.tag).element;
    };
    main.replaceChildren(
      chooser(owners, owner.part.id, (id) => { chosen = id; changed('choice'); }),
      h('div', { class: 'table-wrap' }, h('table', { class: 'layers' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Layer'), KINDS.map((kind) => h('th', { scope: 'col' }, kind)))),
        h('tbody', {}, table.map((row) => h('tr', {},
          h('th', { scope: 'row', class: 'layer' }, row.layer, row.variable && h('div', { class: 'variable' }, row.variable)),
          KINDS.map((kind) => cell(row.cells[kind], kind))))))),
      h('p', { class: 'small quiet' }, 'Steps run from left to right, values upwards; the darker, the more values. Press one to see it larger.'));
  };

  const update = async (what) => {
    const owners = candidates();
    if (!owners.length) {
      layout = '';
      main.replaceChildren(nothing());
      return;
    }
    const owner = owners.find((each) => each.part.id === chosen) ?? owners[0];
    const print = JSON.stringify([owner.part.id, owner.part.revision, owners.length]);
    if (print === shown && what !== 'theme') return;
    shown = print;
    const { series } = await data.histograms(owner.part.id);
    const full = series.filter((each) => each.points.length);
    if (state.view !== 'layers') return;
    arrange(rows(full), owners, owner);
    for (const each of full) cells.get(each.tag)?.draw(each);
  };
  update();
  return { update };
}
