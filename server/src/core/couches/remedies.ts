import type { FixContext } from '../rules/rule.ts';
import type { Judged } from './couch.ts';
import { introduceInterface } from './remedies/interface.ts';
import { merge } from './remedies/merge.ts';
import { reassign } from './remedies/reassign.ts';
import type { Remedy } from './remedies/remedy.ts';
import { split } from './remedies/split.ts';
import { wire } from './remedies/wire.ts';

/**
 * What may be done about a couch, each as plain edits with what it would have bought on this history; the greatest gain
 * first, what cannot be replayed last. One without gain is not among them. To accept it with a reason is offered beside
 * them for every finding.
 */
export function remediesFor(judged: Judged, context: FixContext): readonly Remedy[] {
  return [split, reassign, introduceInterface, merge, wire]
    .flatMap(remedy => remedy(judged, context))
    .sort((a, b) => b.worth - a.worth);
}
