// Distributions over time: a strip for a table, and ridges for a closer look.

import { clear } from './dom.js';
import { css, isDark } from './look.js';
import { number } from './words.js';

// The range of all distributions together.
function range(points) {
  let left = Infinity;
  let right = -Infinity;
  for (const point of points) {
    left = Math.min(left, point.left);
    right = Math.max(right, point.right);
  }
  return right > left ? [left, right] : [left - 0.5, left + 0.5];
}

// Steps from left to right, values upwards; the more values, the stronger the colour. The root makes rare ones visible.
export function strip(canvas, points) {
  const { pen, width, height } = clear(canvas);
  const [left, right] = range(points);
  const heat = css('--heat');
  const column = width / points.length;
  points.forEach((point, i) => {
    const bins = point.counts.length;
    const most = Math.max(...point.counts);
    if (!(most > 0)) return;
    const size = Math.max(point.right - point.left, (right - left) / 60);
    for (let k = 0; k < bins; k++) {
      const share = Math.sqrt(point.counts[k] / most);
      if (share < 0.02) continue;
      const low = (point.left + (size * k) / bins - left) / (right - left);
      const tall = size / bins / (right - left);
      pen.fillStyle = `rgba(${heat}, ${(0.06 + 0.94 * share).toFixed(3)})`;
      pen.fillRect(i * column, height - (low + tall) * height, Math.ceil(column), Math.max(1, Math.ceil(tall * height)));
    }
  });
  if (left < 0 && right > 0) {
    const zero = height - (-left / (right - left)) * height;
    pen.strokeStyle = css('--soft');
    pen.globalAlpha = 0.5;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(0, zero);
    pen.lineTo(width, zero);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }
}

function ridge(pen, point, { x, base, tall, fill, stroke }) {
  const bins = point.counts.length;
  const most = Math.max(...point.counts, 1e-9);
  const at = (k) => x(point.left + ((point.right - point.left) * (k + 0.5)) / bins);
  pen.beginPath();
  pen.moveTo(x(point.left), base);
  for (let k = 0; k < bins; k++) pen.lineTo(at(k), base - (tall * point.counts[k]) / most);
  pen.lineTo(x(point.right), base);
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.1;
  pen.stroke();
}

// One line for each step, the newest in front.
export function ridges(canvas, points) {
  const { pen, width, height } = clear(canvas);
  const [left, right] = range(points);
  const margin = { left: 16, right: 74, top: 70, bottom: 26 };
  const x = (value) => margin.left + ((value - left) / (right - left)) * (width - margin.left - margin.right);
  const gap = Math.min(56, (height - margin.top - margin.bottom) / Math.max(1, points.length - 1));
  const words = css('--soft');
  const dark = isDark();
  pen.font = '11px system-ui, sans-serif';
  points.forEach((point, i) => {
    const age = points.length > 1 ? i / (points.length - 1) : 1;
    const base = height - margin.bottom - (points.length - 1 - i) * gap;
    const light = dark ? 30 + 38 * age : 84 - 42 * age;
    ridge(pen, point, { x, base, tall: 58, fill: `hsl(210 ${dark ? 30 : 42}% ${light}%)`, stroke: css('--card') });
    if (i === 0 || i === points.length - 1 || (i % Math.ceil(points.length / 8) === 0 && points.length - i > 2)) {
      pen.fillStyle = words;
      pen.fillText(`step ${number(point.step)}`, width - margin.right + 8, base + 3);
    }
  });
  pen.fillStyle = words;
  pen.textAlign = 'center';
  for (let i = 0; i <= 4; i++) {
    const value = left + ((right - left) * i) / 4;
    pen.fillText(number(Number(value.toPrecision(3))), Math.max(18, x(value)), height - 8);
  }
  pen.textAlign = 'start';
}

// Mean, deviation and ends of a distribution, from its bins.
export function figures(point) {
  const width = (point.right - point.left) / point.counts.length;
  let total = 0;
  let sum = 0;
  let squares = 0;
  point.counts.forEach((each, k) => {
    const value = point.left + (k + 0.5) * width;
    total += each;
    sum += each * value;
    squares += each * value * value;
  });
  const mean = total ? sum / total : 0;
  return { mean, deviation: Math.sqrt(Math.max(0, total ? squares / total - mean * mean : 0)) };
}
