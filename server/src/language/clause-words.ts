/** Which words begin what: made from the grammar by `npm run grammar`, so that nobody lists a clause again. */
import { WIRING_WORDS } from './generated/words.ts';
import type { ClauseWords } from './words.ts';

/** The words of this language. */
export function wiringWords(): ClauseWords {
  return WIRING_WORDS;
}
