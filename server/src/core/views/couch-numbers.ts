import type { Judged } from '../couches/couch.ts';
import { widestInWords } from '../couches/evidence.ts';
import type { Section } from './explain.ts';
import { count, oneDecimal, percent, withCommas } from './words.ts';

/** The figures behind a verdict, each with what it is. */
export function numberSection({ numbers, examples, need, pair, couch }: Judged): Section {
  const { carries, windowMonths, independence, effectiveTeams, burden, ownedShare } = numbers;
  const lines = [`${count(carries, 'carry', 'carries')} in ${windowMonths} months`];
  if (independence)
    lines.push(
      `independence of action ${percent(independence.share)} (95 % interval ${percent(independence.low)} to ${percent(independence.high)}), newer carries counting more`,
    );
  if (effectiveTeams !== undefined) lines.push(`effective teams ${oneDecimal(effectiveTeams)}`);
  const widest = widestInWords(examples);
  if (widest !== undefined) lines.push(`the widest carry lifted ${widest}`);
  if (carries > 0) {
    // Of hundreds nobody wants the tenths.
    const pairs = burden < 100 ? burden.toFixed(1) : withCommas(Math.round(burden));
    lines.push(`burden ${pairs} pairs of teams a quarter${burden > 0 ? ' that have to talk' : ''}`);
    lines.push(`owners known for ${percent(ownedShare)} of what was touched`);
  }
  if (pair && need !== undefined && couch.kind !== 'pair')
    lines.push(`${pair[0]} and ${pair[1]} lift ${percent(need)} of it together`);
  return { heading: 'Numbers', lines };
}
