import type { Thresholds } from '../thresholds.ts';
import { independenceInWords, type Said, type Weighed } from './weighed.ts';

/** JUST RIGHT: one team mostly lifts it alone, and it is one thing. */
export function justRight(weighed: Weighed, thresholds: Thresholds): Said | undefined {
  const { numbers, halves } = weighed;
  const { independence } = numbers;
  if (!independence || independence.share < thresholds.independentFrom || halves) return undefined;
  return () => independenceInWords(numbers);
}
