import type { MissedTail, Tail } from '../measures/runtime/tail.ts';
import { availabilityInWords, chanceInWords, millisInWords } from './runtime-words.ts';
import { count } from './words.ts';

/** Why a promised tail is missed: a clause. */
export function tailInWords({
  promised,
  left,
  prediction,
  measured,
}: Pick<MissedTail, 'promised' | 'left' | 'measured'> & {
  readonly prediction: { readonly services: readonly string[] };
}): string {
  const percentile =
    measured && { p50: 'median', p90: '90th percentile', p99: '99th percentile' }[measured.percentile];
  if (measured)
    return `the ${percentile} of ${count(measured.requests, 'request')} in the traces is ${millisInWords(measured.ms)}`;
  const others = `the ${count(prediction.services.length - 1, 'other service')} that it waits for`;
  if (left.ms > promised.ms)
    return `with ${others} times add up to ${millisInWords(left.ms)}, one call after the other`;
  return prediction.services.length === 2
    ? `${others} leaves ${chanceInWords(left.share)} by its own promise`
    : `${others} leave ${chanceInWords(left.share)} by their own promises`;
}

/** `99 % within 300 ms`. */
export function promisedTailInWords({ share, ms }: Tail): string {
  return `${availabilityInWords(share)} of answers within ${millisInWords(ms)}`;
}
