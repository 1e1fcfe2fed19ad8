import type { FileImports, ImportFacts, Resolution } from '../facts/imports.ts';
import { byText, isWithin, type RepoPath } from '../facts/place.ts';
import type { Layout, Unit } from './layout.ts';
import type { EdgeImport, ModuleEdge, ModuleName } from './model.ts';

/** The edges of one reading of imports. */
export interface Gathered {
  readonly imports: ImportFacts;
  readonly edges: readonly ModuleEdge[];
}

/**
 * Imports that lead from one module to another, gathered by pair. With what was gathered before, over the same layout and
 * the same files, only modules with a changed file are gathered again, and an edge with the same imports is the same object.
 */
export function gatherEdges(
  imports: ImportFacts,
  layout: Layout,
  isTest: (path: RepoPath) => boolean,
  before?: Gathered,
): Gathered {
  const changed = before && changedUnits(before.imports, imports, layout);
  if (!before || !changed) return { imports, edges: gather(imports.files, layout, isTest).sort(byNames) };
  if (changed.size === 0) return { imports, edges: before.edges };
  const names = new Set<string>([...changed].map(({ name }) => name));
  const files = imports.files.filter(({ path }) => {
    const unit = layout.unitOf(path);
    return unit !== undefined && names.has(unit.name);
  });
  const known = new Map(
    before.edges.flatMap(edge => (names.has(edge.from) ? [[`${edge.from}\n${edge.to}`, edge] as const] : [])),
  );
  const fresh = gather(files, layout, isTest).map(edge => {
    const old = known.get(`${edge.from}\n${edge.to}`);
    return old && sameImports(old.imports, edge.imports) && sameImports(old.inTests, edge.inTests)
      ? old
      : edge;
  });
  return {
    imports,
    edges: [...before.edges.filter(edge => !names.has(edge.from)), ...fresh].sort(byNames),
  };
}

/** The modules of which a file changed; undefined where other files were read than before. */
function changedUnits(before: ImportFacts, now: ImportFacts, layout: Layout): ReadonlySet<Unit> | undefined {
  if (before.files.length !== now.files.length) return undefined;
  const units = new Set<Unit>();
  for (const [at, file] of now.files.entries()) {
    const old = before.files[at];
    if (old === file) continue;
    if (old?.path !== file.path) return undefined;
    const unit = layout.unitOf(file.path);
    if (unit) units.add(unit);
  }
  return units;
}

function sameImports(a: readonly EdgeImport[], b: readonly EdgeImport[]): boolean {
  return a.length === b.length && a.every((found, at) => found === b[at]);
}

function byNames(a: ModuleEdge, b: ModuleEdge): number {
  return byText(a.from, b.from) || byText(a.to, b.to);
}

function gather(
  files: readonly FileImports[],
  layout: Layout,
  isTest: (path: RepoPath) => boolean,
): ModuleEdge[] {
  const byPair = new Map<Unit, Map<Unit, { imports: EdgeImport[]; inTests: EdgeImport[] }>>();
  const known: Known = memories.get(layout) ?? new Map();
  memories.set(layout, known);
  for (const file of files) {
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
  return edges;
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
