import type { FileImports, ImportFacts } from '../facts/imports.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import type { Layout, Unit } from './layout.ts';
import type { EdgeImport, ModuleEdge, ModuleName } from './model.ts';

/** Imports that lead from one module to another, gathered by pair. */
export function gatherEdges(
  imports: ImportFacts,
  layout: Layout,
  isTest: (path: RepoPath) => boolean,
): readonly ModuleEdge[] {
  const byPair = new Map<Unit, Map<Unit, { imports: EdgeImport[]; inTests: EdgeImport[] }>>();
  const known: Known = memories.get(layout) ?? new Map();
  memories.set(layout, known);
  for (const file of imports.files) {
    const crossing = crossingsOf(file, layout, known);
    if (crossing.length === 0) continue;
    const kept = isTest(file.path) ? 'inTests' : 'imports';
    for (const { from, to, edge } of crossing) {
      const targets = byPair.get(from) ?? new Map<Unit, { imports: EdgeImport[]; inTests: EdgeImport[] }>();
      if (targets.size === 0) byPair.set(from, targets);
      const pair = targets.get(to) ?? { imports: [], inTests: [] };
      if (pair.imports.length + pair.inTests.length === 0) targets.set(to, pair);
      pair[kept].push(edge);
    }
  }
  const edges: ModuleEdge[] = [];
  for (const [from, targets] of byPair) {
    for (const [to, pair] of targets) {
      edges.push({ from: from.name as ModuleName, to: to.name as ModuleName, ...pair });
    }
  }
  return edges.sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to));
}

interface Crossing {
  readonly from: Unit;
  readonly to: Unit;
  readonly edge: EdgeImport;
}

type Known = Map<RepoPath, { readonly file: FileImports; readonly crossings: readonly Crossing[] }>;

/**
 * A file keeps its facts while its text is unchanged, so that a keystroke costs one file. One plain map a layout:
 * thousands of weak references would cost the garbage collector more than they save here.
 */
const memories = new WeakMap<Layout, Known>();

function crossingsOf(file: FileImports, layout: Layout, known: Known): readonly Crossing[] {
  const last = known.get(file.path);
  if (last?.file === file) return last.crossings;
  const crossings = findCrossings(file, layout);
  known.set(file.path, { file, crossings });
  return crossings;
}

const NONE: readonly Crossing[] = [];

function findCrossings(file: FileImports, layout: Layout): readonly Crossing[] {
  const from = layout.unitOf(file.path);
  if (!from) return NONE;
  let crossings: Crossing[] | undefined;
  for (const fact of file.imports) {
    if (fact.resolution.to !== 'file') continue;
    const to = layout.unitOf(fact.resolution.path);
    if (!to || to === from) continue;
    const edge = { file: file.path, target: fact.resolution.path, fact };
    if (crossings) crossings.push({ from, to, edge });
    else crossings = [{ from, to, edge }];
  }
  return crossings ?? NONE;
}
