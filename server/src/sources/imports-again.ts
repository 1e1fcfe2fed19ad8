import type { FileFacts } from '#core/facts/files';
import type { FileExports, FileImports, ImportFact, ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { RepoPath } from '#core/facts/place';
import { ready, type SourceState } from '#core/facts/state';
import type { ReadImportsInput } from './imports.ts';
import type { Resolver } from './resolve.ts';
import type { FileScan } from './scan.ts';
import { exportsOf } from './scan-exports.ts';
import { scanAgain } from './scan-files.ts';
import { isLiteral } from './scan-found.ts';
import type { KeptScan } from './scan-pack.ts';
import { loadTypeScript, type TypeScript } from './typescript.ts';

/** What a reading of all imports leaves for the next one. Never changed: a reading that is abandoned leaves no trace. */
export interface ImportsMemory extends Ground {
  readonly scans: readonly KeptScan[];
  /** Where a file stands in `scans` and in `facts.files`. */
  readonly positions: ReadonlyMap<RepoPath, number>;
  kept(path: RepoPath): KeptScan | undefined;
  entry(path: RepoPath): FileImports | undefined;
}

/** What was read, and what from. */
interface Ground {
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly resolver: Resolver;
  readonly facts: ImportFacts;
  readonly notes: readonly string[];
  readonly state: SourceState<ImportFacts>;
}

/** @param scans in the order of `ground.facts.files` */
export function memoryOf(ground: Ground, scans: ReadonlyMap<RepoPath, KeptScan>): ImportsMemory {
  return remembering(ground, [...scans.values()], new Map([...scans.keys()].map((path, at) => [path, at])));
}

function remembering(
  ground: Ground,
  scans: readonly KeptScan[],
  positions: ImportsMemory['positions'],
): ImportsMemory {
  const at = (path: RepoPath) => positions.get(path) ?? -1;
  const { files } = ground.facts;
  return { ...ground, scans, positions, kept: path => scans[at(path)], entry: path => files[at(path)] };
}

/**
 * The short way for somebody who types: where every file that changed imports what it imported, only lines have moved, and
 * nothing has to be resolved or followed again. It costs these files, however many others there are. Undefined where more
 * may follow from the change; then everything is looked through.
 *
 * Configuration is taken as it was: whatever changes it (a manifest, a tsconfig, an installation) is a change of its own.
 */
export async function readFewAgain(
  { fs, files, modules, changed, clock = Date.now }: ReadImportsInput,
  memory: ImportsMemory,
): Promise<ImportsMemory | undefined> {
  if (!changed || changed.size > FEW || memory.files !== files || memory.modules !== modules)
    return undefined;
  const scans = [...memory.scans];
  let entries: FileImports[] | undefined;
  for (const path of changed) {
    const at = memory.positions.get(path);
    const kept = at === undefined ? undefined : scans[at];
    const before = at === undefined ? undefined : memory.facts.files[at];
    if (at === undefined || !kept || !before) return undefined;
    const read = await scanAgain(fs, path, kept, clock());
    if (!read || !importsTheSame(kept.scan, read.scanned.scan)) return undefined;
    const { scan } = read.scanned;
    const known = kept.exports ?? before.exports;
    // Names that others follow through this file lead where they led only if it exports what it did.
    if (known && !sameExports(known, tryExports(await loadTypeScript(), path, read.text, read.scanned)))
      return undefined;
    scans[at] = kept.exports ? { ...read.scanned, exports: kept.exports } : read.scanned;
    const imports = scan === kept.scan ? before.imports : placedAnew(before.imports, scan.imports);
    const entry = entryOf(path, scan, imports, before.exports, before);
    if (entry === before) continue;
    entries ??= [...memory.facts.files];
    entries[at] = entry;
  }
  if (!entries) return remembering(memory, scans, memory.positions);
  const facts: ImportFacts = { files: entries, unread: memory.facts.unread };
  const state = ready(facts, memory.notes);
  return remembering({ ...memory, facts, state }, scans, memory.positions);
}

/** More at once come from a program, not from a keyboard. */
const FEW = 20;

/** Whether two scans of a file differ at most in where things stand. */
function importsTheSame(a: FileScan, b: FileScan): boolean {
  if (a === b) return a.unread === undefined;
  const meant = ({ imports, mayExportTypes, unread }: FileScan) =>
    JSON.stringify([
      mayExportTypes,
      unread,
      imports.map(one => [one.specifier, one.kind, one.typeOnly, isLiteral(one), one.names]),
    ]);
  return a.unread === undefined && b.unread === undefined && meant(a) === meant(b);
}

function placedAnew(before: readonly ImportFact[], scanned: FileScan['imports']): readonly ImportFact[] {
  return before.map((fact, index) => {
    const now = scanned[index];
    return now ? { ...fact, range: now.range, statement: now.statement } : fact;
  });
}

/** What is told of a file; the same object where all of it is as before. */
export function entryOf(
  path: RepoPath,
  { ignores, generated }: FileScan,
  imports: readonly ImportFact[],
  exports: FileExports | undefined,
  before: FileImports | undefined,
): FileImports {
  const same =
    before?.imports === imports &&
    before.ignores === ignores &&
    before.generated === generated &&
    sameExports(before.exports, exports);
  return same ? before : { path, imports, ignores, generated, ...(exports ? { exports } : {}) };
}

function sameExports(a: FileExports | undefined, b: FileExports | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const NO_EXPORTS: FileExports = { types: [], values: [], through: [] };

/** What a file exports, by its tree. */
export function tryExports(
  ts: TypeScript,
  path: RepoPath,
  text: string,
  { scan }: Pick<KeptScan, 'scan'>,
): FileExports {
  if (scan.unread) return NO_EXPORTS;
  try {
    return exportsOf(ts, path, text, scan.imports);
  } catch {
    // Nested too deep for the parser: nothing is known of it, and nothing is claimed.
    return NO_EXPORTS;
  }
}
