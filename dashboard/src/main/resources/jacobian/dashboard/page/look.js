// How runs look: a colour and a pattern of dashes each, so that grey prints can be read too. Hues after Okabe and Ito,
// darkened or lightened for the paper they are drawn on.

const LIGHT = ['#2f5d8c', '#c2570c', '#1b7f5c', '#8a3f8f', '#8a6d00', '#b3261e', '#3a7ca5', '#5b6470'];
const DARK = ['#7fb2e5', '#f2a25c', '#5fcfa4', '#d99bdc', '#e3c84f', '#ff8f86', '#8fd3f0', '#b6c0cd'];
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [14, 5], [4, 9], [12, 3, 2, 3, 2, 3]];

export function isDark() {
  return document.documentElement.dataset.theme === 'dark';
}

export function look(index) {
  const colours = isDark() ? DARK : LIGHT;
  return { colour: colours[index % colours.length], dash: DASHES[index % DASHES.length] };
}

export function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function faded(colour, share) {
  const value = Number.parseInt(colour.slice(1), 16);
  return `rgb(${value >> 16} ${(value >> 8) & 255} ${value & 255} / ${share})`;
}

const preferred = window.matchMedia('(prefers-color-scheme: dark)');
let chosen = null;

// null follows the system.
export function setTheme(theme) {
  chosen = theme;
  document.documentElement.dataset.theme = theme ?? (preferred.matches ? 'dark' : 'light');
  window.dispatchEvent(new Event('theme'));
}

export function switchTheme() {
  setTheme(isDark() ? 'light' : 'dark');
}

preferred.addEventListener('change', () => setTheme(chosen));
