import { asked, costOf, gained, waysNotToWait } from '../../fixes/stop-waiting.ts';
import { serviceIn } from '../../measures/runtime/call-graph.ts';
import { callGraphOf } from '../../measures/runtime/graph-of.ts';
import { type Prediction, predict } from '../../measures/runtime/prediction.ts';
import { withoutWaiting } from '../../measures/runtime/what-if.ts';
import type { FixContext } from '../../rules/rule.ts';
import { availabilityInWords } from '../../views/runtime-words.ts';
import { count } from '../../views/words.ts';
import type { Judged } from '../couch.ts';
import type { Remedy } from './remedy.ts';

/** More ways than these are not offered. */
const MOST = 3;

/**
 * Publish and subscribe: the entry point of a chain takes what others publish in place of asking them, one call or all of
 * them. Each with the predicted figures afterwards, and whether the promise holds then.
 */
export function publish(judged: Judged, context: FixContext): readonly Remedy[] {
  const { couch, verdict } = judged;
  if (couch.kind !== 'chain' || !couch.running || verdict !== 'TOO BIG') return [];
  const entry = couch.running.subject;
  const ways = waysNotToWait(entry, context);
  const [first] = ways;
  if (!first) return [];
  const remedies = ways
    .slice(0, MOST)
    .map(({ call, edits, before, after }) =>
      remedyOf(
        context,
        entry,
        `not wait for ${asked(call)}`,
        edits,
        before,
        after,
        costOf(entry, asked(call)),
      ),
    );
  if (ways.length === 1) return remedies;
  const none = predict(
    withoutWaiting(
      callGraphOf(context.model),
      ways.map(({ call }) => call),
    ),
    entry,
  );
  const edits = ways.flatMap(way => way.edits);
  const what = `wait for none of the ${count(ways.length, 'service')} that it calls`;
  const cost = costOf(entry, 'each of them');
  return [remedyOf(context, entry, what, edits, first.before, none, cost), ...remedies];
}

function remedyOf(
  context: FixContext,
  entry: string,
  what: string,
  edits: Remedy['edits'],
  before: Prediction,
  after: Prediction,
  cost: string,
): Remedy {
  const figures = gained(before, after);
  return {
    kind: 'publish',
    title: `Let ${entry} ${what}`,
    edits,
    gain: `${figures}${promiseThen(context, entry, after)}`,
    cost: `${cost}; write it down once it is so`,
    brief: { gain: figures, cost: 'a copy, which may be a little old' },
    worth: 1 - after.chain.length / before.chain.length,
  };
}

function promiseThen({ model }: FixContext, entry: string, after: Prediction): string {
  const promised = serviceIn(callGraphOf(model), entry)?.declared?.availability?.share;
  if (promised === undefined || after.availability === undefined) return '';
  // To the letter: what a rule lets pass is not kept for that.
  return after.availability.value < promised
    ? `; the promise of ${availabilityInWords(promised)} is still missed`
    : `; the promise of ${availabilityInWords(promised)} holds`;
}
