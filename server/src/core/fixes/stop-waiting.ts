import type { Place } from '../facts/place.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { type GraphCall, waysOf } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { type Prediction, predict } from '../measures/runtime/prediction.ts';
import { withoutWaiting } from '../measures/runtime/what-if.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { availabilityInWords, millisInWords, timesInWords } from '../views/runtime-words.ts';

/** More than these are not offered: a menu is no table. */
const MOST = 3;

/**
 * Says that a service no longer waits for one that it calls, with what requests to it are like then; the most gained first,
 * and only what helps against the finding at hand.
 */
export function stopWaiting(
  name: string | undefined,
  context: FixContext,
  helps: (before: Prediction, after: Prediction) => boolean,
): readonly Fix[] {
  if (name === undefined) return [];
  return waysNotToWait(name, context)
    .filter(({ before, after }) => helps(before, after))
    .slice(0, MOST)
    .map(({ call, edits, before, after }, i): Fix => {
      return {
        title: `Let ${name} not wait for ${asked(call)}: ${gained(before, after)}`,
        edits,
        preferred: i === 0,
        note: `${costOf(name, asked(call))}; write it down once it is so${ofWhich(before)}`,
      };
    });
}

/** What reads the same afterwards is nothing gained. */
export function moreAvailable(before: Prediction, after: Prediction): boolean {
  const words = ({ availability }: Prediction) => availability && availabilityInWords(availability.value);
  return words(before) !== words(after);
}

export function lessDeep(before: Prediction, after: Prediction): boolean {
  return after.chain.length < before.chain.length;
}

export function fewerAnswers(before: Prediction, after: Prediction): boolean {
  return after.calls < before.calls;
}

/** A finding beside it may speak of the declared calls alone. */
function ofWhich({ seenOnly }: Prediction): string {
  return seenOnly ? '. The figures are with every call that was seen, not with the declared ones alone' : '';
}

/** The same for one call that is made many times, with how many answers a request waits for then. */
export function stopWaitingFor(name: string, to: string, context: FixContext): readonly Fix[] {
  return waysNotToWait(name, context)
    .filter(({ call }) => waysOf(call).includes(to))
    .map(({ call, edits, before, after }): Fix => {
      const answers = `${timesInWords(before.calls)} → ${timesInWords(after.calls)} answers that a request to ${name} waits for`;
      return {
        title: `Let ${name} not wait for ${asked(call)}: ${answers}`,
        edits,
        preferred: false,
        note: `${costOf(name, asked(call))}; it is told as often as before, and nobody waits; write it down once it is so`,
      };
    });
}

/** A call that need not be waited for. */
export interface WayNotToWait {
  readonly call: GraphCall;
  readonly at: Place;
  readonly edits: readonly TextEdit[];
  /** Requests to the service that calls. */
  readonly before: Prediction;
  readonly after: Prediction;
}

/** Every declared call of a service that it waits for, the most gained by not waiting first. */
export function waysNotToWait(name: string, { model, text }: FixContext): readonly WayNotToWait[] {
  const graph = callGraphOf(model);
  const before = predict(graph, name);
  return graph.calls
    .filter(call => call.from === name && call.mode === 'sync')
    .flatMap(call => {
      const at = call.declared?.at;
      if (!at || text(at.path) === undefined) return [];
      const end = { start: at.range.end, end: at.range.end };
      const edits = [{ path: at.path, range: end, newText: ' async' }];
      return [{ call, at, edits, before, after: predict(withoutWaiting(graph, [call]), name) }];
    })
    .sort((a, b) => gainOf(b.after) - gainOf(a.after) || a.after.chain.length - b.after.chain.length);
}

/** What not waiting takes. */
export function costOf(name: string, to: string): string {
  return `${to} publishes what changes and ${name} keeps a copy, which may be a little old`;
}

export function asked(call: GraphCall): string {
  return waysOf(call).join(' or ');
}

function gainOf({ availability, latency }: Prediction): number {
  return (availability?.value ?? 0) - (latency?.value ?? 0) / 1e12;
}

/** `23 → 1 deep, 99.77 % → 99.99 %, 1,150 ms → 50 ms`; what reads the same after as before is no gain and is left out. */
export function gained(before: Prediction, after: Prediction): string {
  const depth =
    before.chain.length === after.chain.length
      ? `still ${after.chain.length} deep`
      : `${before.chain.length} → ${after.chain.length} deep`;
  const figures = [
    before.availability && [
      availabilityInWords(before.availability.value),
      availabilityInWords(after.availability?.value ?? 1),
    ],
    before.latency && [millisInWords(before.latency.value), millisInWords(after.latency?.value ?? 0)],
  ];
  return [depth, ...figures.flatMap(each => (each && each[0] !== each[1] ? [each.join(' → ')] : []))].join(
    ', ',
  );
}
