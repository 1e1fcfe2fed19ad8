import { judgeCouches } from '../../couches/judge-couches.ts';
import { inOneLine } from '../../couches/remedies/remedy.ts';
import { remediesFor } from '../../couches/remedies.ts';
import { serviceIn } from '../../measures/runtime/call-graph.ts';
import { callGraphOf } from '../../measures/runtime/graph-of.ts';
import type { ModuleName } from '../../model/model.ts';
import type { Fix } from '../finding.ts';
import type { FixContext } from '../rule.ts';

/** Makes pieces one module, where their history says that they are too small apart: at least two of them in one couch. */
export function mergePieces(modules: readonly ModuleName[], context: FixContext): readonly Fix[] {
  const pieces = new Set(modules);
  return judgeCouches(context.model)
    .filter(
      ({ couch, verdict }) =>
        verdict === 'TOO SMALL' && couch.members.filter(name => pieces.has(name)).length >= 2,
    )
    .flatMap(judged => remediesFor(judged, context))
    .map(
      (remedy): Fix => ({
        title: inOneLine(remedy),
        edits: remedy.edits,
        preferred: false,
        note: `${remedy.gain}. Cost: ${remedy.cost}`,
      }),
    );
}

/** What some services run, of this repository. */
export function modulesOf(services: readonly string[], { model }: FixContext): readonly ModuleName[] {
  const graph = callGraphOf(model);
  return services.flatMap(name => serviceIn(graph, name)?.modules ?? []);
}
