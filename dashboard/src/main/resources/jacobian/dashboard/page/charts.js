// Cards with one chart for each tag, in groups. Only what can be seen is asked for.

import { h, empty } from './dom.js';
import * as data from './data.js';
import { state, selectedRuns } from './state.js';
import { css } from './look.js';
import { number, title, count } from './words.js';
import { LineChart } from './linechart.js';
import { partsWith, datasets, latest, broken } from './lines.js';

const PLACES = 30_000;
const MOST = 600;
const FIRST = ['loss', 'accuracy', 'learning_rate', 'steps_per_second'];
const GROUPS = [
  ['Epochs', /^epoch_/, 'one point an epoch'], ['Within epochs', /^batch_/, 'means since the epoch began'],
  ['Evaluation', /^evaluation_/, 'tests by what was trained before'], ['Process', /^system\//, 'by seconds since the run began'],
];

function group(tag) {
  const known = GROUPS.find(([, pattern]) => pattern.test(tag));
  if (known) return known[0];
  const slash = tag.lastIndexOf('/');
  return slash > 0 ? tag.slice(0, slash) : 'Other';
}

function rank(tag) {
  const at = FIRST.findIndex((word) => tag.endsWith(word));
  return at < 0 ? 1.5 : at;
}

// Tags by group, the well-known groups first.
function grouped(tags) {
  const groups = new Map(GROUPS.map(([name]) => [name, []]));
  for (const tag of [...tags].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))) {
    const name = group(tag);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(tag);
  }
  return [...groups].filter(([, inside]) => inside.length);
}

// How many points the lines of a card have.
function pointsOf(counts) {
  const most = Math.max(0, ...counts);
  if (most < 3) return '';
  return counts.every((each) => each === most) ? `${count(most)} points` : `up to ${count(most)} points`;
}

class Card {
  constructor(tag, name) {
    this.tag = tag;
    this.range = null;
    this.print = '';
    this.chart = new LineChart(name, (range) => { this.range = range; this.update(true); });
    this.now = h('span', { class: 'now' });
    this.left = h('span', { class: 'broken' });
    this.right = h('span', {});
    this.whole = h('button', { class: 'plain small', onclick: () => { this.range = null; this.update(true); }, hidden: true }, 'all of it');
    this.size = h('button', { class: 'plain small', onclick: () => this.#resize(), 'aria-expanded': 'false',
      'aria-label': `Enlarge ${name}` }, 'larger');
    this.element = h('section', { class: 'card', 'data-tag': tag },
      h('header', {}, h('h3', { title: tag }, name),
        h('span', { class: 'buttons' }, this.now, this.whole, this.size)),
      this.chart.element, h('div', { class: 'foot' }, this.left, this.right));
    this.name = name;
  }

  #resize() {
    const wide = this.element.classList.toggle('wide');
    this.size.textContent = wide ? 'smaller' : 'larger';
    this.size.setAttribute('aria-expanded', String(wide));
    this.update(true);
  }

  // Asks for the lines anew if something about them has changed.
  async update(force = false) {
    if (!this.visible) return;
    const owners = partsWith(selectedRuns(), this.tag);
    const print = JSON.stringify([owners.map(({ part }) => [part.id, part.revision]), this.range, state.axis]);
    if (!force && print === this.print) return;
    this.print = print;
    const places = Math.max(60, Math.min(MOST, Math.floor(PLACES / Math.max(1, owners.length)), Math.ceil(this.chart.width * 1.2)));
    const ids = owners.map(({ part }) => part.id);
    const steps = state.axis === 'step' && this.range ? this.range : [null, null];
    this.byPart = new Map(owners.map((owner) => [owner.part.id, owner]));
    this.answer = ids.length ? await data.scalars(this.tag, ids, places, ...steps) : { series: [] };
    this.draw();
  }

  draw() {
    if (!this.answer || !this.visible) return;
    const { answer, byPart } = this;
    const now = latest(answer, byPart, number);
    this.now.textContent = now;
    this.left.textContent = broken(answer, byPart);
    this.right.textContent = pointsOf(answer.series.map((series) => series.points));
    this.whole.hidden = !this.range;
    const lines = datasets(answer, byPart, css('--card'));
    const sentence = `${this.name}: ${answer.series.length === 1 ? 'one line' : `${answer.series.length} lines`}${now ? `, now ${now}` : ''}`;
    this.chart.draw(lines, { time: state.axis === 'time', logarithmic: state.logarithmic, sentence, range: this.range });
  }
}

function board(main, wanted, nothing) {
  const cards = new Map();
  let layout = '';
  let shownAxis = state.axis;
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const card = cards.get(entry.target.dataset.tag);
      if (!card) continue;
      card.visible = entry.isIntersecting;
      if (card.visible) card.update();
    }
  }, { rootMargin: '300px' });

  const card = (tag) => {
    if (!cards.has(tag)) {
      cards.set(tag, new Card(tag, title(tag.slice(tag.lastIndexOf('/') + 1))));
      seen.observe(cards.get(tag).element);
    }
    return cards.get(tag).element;
  };

  const arrange = () => {
    const tags = [...new Set(selectedRuns().flatMap((run) => run.parts.flatMap((part) => part.scalars)))].filter(wanted);
    const groups = grouped(tags);
    const print = JSON.stringify(groups);
    if (print === layout) return;
    layout = print;
    for (const [tag, old] of cards) if (!tags.includes(tag)) { seen.unobserve(old.element); old.chart.close(); cards.delete(tag); }
    main.replaceChildren(...(groups.length ? groups.map(([name, inside]) =>
      h('section', { class: 'group' },
        h('h2', {}, name, h('span', { class: 'quiet small' }, GROUPS.find(([each]) => each === name)?.[2] ?? '')),
        h('div', { class: 'cards' }, inside.map(card)))) : [nothing()]));
  };

  const update = async (what) => {
    arrange();
    if (shownAxis !== state.axis) {
      shownAxis = state.axis;
      for (const each of cards.values()) each.range = null;
    }
    if (what === 'theme') for (const each of cards.values()) each.draw();
    else if (what === 'choice') for (const each of cards.values()) { each.draw(); await each.update(); }
    else for (const each of cards.values()) await each.update();
  };
  update();
  return { update, close: () => { seen.disconnect(); for (const each of cards.values()) each.chart.close(); } };
}

const isSystem = (tag) => tag.startsWith('system/');

export function charts(main) {
  return board(main, (tag) => !isSystem(tag), () => (selectedRuns().length
    ? empty('No numbers yet', h('p', {}, 'The runs that are selected have logged no number.'))
    : empty('No run is selected', h('p', {}, 'Select runs in the list to see them here.'))));
}

export function system(main) {
  return board(main, isSystem, () => empty('No load was measured',
    h('p', {}, 'A training with ', h('code', {}, 'new Dashboard()'), ' among its callbacks logs every other second what it takes of',
      ' the processor and of memory.')));
}

