/**
 * Numbers as people write them: percentages, durations with their unit, dates. Stated once, for `.wiring` files,
 * rule options and the command line alike.
 */

/** A month is 30.44 days (a 365.28-day year over twelve): the same window on every day of the year. */
export const DAYS_A_MONTH = 30.44;

const MS_A_DAY = 86_400_000;

/** Milliseconds of each unit, singular and plural. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['minute', 60_000],
  ['minutes', 60_000],
  ['hour', 3_600_000],
  ['hours', 3_600_000],
  ['day', MS_A_DAY],
  ['days', MS_A_DAY],
  ['week', 7 * MS_A_DAY],
  ['weeks', 7 * MS_A_DAY],
  ['month', DAYS_A_MONTH * MS_A_DAY],
  ['months', DAYS_A_MONTH * MS_A_DAY],
  ['year', 12 * DAYS_A_MONTH * MS_A_DAY],
  ['years', 12 * DAYS_A_MONTH * MS_A_DAY],
]);

export type Quantity =
  /** A share, `50%` is 0.5. Not checked to be at most 1. */
  | { readonly kind: 'percent'; readonly share: number }
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'word'; readonly word: string };

/** Reads `50%`, `2 weeks`, `3`, `2026-01-31` or a word. Blanks between number and unit do not matter. */
export function parseQuantity(text: string): Quantity {
  const match = /^(\d+(?:\.\d+)?)\s*(%|[a-z]+)?$/.exec(text.trim());
  if (match?.[1] === undefined)
    return isDate(text) ? { kind: 'date', date: text } : { kind: 'word', word: text };
  const number = Number(match[1]);
  if (match[2] === undefined) return { kind: 'count', count: number };
  // Hundredths of a percent as a division of whole numbers, so that 99.99% is 0.9999 and not 0.9998999999999999.
  if (match[2] === '%') return { kind: 'percent', share: Number((number / 100).toPrecision(12)) };
  const unit = UNITS.get(match[2]);
  return unit === undefined ? { kind: 'word', word: text } : { kind: 'duration', ms: number * unit };
}

/** Milliseconds of `50 ms`, `2 weeks`; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity.kind === 'duration' ? quantity.ms : undefined;
}

export function daysOf(ms: number): number {
  return ms / MS_A_DAY;
}

export function monthsOf(ms: number): number {
  return Number((ms / (DAYS_A_MONTH * MS_A_DAY)).toPrecision(12));
}

/** Whether the text is a day that exists, as `2026-02-28`. */
export function isDate(text: string): boolean {
  return dateProblem(text) === undefined;
}

/** What is wrong with a date, as the end of a sentence; undefined when it is a day that exists. */
export function dateProblem(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return 'is not written as year-month-day, for example 2026-01-31';
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12) return `has month ${month}; months go from 01 to 12`;
  const last = daysInMonth(year, month);
  if (day < 1 || day > last) return `does not exist; that month has ${last} days`;
  return undefined;
}

/** The nearest day that exists, for a fix: `2026-02-30` becomes `2026-02-28`. Undefined when it cannot be guessed. */
export function nearestDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return undefined;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${match[1]}-${two(month)}-${two(Math.min(day, daysInMonth(year, month)))}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
