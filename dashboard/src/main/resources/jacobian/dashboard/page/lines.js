// From what the server sends to what a chart draws.

import { state, place, isValidation } from './state.js';
import { look, faded } from './look.js';

const MARKS = 12;
// With more lines than these, what was smoothed would hide them.
const MANY = 6;

// The parts of the selected runs that have logged a tag.
export function partsWith(runs, tag) {
  return runs.flatMap((run) => run.parts.filter((part) => part.scalars.includes(tag)).map((part) => ({ run, part })));
}

// Exponential smoothing of what is shown, begun without a bias towards zero.
export function smoothed(values, weight) {
  if (weight <= 0 || values.length < 3) return values;
  const result = new Array(values.length);
  let last = 0;
  let mass = 0;
  for (let i = 0; i < values.length; i++) {
    last = weight * last + (1 - weight) * values[i];
    mass = weight * mass + (1 - weight);
    result[i] = last / mass;
  }
  return result;
}

function across(series, run) {
  return state.axis === 'time' ? series.walls.map((wall) => wall - run.began) : series.steps;
}

function points(x, values) {
  const result = new Array(x.length);
  for (let i = 0; i < x.length; i++) result[i] = { x: x[i], y: values[i] };
  return result;
}

// Each place as its least and greatest value, so that no spike is lost.
function extremes(x, series) {
  if (!series.least) return points(x, series.means);
  const result = [];
  for (let i = 0; i < x.length; i++) result.push({ x: x[i], y: series.least[i] }, { x: x[i], y: series.greatest[i] });
  return result;
}

function marks(length) {
  const every = Math.max(1, Math.floor(length / MARKS));
  return (context) => (context.dataIndex % every === 0 || length < 3 ? 3 : 0);
}

function line(label, data, style) {
  return {
    label, data, borderColor: style.colour, borderWidth: style.width, borderDash: style.dash, pointRadius: style.marks ?? 0,
    pointBackgroundColor: style.paper, pointBorderColor: style.colour, pointBorderWidth: 1.5, pointHoverRadius: 4, tension: 0,
    order: style.order,
  };
}

// The lines of a tag: under each smoothed one, faint, what was smoothed.
export function datasets(answer, byPart, paper) {
  const lines = [];
  for (const series of answer.series) {
    const owner = byPart.get(series.part);
    if (!owner || !series.steps.length) continue;
    const { colour, dash } = look(place(owner.run.name));
    const x = across(series, owner.run);
    const validation = isValidation(owner.part);
    const label = owner.run.label + (validation ? ' (validation)' : '');
    const values = smoothed(series.means, state.smoothing);
    const alone = series.steps.length === 1;
    const style = { colour, dash, paper, width: 2, order: 1,
      marks: validation || alone ? marks(values.length) : (values.length <= 2 ? 3 : 0) };
    lines.push(line(label, points(x, values), style));
    const differs = values !== series.means || series.least;
    if (differs && answer.series.length <= MANY) {
      const below = line(label, extremes(x, series), { colour: faded(colour, 0.28), dash: [], paper, width: 1, order: 2 });
      lines.push({ ...below, isRaw: true });
    }
  }
  return lines;
}

// What stands beside the title: the last value, where few lines are drawn.
export function latest(answer, byPart, format) {
  if (answer.series.length === 0 || answer.series.length > 2) return '';
  const runs = new Set(answer.series.map((series) => byPart.get(series.part)?.run.name));
  if (runs.size > 1) return '';
  return answer.series.map((series) => {
    const owner = byPart.get(series.part);
    const value = series.means.length ? format(series.means.at(-1)) : '';
    return owner && isValidation(owner.part) ? `validation ${value}` : value;
  }).join(', ');
}

export function broken(answer, byPart) {
  const found = answer.series.filter((series) => series.broken !== undefined);
  if (!found.length) return '';
  const { run } = byPart.get(found[0].part);
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  return `${run.label}${more}: no number from step ${found[0].broken} on`;
}
