import type { FixContext } from '../rules/rule.ts';
import type { Judged } from './couch.ts';
import { introduceInterface } from './remedies/interface.ts';
import { merge } from './remedies/merge.ts';
import { moveFile } from './remedies/move-file.ts';
import { publish } from './remedies/publish.ts';
import { reassign } from './remedies/reassign.ts';
import type { Remedy } from './remedies/remedy.ts';
import { split } from './remedies/split.ts';
import { splitGroup } from './remedies/split-group.ts';
import { wire } from './remedies/wire.ts';

/**
 * What may be done about a couch, each as plain edits with what it would have bought on this history; the greatest gain
 * first, what cannot be replayed last, but for a miswired couch its wiring first. One without gain is not among them.
 * To accept it with a reason is offered beside them for every finding.
 */
export function remediesFor(judged: Judged, context: FixContext): readonly Remedy[] {
  const known = remembered.get(judged);
  if (known && known.text === context.text && known.exportsOf === context.exportsOf) return known.remedies;
  const { text, exportsOf } = context;
  let untold = false;
  const watched: FixContext = !exportsOf
    ? context
    : {
        ...context,
        exportsOf: path => {
          const exports = exportsOf(path);
          untold ||= exports === undefined;
          return exports;
        },
      };
  const remedies = (judged.couch.running ? RUNNING : AT_DESIGN_TIME)
    .flatMap(remedy => remedy(judged, watched))
    .sort((a, b) => rank(judged, a) - rank(judged, b) || b.worth - a.worth);
  // What a file exports is not known until the compiler is loaded; an answer without it is not the last word.
  if (!untold) remembered.set(judged, { text, exportsOf, remedies });
  return remedies;
}

const AT_DESIGN_TIME = [split, splitGroup, reassign, introduceInterface, merge, wire, moveFile];

/** What is one couch because of how it runs is not mended by moving files. */
const RUNNING = [publish];

/**
 * Bandwidth and independence cannot be weighed against each other: given to one team, any couch is lifted by one alone,
 * whether or not that team knows the other half of the work. MISWIRED says that the channel is at fault.
 */
function rank({ verdict }: Judged, { kind }: Remedy): number {
  return verdict === 'MISWIRED' && kind !== 'wire' ? 1 : 0;
}

/**
 * The history is carried again for each candidate, and editors ask again whenever the cursor moves. The ways to read
 * texts are made anew for each snapshot, so nothing is told of an older text.
 */
const remembered = new WeakMap<Judged, Remembered>();

interface Remembered {
  readonly text: FixContext['text'];
  readonly exportsOf: FixContext['exportsOf'];
  readonly remedies: readonly Remedy[];
}
