import { byText } from '../../facts/place.ts';
import { onceFor } from '../../once-for.ts';
import type { CallGraph, GraphService } from './call-graph.ts';
import { type Prediction, predict } from './prediction.ts';

/** A promise of a service that those it waits for do not leave room for. */
export interface MissedPromise {
  readonly service: GraphService;
  /** The availability promised, and what is left of it; shares. */
  readonly promised: number;
  readonly left: number;
  readonly prediction: Prediction;
}

/**
 * Whether the availability that a service promises is missed, by the declared calls alone or else by all that were seen.
 * `slack` is how much longer than promised it may be away, as a share of that.
 */
export function missedPromise(
  graph: CallGraph,
  service: GraphService,
  slack: number,
): MissedPromise | undefined {
  const promised = service.declared?.availability?.share;
  if (promised === undefined) return undefined;
  for (const each of [declaredOnly(graph), graph]) {
    const prediction = predict(each, service.name);
    const left = prediction.availability?.value;
    if (left !== undefined && misses(left, promised, slack)) return { service, promised, left, prediction };
  }
  return undefined;
}

/** A little less is let pass: a single service that is ten times as good takes a tenth. */
export function misses(value: number, promised: number, slack: number): boolean {
  // Figures of many factors are not exact in their last digits.
  return 1 - value > (1 - promised) * (1 + slack) + 1e-12;
}

/** The graph of what people declared alone: what was only seen need not be in one request. */
export const declaredOnly = onceFor(
  (graph: CallGraph): CallGraph => ({
    ...graph,
    calls: graph.calls.filter(call => call.declared !== undefined),
  }),
);

/** Missed promises with one cause. */
export interface OneCause<M> {
  /** Whose miss tells of the others: it waits for all of them. */
  readonly missed: M;
  /** Those it waits for that miss their own promise, sorted by name. */
  readonly also: readonly M[];
}

/**
 * Every missed promise once, under the service that waits for all others of its kind: what one service far down cannot keep,
 * all above it cannot. What the declared calls alone show is not told by what it takes seen calls to show. Sorted by name.
 */
export function byCause<M extends Pick<MissedPromise, 'service' | 'prediction'>>(
  graph: CallGraph,
  all: readonly M[],
): readonly OneCause<M>[] {
  const entries = new Set(graph.entries);
  const byReach = all
    .map(missed => ({ missed, name: missed.service.name, reached: missed.prediction.services }))
    .sort(
      (a, b) =>
        Number(a.missed.prediction.seenOnly) - Number(b.missed.prediction.seenOnly) ||
        b.reached.length - a.reached.length ||
        Number(entries.has(b.name)) - Number(entries.has(a.name)) ||
        byText(a.name, b.name),
    );
  const told = new Set<string>();
  const causes: OneCause<M>[] = [];
  for (const { missed, name, reached } of byReach) {
    if (told.has(name)) continue;
    const under = new Set(reached);
    const also = byReach.filter(
      other =>
        other.name !== name &&
        under.has(other.name) &&
        (missed.prediction.seenOnly || !other.missed.prediction.seenOnly) &&
        !told.has(other.name),
    );
    for (const one of [name, ...also.map(other => other.name)]) told.add(one);
    causes.push({
      missed,
      also: also.map(other => other.missed).sort((a, b) => byText(a.service.name, b.service.name)),
    });
  }
  return causes.sort((a, b) => byText(a.missed.service.name, b.missed.service.name));
}
