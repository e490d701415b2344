// The page: one view at a time, news from the server, keys.

import { byId, h, say, empty } from './dom.js';
import * as data from './data.js';
import { state, take, listen, changed, selectedRuns, findings } from './state.js';
import { setTheme, switchTheme, isDark } from './look.js';
import { sidebar } from './sidebar.js';
import { live } from './header.js';
import { charts, system } from './charts.js';
import { layers } from './layers.js';
import { model } from './model.js';
import { predictions } from './pictures.js';
import { notes } from './notes.js';
import { trials } from './trials.js';

const VIEWS = { charts, layers, model, predictions, trials, system, notes };
const TITLES = {
  charts: 'Charts', layers: 'Layers', model: 'Model', predictions: 'Predictions', trials: 'Trials', system: 'System', notes: 'Notes',
};

let shown = null;
let refreshing = false;
let stale = false;
window.jacobian = { updates: 0, refresh: () => refresh() };

function links() {
  byId('views').replaceChildren(...Object.entries(TITLES).map(([view, title], i) =>
    h('a', { href: `#${view}`, 'aria-current': view === state.view && 'page', title: `Key ${i + 1}` }, title,
      view === 'notes' ? h('span', { class: 'badge', hidden: true }) : '')));
  badge();
}

// How much is wrong with the runs that are shown.
function badge() {
  const count = selectedRuns().reduce((sum, run) => sum + findings(run).length, 0);
  const element = document.querySelector('#views .badge');
  element.hidden = count === 0;
  element.textContent = count;
  element.title = `${count} ${count === 1 ? 'finding' : 'findings'} of GradientDoctor`;
}

function show() {
  const wanted = location.hash.slice(1);
  state.view = wanted in VIEWS ? wanted : 'charts';
  links();
  shown?.close?.();
  const main = byId('main');
  main.replaceChildren();
  document.title = `${TITLES[state.view]} · Jacobian`;
  shown = state.overview.runs.length ? VIEWS[state.view](main) : nothing(main);
}

function nothing(main) {
  const { reading, logs } = state.overview;
  const program = 'model.fit(train, fit -> fit.epochs(20).callbacks(new Dashboard()));';
  main.append(reading
    ? h('p', { class: 'quiet' }, 'Reading the logs ...')
    : empty('No runs yet',
      h('p', {}, 'A run appears here as soon as a training writes to ', h('code', {}, logs), '.'),
      h('pre', {}, program),
      h('p', { class: 'small' }, 'Logs of Keras and PyTorch for TensorBoard are shown too.')));
  return { isEmpty: true };
}

// News that come while one is dealt with are dealt with once, after it.
async function refresh() {
  stale = true;
  if (refreshing) return;
  refreshing = true;
  try {
    while (stale) {
      stale = false;
      take(await data.overview());
      if (shown?.isEmpty && state.overview.runs.length) show();
      await shown?.update?.();
      window.jacobian.updates++;
    }
  } catch (error) {
    if (error instanceof data.Gone) lost(); else throw error;
  } finally {
    refreshing = false;
  }
}

function lost() {
  if (!state.gone) {
    state.gone = true;
    say('The program that served this page has ended. What was loaded stays.');
    changed('data');
  }
}

function news({ runs }) {
  state.gone = false;
  for (const run of state.overview.runs) if (runs[run.name]) run.status = runs[run.name];
  refresh();
}

const SHORTCUTS = [['1 ... 7', 'the views'], ['/', 'find runs'], ['d', 'light or dark'], ['?', 'this page'],
  ['arrows, + and −', 'move and zoom in a chart that has the focus'], ['0', 'the whole of that chart']];

function help() {
  const dialog = h('dialog', { 'aria-label': 'Keys' }, h('h2', {}, 'Keys'),
    h('dl', {}, SHORTCUTS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]).flat()),
    h('form', { method: 'dialog' }, h('button', {}, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.querySelector('button').addEventListener('click', (event) => { event.preventDefault(); dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

function key(event) {
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
  if (event.ctrlKey || event.metaKey || event.altKey || typing || event.target instanceof HTMLSelectElement) return;
  const views = Object.keys(VIEWS);
  const at = Number.parseInt(event.key, 10) - 1;
  if (views[at]) location.hash = views[at];
  else if (event.key === '/') byId('find')?.focus();
  else if (event.key === 'd') switchTheme();
  else if (event.key === '?') help();
  else return;
  event.preventDefault();
}

function tools() {
  const theme = h('button', { class: 'plain', onclick: switchTheme }, '');
  const label = () => {
    theme.textContent = isDark() ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
  };
  label();
  window.addEventListener('theme', () => { label(); changed('theme'); });
  byId('tools').append(theme, h('button', { class: 'plain', onclick: help, 'aria-label': 'Keys' }, '?'));
}

setTheme(null);
tools();
sidebar(byId('side'));
live(byId('live'));
window.addEventListener('hashchange', show);
window.addEventListener('keydown', key);
listen((what) => {
  badge();
  if (what !== 'data') shown?.update?.(what);
});
show();
refresh().then(() => { if (!shown?.isEmpty) return; show(); });
data.follow(news, lost);
