// One chart of lines over steps or time, with zooming by pointer and keys. It is made once and given new lines.

import { h } from './dom.js';
import { css } from './look.js';
import { number, shortDuration, count } from './words.js';

const MOST_WORDS = 12;
const STEP = 0.2;
const DRAG = 6;

function tooltip() {
  return {
    animation: false,
    filter: (item, i) => !item.dataset.isRaw && i < MOST_WORDS,
    itemSort: (a, b) => b.parsed.y - a.parsed.y,
    callbacks: {
      title: (items) => (items.length ? items[0].chart.across(items[0].parsed.x) : ''),
      label: (item) => ` ${item.dataset.label}: ${number(item.parsed.y)}`,
      labelColor: (item) => ({ borderColor: item.dataset.borderColor, backgroundColor: item.dataset.borderColor, borderRadius: 2 }),
    },
  };
}

function options() {
  const tick = { maxRotation: 0, autoSkipPadding: 18, font: { size: 11 } };
  return {
    animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false, spanGaps: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    plugins: { legend: { display: false }, tooltip: tooltip() },
    scales: {
      x: { type: 'linear', ticks: { ...tick, maxTicksLimit: 7 }, border: { display: false } },
      y: { type: 'linear', ticks: { ...tick, maxTicksLimit: 6, callback: number }, border: { display: false },
        afterFit: (scale) => { scale.width = 58; } },
    },
  };
}

export class LineChart {
  // `zoomed` is called with the range that is wanted: null for all of it.
  constructor(label, zoomed) {
    this.zoomed = zoomed;
    this.range = null;
    this.time = false;
    this.canvas = h('canvas', { 'aria-hidden': 'true' });
    this.band = h('div', { class: 'band' });
    this.hollow = h('div', { class: 'hollow' }, 'Reading ...');
    this.element = h('div', { class: 'plot', tabindex: 0, role: 'img', 'aria-label': label }, this.canvas, this.band, this.hollow);
    this.element.addEventListener('pointerdown', (event) => this.#drag(event));
    this.element.addEventListener('dblclick', () => this.#zoom(null));
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  get width() {
    return this.element.clientWidth || 370;
  }

  draw(datasets, { time, logarithmic, sentence, range }) {
    this.time = time;
    this.range = range;
    this.element.setAttribute('aria-label', sentence);
    this.hollow.textContent = datasets.length ? '' : 'Nothing logged';
    if (!this.chart) {
      this.chart = new window.Chart(this.canvas, { type: 'line', data: { datasets: [] }, options: options() });
      this.chart.across = (x) => (this.time ? shortDuration(x) : `step ${count(x)}`);
    }
    const { scales } = this.chart.options;
    scales.x.ticks.callback = time ? shortDuration : (value) => (Number.isInteger(value) ? number(value) : '');
    scales.y.type = logarithmic ? 'logarithmic' : 'linear';
    scales.x.min = range?.[0];
    scales.x.max = range?.[1];
    for (const scale of [scales.x, scales.y]) {
      scale.grid = { color: css('--grid'), tickLength: 4 };
      scale.ticks.color = css('--soft');
    }
    this.chart.data.datasets = datasets;
    this.chart.update('none');
  }

  close() {
    this.chart?.destroy();
    this.chart = null;
  }

  #value(event) {
    const box = this.element.getBoundingClientRect();
    return this.chart.scales.x.getValueForPixel(Math.max(this.chart.chartArea.left, Math.min(event.clientX - box.left, this.chart.chartArea.right)));
  }

  #drag(down) {
    if (!this.chart || down.button !== 0 || down.pointerType === 'touch') return;
    const left = this.element.getBoundingClientRect().left;
    const from = this.#value(down);
    const move = (event) => {
      const [a, b] = [down.clientX - left, event.clientX - left].sort((x, y) => x - y);
      Object.assign(this.band.style, { display: b - a > DRAG ? 'block' : 'none', left: `${a}px`, width: `${b - a}px` });
    };
    const up = (event) => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      this.band.style.display = 'none';
      if (Math.abs(event.clientX - down.clientX) > DRAG) this.#zoom([from, this.#value(event)].sort((x, y) => x - y));
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
  }

  #zoom(range) {
    this.zoomed(range && !this.time ? [Math.floor(range[0]), Math.ceil(range[1])] : range);
  }

  #key(event) {
    if (!this.chart) return;
    const { min, max } = this.chart.scales.x;
    const size = max - min;
    const moves = {
      ArrowLeft: [min - STEP * size, max - STEP * size], ArrowRight: [min + STEP * size, max + STEP * size],
      '+': [min + STEP * size, max - STEP * size], '=': [min + STEP * size, max - STEP * size],
      '-': [min - STEP * size, max + STEP * size], 0: null, Home: null,
    };
    if (!(event.key in moves) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#zoom(moves[event.key]);
  }
}
