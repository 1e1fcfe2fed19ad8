/** Numbers with their limits: what cannot be is a problem at its place. */
import type { AstNode } from 'langium';
import { durationMs, parseQuantity } from '#core/quantities';
import { type Context, say, textOf } from './context.ts';

export function wholeNumber(
  context: Context,
  node: AstNode,
  property: string,
  least: number,
  why: string,
): number | undefined {
  const written = textOf(context, node, property);
  if (!written) return undefined;
  const value = Number(written.text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  const message =
    value > Number.MAX_SAFE_INTEGER
      ? `${written.text} is more than can be counted: write a smaller number.`
      : `${why}: write a whole number from ${least} on instead of ${written.text}.`;
  say(context, 'impossible-number', message, written.at);
  return undefined;
}

/** A percentage as a share between 0 and 1. */
export function share(context: Context, node: AstNode, property: string): number | undefined {
  const written = textOf(context, node, property);
  const quantity = written && parseQuantity(written.text);
  if (!written || quantity?.kind !== 'percent') return undefined;
  if (quantity.share <= 1) return quantity.share;
  say(
    context,
    'impossible-number',
    `${written.text} is more than everything: a share goes up to 100%.`,
    written.at,
  );
  return undefined;
}

/** Milliseconds. `positive`: zero is impossible too. */
export function duration(
  context: Context,
  node: AstNode,
  property: string,
  positive: boolean,
): number | undefined {
  const written = textOf(context, node, property);
  const ms = written && durationMs(written.text);
  if (!written || ms === undefined) return undefined;
  if (ms > 0 || !positive) return ms;
  say(
    context,
    'impossible-number',
    `${written.text} is no time at all: write a duration above zero.`,
    written.at,
  );
  return undefined;
}
