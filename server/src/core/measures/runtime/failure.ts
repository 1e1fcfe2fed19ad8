import { byText } from '../../facts/place.ts';
import { onceFor } from '../../once-for.ts';
import { waitedFor } from './blocking.ts';
import type { CallGraph } from './call-graph.ts';
import { neededBy } from './works.ts';

/** What falls when one service falls. */
export interface Fall {
  readonly service: string;
  /** Entry points that cannot answer without it, other than itself; sorted. */
  readonly entries: readonly string[];
  /** Entry points that call it and go on without it, because others can answer instead; sorted. */
  readonly survivors: readonly string[];
}

/** For each service that some entry point waits for, the most falling first. Calls that nobody waits for take nobody down. */
export const fallsWithout = onceFor((graph: CallGraph): readonly Fall[] => {
  const falls = new Map<string, { entries: string[]; survivors: string[] }>();
  for (const entry of graph.entries) {
    const services = waitedFor(graph, entry);
    const needed = new Set(neededBy(graph, entry));
    for (const gone of services) {
      if (gone === entry) continue;
      const fall = falls.get(gone) ?? { entries: [], survivors: [] };
      falls.set(gone, fall);
      (needed.has(gone) ? fall.entries : fall.survivors).push(entry);
    }
  }
  return [...falls]
    .map(([service, { entries, survivors }]) => ({ service, entries, survivors }))
    .sort((a, b) => b.entries.length - a.entries.length || byText(a.service, b.service));
});
