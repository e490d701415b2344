// The trainings that run now: how far they are, and the button that ends them.

import { h, say } from './dom.js';
import { state, listen, findings } from './state.js';
import { stop } from './data.js';
import { count, duration, ago } from './words.js';

const CONFIRM_MS = 4000;

function stopButton(run) {
  const button = h('button', { class: 'stop' }, 'Stop');
  let sure = false;
  let timer = 0;
  const rest = () => {
    sure = false;
    button.classList.remove('strong');
    button.textContent = 'Stop';
  };
  button.addEventListener('click', async () => {
    clearTimeout(timer);
    if (!sure) {
      sure = true;
      button.classList.add('strong');
      button.textContent = 'End it now?';
      say('Press again to end the training after this batch.');
      timer = setTimeout(rest, CONFIRM_MS);
      return;
    }
    button.disabled = true;
    button.textContent = 'Ending ...';
    try {
      await stop(run);
      say('The training ends after this batch.');
    } catch (error) {
      button.disabled = false;
      rest();
      say(error.message);
    }
  });
  return button;
}

// One line of a running training; its elements stay, their texts change.
function line(run, readOnly) {
  const bar = h('progress', { max: 1, 'aria-label': 'Progress' });
  const epoch = h('span', {});
  const batch = h('span', { class: 'quiet' });
  const left = h('b', {});
  const wrong = h('a', { href: '#notes', class: 'wrong', hidden: true });
  const name = h('span', { class: 'name', title: run.label }, run.label);
  const element = h('div', { class: 'run' }, name, h('div', { class: 'facts' }, bar, epoch, batch, left, wrong),
    readOnly ? h('span', { class: 'small quiet' }, 'to look only') : stopButton(run.name));
  const update = (now) => {
    const { status } = now;
    const found = findings(now).length;
    wrong.hidden = !found;
    wrong.textContent = found ? `${found} ${found === 1 ? 'finding' : 'findings'}` : '';
    const part = status.batches > 0 ? Math.min(1, status.batch / status.batches) : 0;
    if (status.epochs > 0) bar.value = Math.min(1, (status.epoch + part) / status.epochs);
    epoch.textContent = `Epoch ${status.epoch + 1} of ${status.epochs}`;
    batch.textContent = status.batches > 0 ? `batch ${count(status.batch)} of ${count(status.batches)}` : `batch ${count(status.batch)}`;
    left.textContent = status.secondsLeft >= 0 ? `${duration(status.secondsLeft)} left` : '';
  };
  return { element, update };
}

export function live(section) {
  const lines = new Map();
  const quiet = h('p', { class: 'quiet' });
  const rest = () => {
    const { overview } = state;
    if (state.gone) return 'The program that served this page has ended. What was loaded stays.';
    const ended = Math.max(0, ...overview.runs.map((run) => run.ended));
    if (overview.reading) return 'Reading the logs ...';
    return `No training is running${ended ? `; the last news came ${ago(ended)}` : ''}.`;
  };
  const update = () => {
    const running = state.gone ? [] : state.overview.runs.filter((run) => run.status?.state === 'running');
    for (const name of [...lines.keys()]) if (!running.some((run) => run.name === name)) lines.delete(name);
    for (const run of running) {
      if (!lines.has(run.name)) lines.set(run.name, line(run, state.overview.readOnly));
      lines.get(run.name).update(run);
    }
    quiet.textContent = rest();
    const wanted = running.length ? running.map((run) => lines.get(run.name).element) : [quiet];
    const same = wanted.length === section.children.length && wanted.every((each, i) => section.children[i] === each);
    if (!same) section.replaceChildren(...wanted);
  };
  listen((what) => { if (what === 'data') update(); });
  update();
}
