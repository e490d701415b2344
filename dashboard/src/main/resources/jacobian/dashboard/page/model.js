// The model as boxes and arrows, laid out in rows by how far each box is from an input.

import { h, svg, empty } from './dom.js';
import * as data from './data.js';
import { selectedRuns, changed, state } from './state.js';
import { chooser } from './layers.js';

const BOX = { width: 232, height: 56 };
const GAP = { across: 26, down: 34 };
const PASSES = 4;
let chosen = null;

// The longest way from an input; arrows that lead back are left out of the count.
function ranks({ boxes, arrows }) {
  const into = boxes.map(() => []);
  for (const { from, to } of arrows) into[to].push(from);
  const rank = boxes.map(() => -1);
  const open = new Set();
  const of = (start) => {
    const stack = [start];
    while (stack.length) {
      const box = stack.at(-1);
      open.add(box);
      const next = into[box].find((from) => rank[from] < 0 && !open.has(from));
      if (next !== undefined) { stack.push(next); continue; }
      rank[box] = Math.max(-1, ...into[box].map((from) => rank[from])) + 1;
      open.delete(stack.pop());
    }
  };
  boxes.forEach((_, box) => { if (rank[box] < 0) of(box); });
  return rank;
}

// Boxes move under the middle of those they are connected with, a few times up and down.
function rowsOf(drawing) {
  const rank = ranks(drawing);
  const rows = [];
  rank.forEach((row, box) => { (rows[row] ??= []).push(box); });
  const near = drawing.boxes.map(() => []);
  for (const { from, to } of drawing.arrows) { near[from].push(to); near[to].push(from); }
  const place = new Map();
  const number = (row) => row.forEach((box, i) => place.set(box, i - row.length / 2));
  rows.forEach(number);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const row of pass % 2 ? [...rows].reverse() : rows) {
      const middle = new Map(row.map((box) => [box, near[box].length
        ? near[box].reduce((sum, each) => sum + place.get(each), 0) / near[box].length : place.get(box)]));
      row.sort((a, b) => middle.get(a) - middle.get(b));
      number(row);
    }
  }
  return rows;
}

function layout(drawing) {
  const rows = rowsOf(drawing);
  const widest = Math.max(...rows.map((row) => row.length));
  const width = widest * (BOX.width + GAP.across) + GAP.across;
  const spots = [];
  rows.forEach((row, i) => {
    const left = (width - row.length * (BOX.width + GAP.across) + GAP.across) / 2;
    row.forEach((box, k) => { spots[box] = { x: left + k * (BOX.width + GAP.across), y: 10 + i * (BOX.height + GAP.down), row: i }; });
  });
  return { spots, width, height: 20 + rows.length * (BOX.height + GAP.down) - GAP.down };
}

const pen = document.createElement('canvas').getContext('2d');
const FONTS = { kind: '650 13px', name: '11.5px', detail: '11.5px' };

function widthOf(text, kind) {
  pen.font = `${FONTS[kind]} ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

// As much of a text as there is room for.
function short(text, kind, room) {
  if (widthOf(text, kind) <= room) return text;
  let end = text.length;
  while (end > 0 && widthOf(`${text.slice(0, end)}…`, kind) > room) end--;
  return end > 1 ? `${text.slice(0, end)}…` : '';
}

function box({ name, kind, detail, shape }, { x, y }) {
  const words = [name, detail, shape && `takes ${shape}`].filter(Boolean).join(', ');
  const second = detail || shape;
  const room = BOX.width - 24;
  const first = short(kind === 'group' ? name : kind, 'kind', room);
  const beside = second ? room - widthOf(first, 'kind') - 10 : room;
  return svg('g', { class: 'box', transform: `translate(${x} ${y})`, tabindex: 0, role: 'img', 'aria-label': `${kind} ${words}` },
    svg('title', {}, `${kind} ${words}`),
    svg('rect', { width: BOX.width, height: BOX.height, rx: 8 }),
    svg('text', { class: 'kind', x: 12, y: second ? 22 : 26 }, first),
    svg('text', { class: 'name', x: second ? BOX.width - 12 : 12, y: second ? 22 : 43, 'text-anchor': second ? 'end' : 'start' },
      kind === 'group' ? '' : short(name, 'name', beside)),
    second ? svg('text', { class: 'detail', x: 12, y: 42 }, short(second, 'detail', room)) : '');
}

function arrow({ from, to }, spots) {
  const [a, b] = [spots[from], spots[to]];
  const [x1, y1, x2, y2] = [a.x + BOX.width / 2, a.y + BOX.height, b.x + BOX.width / 2, b.y - 5];
  const far = b.row - a.row > 1;
  const side = far ? (b.x >= a.x ? 1 : -1) * (BOX.width / 2 + 16) : 0;
  const bend = Math.max(14, (y2 - y1) / 2);
  const way = far
    ? `M${x1} ${y1} C${x1 + side} ${y1 + bend / 2} ${x2 + side} ${y2 - bend / 2} ${x2} ${y2}`
    : `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  return svg('path', { d: way, 'marker-end': 'url(#tip)' });
}

function picture(drawing) {
  const { spots, width, height } = layout(drawing);
  return svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `${drawing.boxes.length} layers` },
    svg('defs', {}, svg('marker', { id: 'tip', viewBox: '0 0 8 8', refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
      svg('path', { class: 'tip', d: 'M0 0L8 4L0 8z' }))),
    drawing.arrows.map((each) => arrow(each, spots)),
    drawing.boxes.map((each, i) => box(each, spots[i])));
}

export function model(main) {
  let shown = '';
  const update = async () => {
    const owners = selectedRuns().flatMap((run) => run.parts.filter((part) => part.model).map((part) => ({ run, part })))
      .sort((a, b) => b.run.began - a.run.began);
    const owner = owners.find((each) => each.part.id === chosen) ?? owners[0];
    const print = JSON.stringify([owner?.part.id, owners.map((each) => each.part.id)]);
    if (print === shown) return;
    shown = print;
    if (!owner) {
      main.replaceChildren(empty('No model was logged', h('p', {}, 'A run with ', h('code', {}, 'new Dashboard()'), ', with the TensorBoard callback,',
        ' or with ', h('code', {}, 'add_graph'), ' of PyTorch shows its layers here.')));
      return;
    }
    const drawing = await data.model(owner.part.id);
    if (state.view !== 'model') return;
    main.replaceChildren(chooser(owners, owner.part.id, (id) => { chosen = id; changed('choice'); }),
      h('div', { class: 'drawing', tabindex: 0, role: 'group', 'aria-label': 'The model' }, picture(drawing)));
  };
  update();
  return { update };
}
