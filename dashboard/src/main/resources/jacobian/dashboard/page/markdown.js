// The little of Markdown that texts of runs use, as elements: paragraphs, headings, lists, code, bold words. What is
// none of these stands as it was written; text never becomes markup.

import { h } from './dom.js';

const ITEM = /^\s*[-*] /;

function words(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).filter(Boolean).map((each) => {
    if (/^\*\*[^*]+\*\*$/.test(each)) return h('b', {}, each.slice(2, -2));
    if (/^`[^`]+`$/.test(each)) return h('code', {}, each.slice(1, -1));
    return each;
  });
}

// Neighbouring lines of one kind: items of a list, or text.
function blocks(text) {
  const all = [];
  let open = null;
  for (const line of text.split('\n')) {
    const kind = line.trim() === '' ? null : ITEM.test(line) ? 'list' : /^#{1,6} /.test(line) ? 'heading' : 'text';
    if (kind && kind === open && kind !== 'heading') all.at(-1).lines.push(line);
    else if (kind) all.push({ kind, lines: [line] });
    open = kind;
  }
  return all;
}

function element({ kind, lines }) {
  if (kind === 'list') return h('ul', {}, lines.map((line) => h('li', {}, words(line.replace(ITEM, '')))));
  if (kind === 'heading') return h('h4', {}, words(lines[0].replace(/^#+ /, '')));
  return h('p', {}, words(lines.join('\n')));
}

export function markdown(text) {
  return blocks(text).map(element);
}
