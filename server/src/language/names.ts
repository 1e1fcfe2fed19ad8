/** How names are written: bare, scoped or in quotes. */
import { wiringWords } from './clause-words.ts';

const BARE = /^[A-Za-z_]\w*(-\w+)*$/;
const SCOPED = /^@[A-Za-z0-9_~][\w.~-]*\/[A-Za-z0-9_~][\w.~]*(-+[\w.~]+)*$/;

/** A name as it is to be written in a `.wiring` file: quoted only where it has to be. */
export function nameText(name: string): string {
  const { top, onlyFirst } = wiringWords();
  // Alone on its line such a word may read as a clause, and `uses nothing` is an empty list.
  const readsOtherwise = top.has(name) || onlyFirst.has(name) || name === 'nothing';
  return canStandBare(name) && !readsOtherwise ? name : quoted(name);
}

export function canStandBare(name: string): boolean {
  return BARE.test(name) || SCOPED.test(name);
}

export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * The text between quotes. `\"` is a quote; any other backslash stays, so that globs keep their escapes
 * and `\\` is one backslash.
 */
export function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  const inner = isClosed(text) ? text.slice(1, -1) : text.slice(1);
  return inner.includes('\\') ? inner.replace(/\\(["\\])/g, '$1') : inner;
}

/** Whether a text that begins with a quote also ends with one of its own. */
export function isClosed(text: string): boolean {
  return text.length > 1 && /^"(\\.|[^"\\])*"$/.test(text);
}

/** `a queue`, `an initiative`. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}
