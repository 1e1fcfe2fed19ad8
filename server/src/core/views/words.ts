import type { Ownership } from '../model/model.ts';

/** `1 file`, `2 files`, `1,204 files`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${withCommas(number)} ${number === 1 ? one : many}`;
}

/** `it lifted 3 of its 5 changes in 12 months alone`, and as a person would say it where it is all, none or one. */
export function aloneInWords(alone: number, lifted: number, within: string): string {
  if (lifted === 1)
    return `it lifted its only change ${within} ${alone === 1 ? 'alone' : 'together with others'}`;
  if (alone === lifted)
    return `it lifted ${lifted === 2 ? 'both' : `all ${withCommas(lifted)}`} of its changes ${within} alone`;
  return `it lifted ${alone === 0 ? 'none' : withCommas(alone)} of its ${count(lifted, 'change')} ${within} alone`;
}

/** Thousands apart by commas, the same on every machine. */
export function withCommas(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/**
 * `71 %`; a share that is not quite all or nothing never reads as 100 % or 0 %: `>99 %`, `<1 %`, nor as the limit that it
 * stands beside: `49.7 %` of 50 %.
 */
export function percent(share: number, limit = share): string {
  const said = withoutDecimals(share);
  if (share === limit || said !== withoutDecimals(limit)) return said;
  for (const decimals of [1, 2, 3]) {
    const closer = (share * 100).toFixed(decimals);
    if (closer !== (limit * 100).toFixed(decimals)) return `${closer} %`;
  }
  return said;
}

function withoutDecimals(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 100 && share < 1) return '>99 %';
  if (rounded === 0 && share > 0) return '<1 %';
  return `${rounded} %`;
}

/**
 * `2.4`: one decimal, for nobody can tell 3.41 teams from 3.44. What is not quite a whole number never reads as one, as
 * limits are whole numbers: `2.97` rather than `3.0`.
 */
export function oneDecimal(number: number): string {
  const said = number.toFixed(1);
  const below = said.endsWith('.0') && number < Number(said) - 1e-9;
  return below ? String(Math.min(Number(number.toFixed(2)), Number(said) - 0.01)) : said;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`;
}

/** The first few of many, the rest as a number: `a, b, c and 4 more`. */
export function someOf(items: readonly string[], most: number): string {
  if (items.length <= most) return listed(items);
  return `${items.slice(0, most).join(', ')} and ${withCommas(items.length - most)} more`;
}

/** Who owns it in words: `Checkout`, `Cart or Pay`, `Cart and Pay`; `undefined` where nobody does. */
export function ownersInWords(ownership: Ownership): string | undefined {
  if (ownership.teams.length === 0) return undefined;
  return listed(ownership.teams, ownership.mode === 'all' ? 'and' : 'or');
}

/** Things counted by name, the most first: `12 by bot, 3 reverts` is left to the caller; equal counts go by name. */
export function byCount(counts: Iterable<readonly [string, number]>): readonly (readonly [string, number])[] {
  return [...counts].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
