// Numbers and times as people read them.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function count(number) {
  return whole.format(number);
}

// Four digits that matter.
export function number(value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace('e+', 'e');
  if (size >= 1000) return whole.format(value);
  return String(Number(value.toPrecision(4)));
}

export function duration(seconds) {
  if (!(seconds >= 0)) return '';
  const s = Math.round(seconds);
  if (s < 60) return `${seconds < 10 && seconds % 1 ? Number(seconds.toFixed(1)) : s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60 ? `${s % 60} s` : ''}`.trim();
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

// For the ticks of an axis of time.
export function shortDuration(seconds) {
  const s = Math.abs(seconds);
  if (s < 120) return `${Number(seconds.toPrecision(3))} s`;
  if (s < 7200) return `${Number((seconds / 60).toPrecision(3))} min`;
  return `${Number((seconds / 3600).toPrecision(3))} h`;
}

export function ago(wall) {
  const seconds = Date.now() / 1000 - wall;
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${Math.round(seconds)} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172800) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
}

const NAMES = { lr: 'learning rate', acc: 'accuracy', val: 'validation', mb: 'MB' };

// epoch_sparse_categorical_accuracy becomes sparse categorical accuracy.
export function title(tag) {
  const last = tag.replace(/^(epoch|batch|evaluation|system)[_/]/, '').replace(/_vs_iterations$/, '');
  return last.replaceAll('_', ' ').replace(/\b(lr|acc|val|mb)\b/g, (word) => NAMES[word]);
}
