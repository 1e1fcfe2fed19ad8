import { hoursDownAYear } from '../measures/runtime/availability.ts';
import { withCommas } from './words.ts';

/** `99.77 %`, `99.99 %`, `99.9975 %`: as many digits as the promise has. */
export function availabilityInWords(share: number): string {
  const digits = share >= 0.9999 ? 4 : share >= 0.99 ? 2 : 1;
  const shown = (share * 100).toFixed(digits);
  // What is not quite certain never reads as certain.
  if (share < 1 && Number(shown) === 100) return `>${(100 - 10 ** -digits).toFixed(digits)} %`;
  return `${Number(shown)} %`;
}

/** How long something of this availability is not there: `20.1 hours a year`, `53 minutes a year`. */
export function downtimeInWords(share: number): string {
  const hours = hoursDownAYear(share);
  if (hours >= 10) return `${withCommas(Number(hours.toFixed(1)))} hours a year`;
  if (hours >= 1) return `${Number(hours.toFixed(1))} hours a year`;
  const minutes = hours * 60;
  return minutes >= 1 ? `${Math.round(minutes)} minutes a year` : `${Math.ceil(minutes * 60)} seconds a year`;
}

/** `1,150 ms`, `4.9 ms`, `0.026 ms`. */
export function millisInWords(ms: number): string {
  if (ms >= 10) return `${withCommas(Math.round(ms))} ms`;
  return `${Number(ms.toPrecision(2))} ms`;
}

/** A chance with one digit behind the point: `79.4 %`. */
export function chanceInWords(share: number): string {
  const shown = (share * 100).toFixed(1);
  if (share < 1 && shown === '100.0') return '>99.9 %';
  if (share > 0 && shown === '0.0') return '<0.1 %';
  return `${Number(shown)} %`;
}

/** How often: `3`, `1.5`, `0.25`. */
export function timesInWords(times: number): string {
  return withCommas(times >= 10 ? Math.round(times) : Number(times.toPrecision(2)));
}

/** `a → b → c`; of a long chain the beginning and the end. */
export function chainInWords(chain: readonly string[], most = 8): string {
  if (chain.length <= most) return chain.join(' → ');
  return [...chain.slice(0, most - 2), `… ${chain.length - most + 1} more …`, chain[chain.length - 1]].join(
    ' → ',
  );
}

/** For documents: as exact as a figure that was measured can be. */
export function sixDigits(number: number): number {
  return Number(number.toPrecision(6));
}
