import { DAYS_A_MONTH } from '../quantities.ts';
import { count } from '../views/words.ts';

const DAY = 86_400_000;

const UNITS: readonly (readonly [one: string, ms: number])[] = [
  ['ms', 1],
  ['s', 1000],
  ['minute', 60_000],
  ['hour', DAY / 24],
  ['day', DAY],
  ['week', 7 * DAY],
  ['month', DAYS_A_MONTH * DAY],
  ['year', 12 * DAYS_A_MONTH * DAY],
];

/**
 * A time for people: in the unit of the times it was made from, where these agree (`11 months` and `11 months` make
 * `33 months`), else in the largest of days, weeks and months that it has at least two of. One digit behind the point.
 */
export function timeInWords(ms: number, madeFrom: readonly string[] = []): string {
  const units = new Set(madeFrom.map(text => unitOf(text)));
  const [only] = units;
  const [one, length] = (units.size === 1 && only) || fitting(ms);
  const number = Number((ms / length).toFixed(1));
  if (one === 'ms' || one === 's') return `${number} ${one}`;
  return Number.isInteger(number) ? count(number, one) : `${number} ${one}s`;
}

function unitOf(text: string): readonly [string, number] | undefined {
  const word = /[a-z]+$/.exec(text)?.[0];
  return UNITS.find(([one]) => word === one || word === `${one}s`);
}

function fitting(ms: number): readonly [string, number] {
  const [minute, hour, day, week, month] = UNITS.slice(2);
  const large = [month, week, day].find(unit => unit !== undefined && ms >= 2 * unit[1]);
  return large ?? (ms >= DAY ? day : ms >= DAY / 24 ? hour : minute) ?? ['day', DAY];
}
