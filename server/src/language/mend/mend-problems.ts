/** What is said of words that were read as others. */
import type { Place } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { withArticle } from '../names.ts';
import type { Mend } from './mend.ts';

export function mendProblem(mend: Mend, place: Place): Problem {
  const { written, meant, close, begins, block, expected } = mend;
  const word = `"${written}"`;
  if (meant === undefined) {
    const known = expected.length > 0 && expected.length <= 6 ? ` Known here: ${expected.join(', ')}.` : '';
    return problem(`${word} has no meaning here.${known}`, place, 'Remove it', '');
  }
  if (begins) {
    const what = block === undefined ? 'begins no declaration' : `is no clause of ${withArticle(block)}`;
    return problem(`${word} ${what}. Did you mean ${meant}?`, place, `Write ${meant}`, meant);
  }
  if (!close) {
    const known = expected.map(each => `"${each}"`).join(' or ');
    return problem(`Expected ${known} here, found ${word}.`, place, `Write ${meant}`, meant);
  }
  const what = expected.includes('minutes') ? 'is no unit of time' : 'has no meaning here';
  return problem(`${word} ${what}. Did you mean ${meant}?`, place, `Write ${meant}`, meant);
}

function problem(message: string, place: Place, title: string, newText: string): Problem {
  const suggestions = [{ title, edits: [{ path: place.path, range: place.range, newText }] }];
  return { code: 'syntax', severity: 'error', message, place, suggestions };
}
