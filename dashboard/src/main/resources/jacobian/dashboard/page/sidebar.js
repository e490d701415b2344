// The runs, and how their lines are drawn.

import { h, svg, byId } from './dom.js';
import { state, listen, choose, filteredRuns, place } from './state.js';
import { look } from './look.js';
import { ago } from './words.js';

// The line of a run as the charts draw it.
export function swatch(name) {
  const { colour, dash } = look(place(name));
  return svg('svg', { width: 30, height: 10, 'aria-hidden': 'true' },
    svg('line', { x1: 1, x2: 29, y1: 5, y2: 5, stroke: colour, 'stroke-width': 2.4, 'stroke-dasharray': dash.join(' ') }));
}

const STATES = { running: 'training', done: 'done', stopped: 'stopped', failed: 'failed', lost: 'ended' };

function item(run) {
  const id = `run-${place(run.name)}`;
  const on = state.selected.has(run.name);
  const toggle = (event) => {
    if (event.target.checked) state.selected.add(run.name); else state.selected.delete(run.name);
    choose({});
  };
  return h('li', { class: on ? '' : 'off' },
    h('input', { type: 'checkbox', id, checked: on, onchange: toggle }),
    swatch(run.name),
    h('label', { for: id, title: `${run.label}${run.ended ? `, last news ${ago(run.ended)}` : ''}` }, run.label),
    h('span', { class: 'row' },
      h('button', { class: 'plain only', onclick: () => choose({ selected: new Set([run.name]) }),
        'aria-label': `Show only ${run.label}` }, 'only'),
      h('span', { class: 'state' }, STATES[run.status?.state] ?? '')));
}

function select(runs) {
  choose({ selected: new Set(runs.map((run) => run.name)) });
}

function newest() {
  return [...filteredRuns()].sort((a, b) => b.began - a.began).slice(0, 10);
}

function segment(name, label, options, current, change) {
  return h('div', { class: 'segment', role: 'radiogroup', 'aria-label': label }, options.map(([value, text]) =>
    h('label', {}, h('input', { type: 'radio', name, value, checked: value === current, onchange: () => change(value) }), text)));
}

function drawing() {
  const shown = h('output', {}, state.smoothing.toFixed(2));
  const slide = (event) => {
    shown.textContent = Number(event.target.value).toFixed(2);
    choose({ smoothing: Number(event.target.value) });
  };
  return h('section', { class: 'side-block' },
    h('h2', {}, 'Lines'),
    h('label', { class: 'row spread', for: 'smoothing' }, 'Smoothing', shown),
    h('input', { type: 'range', id: 'smoothing', min: 0, max: 0.99, step: 0.01, value: state.smoothing, oninput: slide }),
    h('div', { class: 'row spread' }, h('span', {}, 'Across'),
      segment('axis', 'Horizontal axis', [['step', 'steps'], ['time', 'time']], state.axis, (axis) => choose({ axis }))),
    h('div', { class: 'row spread' }, h('span', {}, 'Up'),
      segment('scale', 'Vertical axis', [['even', 'even'], ['log', 'log']], state.logarithmic ? 'log' : 'even',
        (scale) => choose({ logarithmic: scale === 'log' }))),
    h('p', { class: 'small quiet' }, 'Validation lines carry round marks. Drag in a chart to zoom, double-click to go back.'));
}

export function sidebar(side) {
  const list = h('ul', { class: 'runs' });
  const total = h('span', { class: 'small quiet' });
  const trouble = h('div', {});
  const find = h('input', { type: 'search', id: 'find', placeholder: 'Find runs', 'aria-label': 'Find runs',
    oninput: (event) => choose({ filter: event.target.value }) });
  const box = h('details', { open: !window.matchMedia('(max-width: 760px)').matches }, h('summary', {}, 'Runs and lines'),
    h('section', { class: 'side-block' },
      h('div', { class: 'row spread' }, h('h2', {}, 'Runs'), total),
      find,
      h('div', { class: 'row' },
        h('button', { class: 'plain', onclick: () => select(filteredRuns()) }, 'all'),
        h('button', { class: 'plain', onclick: () => select([]) }, 'none'),
        h('button', { class: 'plain', onclick: () => select(newest()) }, 'newest 10')),
      list, trouble),
    drawing());
  side.append(box);
  let drawn = '';
  const update = () => {
    const runs = filteredRuns();
    const { overview } = state;
    total.textContent = overview.runs.length ? `${state.selected.size} of ${overview.runs.length} shown` : '';
    const print = JSON.stringify([runs.map((run) => [run.name, run.status?.state, state.selected.has(run.name)]),
      document.documentElement.dataset.theme]);
    if (print !== drawn) {
      drawn = print;
      const focused = document.activeElement?.id;
      list.replaceChildren(...runs.map(item));
      if (focused?.startsWith('run-')) byId(focused)?.focus();
    }
    const wrong = overview.runs.flatMap((run) => run.parts.map((part) => part.trouble)).concat(overview.trouble);
    trouble.replaceChildren(...wrong.filter(Boolean).slice(0, 3).map((text) => h('p', { class: 'trouble', role: 'alert' }, text)));
  };
  listen(update);
  update();
}
