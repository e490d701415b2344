// What the server knows. Every address is relative: the page stands below its token.

export class Gone extends Error {}

async function get(path) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store' });
  } catch {
    throw new Gone('the program that served this page has ended');
  }
  if (!answer.ok) throw new Error((await answer.text()).trim() || `${answer.status} for ${path}`);
  return answer.json();
}

function query(values) {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null)).toString();
}

export const overview = () => get('data/overview');

// A tag in the given parts, in at most so many places; between two steps, or all of it.
export const scalars = (tag, parts, places, from = null, to = null) =>
  get(`data/scalars?${query({ tag, parts: parts.join(','), places, from, to })}`);

// Where a tag ended in each part that has it, and between which values it was.
export const extents = (tag) => get(`data/extents?${query({ tag })}`);

export const histograms = (part) => get(`data/histograms?part=${part}`);
export const pictures = (part) => get(`data/pictures?part=${part}`);
export const texts = (part) => get(`data/texts?part=${part}`);
export const model = (part) => get(`data/model?part=${part}`);

export const picture = (part, tag, step, index) => `data/picture?${query({ part, tag, step, index })}`;

export async function stop(run) {
  const answer = await fetch(`stop?${query({ run })}`, { method: 'POST' });
  if (!answer.ok) throw new Error((await answer.text()).trim());
}

// Calls `news` with what the server sends, and `gone` when it does not answer any more.
export function follow(news, gone) {
  const source = new EventSource('news');
  source.addEventListener('news', (event) => news(JSON.parse(event.data)));
  source.addEventListener('error', () => gone(source.readyState === EventSource.CLOSED));
  return source;
}
