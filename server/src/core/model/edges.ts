import type { FileImports, ImportFacts, Resolution } from '../facts/imports.ts';
import { byText, isWithin, type RepoPath } from '../facts/place.ts';
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
    const to = unitMeant(fact.resolution, layout);
    const target = to && to !== from ? targetOf(fact.resolution) : undefined;
    if (!to || target === undefined) continue;
    const edge = { file: file.path, target, fact };
    if (crossings) crossings.push({ from, to, edge });
    else crossings = [{ from, to, edge }];
  }
  return crossings ?? NONE;
}

/** The module that an import leads to; also where only its file could not be found. */
export function unitMeant(resolution: Resolution, layout: Layout): Unit | undefined {
  const target = targetOf(resolution);
  if (target === undefined) return undefined;
  return resolution.to === 'file' ? layout.unitOf(target) : unitOfPackage(target, layout);
}

function targetOf(resolution: Resolution): RepoPath | undefined {
  if (resolution.to === 'file') return resolution.path;
  return resolution.to === 'unresolved' ? resolution.package : undefined;
}

const packageUnits = new WeakMap<Layout, Map<RepoPath, Unit | undefined>>();

/**
 * The module that a package is, for an import whose file could not be found. None where the package is split among
 * declared modules: which of them is meant cannot be told, and an invented edge is worse than a missing one.
 */
function unitOfPackage(root: RepoPath, layout: Layout): Unit | undefined {
  const known = packageUnits.get(layout) ?? new Map<RepoPath, Unit | undefined>();
  packageUnits.set(layout, known);
  if (known.has(root)) return known.get(root);
  const unit = layout.unitOf((root === '' ? 'package.json' : `${root}/package.json`) as RepoPath);
  const split = layout.units.some(other => other !== unit && holdsPartOf(other, root));
  const found = split ? undefined : unit;
  known.set(root, found);
  return found;
}

/** Whether it holds files of a package, apart from packages nested below it. */
function holdsPartOf(unit: Unit, root: RepoPath): boolean {
  const nested = unit.packages.filter(fact => fact.root !== root && isWithin(fact.root, root));
  return unit.files.some(path => isWithin(path, root) && !nested.some(fact => isWithin(path, fact.root)));
}
