import type { FileFacts } from '#core/facts/files';
import type { FileExports, FileImports, ImportFact, ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { RepoPath } from '#core/facts/place';
import { ready, type SourceState } from '#core/facts/state';
import type { Cache } from '#platform/cache';
import type { FileSystem } from '#platform/file-system';
import { type Breather, breather } from './breather.ts';
import { entryOf, type ImportsMemory, memoryOf, readFewAgain, tryExports } from './imports-again.ts';
import { createResolver, type Resolver } from './resolve.ts';
import { SCAN_VERSION } from './scan.ts';
import { scanFiles } from './scan-files.ts';
import { isLiteral, NOT_A_LITERAL, type ScannedImport } from './scan-found.ts';
import { type KeptScan, packScans, unpackScans } from './scan-pack.ts';
import { typeExports } from './type-exports.ts';
import { loadTypeScript, type TypeScript } from './typescript.ts';
import { notesOn } from './unread-notes.ts';

export interface ReadImportsInput {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly cache?: Cache | undefined;
  /** The last result, and which files may differ since; `changed` is `undefined` when any may. */
  readonly previous?: ImportFacts | undefined;
  readonly changed?: ReadonlySet<RepoPath> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?:
    | ((step: { readonly message: string; readonly done?: number; readonly total?: number }) => void)
    | undefined;
  readonly resolver?: Resolver | undefined;
  readonly clock?: (() => number) | undefined;
}

/**
 * Every import of the tree, resolved. Only what changed is scanned: told by `changed` in an editor, by size and times from one
 * run to the next. A file whose imports mean what they meant keeps its entry by identity, and if all do, so does the whole.
 * @throws an error named AbortError when the signal fires.
 */
export async function readImports(input: ReadImportsInput): Promise<SourceState<ImportFacts>> {
  const { fs, files, modules, previous } = input;
  const memory = previous && MEMORIES.get(previous);
  const again = memory && (await readFewAgain(input, memory));
  if (again) {
    MEMORIES.set(again.facts, again);
    return again.state;
  }
  const breaths = breather(input.signal);
  const paths = files.files.flatMap(file =>
    file.language === 'typescript' || file.language === 'javascript' ? [file.path] : [],
  );
  const packed = memory ? undefined : readPack(input);
  const { scans, unread, fresh } = await scanFiles({
    fs,
    paths,
    kept: path => memory?.kept(path) ?? packed?.get(path),
    changed: memory ? input.changed : undefined,
    breather: breaths,
    onProgress: done => input.onProgress?.({ message: 'Reading imports', done, total: paths.length }),
    clock: input.clock ?? Date.now,
  });
  const resolver = input.resolver ?? createResolver({ fs, files, modules, previous: memory?.resolver });

  const imports = new Map<RepoPath, readonly ImportFact[]>();
  for (const [path, { scan }] of scans) {
    const before = memory?.kept(path)?.scan === scan ? memory?.entry(path)?.imports : undefined;
    imports.set(
      path,
      before && memory?.resolver === resolver ? before : resolved(path, scan.imports, resolver, before),
    );
    if (breaths.due()) await breaths.breathe();
  }
  const exports = await readExports(fs, scans, imports, breaths);

  const entries = new Map<RepoPath, FileImports>();
  for (const [path, { scan }] of scans) {
    entries.set(
      path,
      entryOf(path, scan, imports.get(path) ?? [], exports.used.get(path), memory?.entry(path)),
    );
  }
  const facts: ImportFacts = { files: [...entries.values()], unread: countUnread(files) };
  const notes = notesOn(unread);

  const isSame =
    memory !== undefined &&
    memory.facts.files.length === facts.files.length &&
    facts.files.every((file, index) => file === memory.facts.files[index]) &&
    JSON.stringify([facts.unread, notes]) === JSON.stringify([memory.facts.unread, memory.notes]);
  const state = isSame ? memory.state : ready(facts, notes);
  const kept = isSame ? memory.facts : facts;
  MEMORIES.set(kept, memoryOf({ files, modules, resolver, facts: kept, notes, state }, scans));

  const changes = fresh + exports.read + (packed && packed.size !== scans.size ? 1 : 0);
  // In an editor a keystroke is no reason to write; a checkout of another branch is.
  if (changes > (memory ? 100 : 0)) writePack(input, scans);
  return state;
}

/** What stays known beside the facts, for the next time: kept here because nobody else needs to see it. */
const MEMORIES = new WeakMap<ImportFacts, ImportsMemory>();

function resolved(
  path: RepoPath,
  scanned: readonly ScannedImport[],
  resolver: Resolver,
  before: readonly ImportFact[] | undefined,
): readonly ImportFact[] {
  if (!before && scanned.every(one => one.resolution === undefined || !isLiteral(one))) {
    for (const one of scanned) one.resolution ??= resolver.resolve(path, one.specifier, one.kind);
    if (areResolved(scanned)) return scanned;
  }
  const facts = scanned.map(
    (one): ImportFact => ({
      ...one,
      resolution: isLiteral(one) ? resolver.resolve(path, one.specifier, one.kind) : NOT_A_LITERAL,
    }),
  );
  const same = before && JSON.stringify(before.map(toResolution)) === JSON.stringify(facts.map(toResolution));
  return same ? before : facts;
}

function areResolved(scanned: readonly ScannedImport[]): scanned is readonly ImportFact[] {
  return scanned.every(({ resolution }) => resolution !== undefined);
}

function toResolution(fact: ImportFact): ImportFact['resolution'] {
  return fact.resolution;
}

/** The exports that value-import-of-types will ask for; newly read ones are put into `scans`, to be kept. */
async function readExports(
  fs: FileSystem,
  scans: Map<RepoPath, KeptScan>,
  imports: ReadonlyMap<RepoPath, readonly ImportFact[]>,
  breaths: Breather,
): Promise<{ readonly used: ReadonlyMap<RepoPath, FileExports>; readonly read: number }> {
  let read = 0;
  let ts: TypeScript | undefined;
  let missing = false;
  const readOne = (path: RepoPath): FileExports | undefined => {
    const kept = scans.get(path);
    if (!kept || kept.exports) return kept?.exports;
    if (!ts) {
      missing = true;
      return undefined;
    }
    const text = fs.read(path);
    if (!text.ok) return undefined;
    const exports = tryExports(ts, path, text.text, kept);
    scans.set(path, { ...kept, exports });
    read += 1;
    return exports;
  };
  for (;;) {
    const follower = typeExports({
      scan: path => scans.get(path)?.scan,
      imports,
      exports: readOne,
    });
    for (const facts of imports.values()) {
      for (const fact of facts) follower.follow(fact);
      if (missing) break;
      if (breaths.due()) await breaths.breathe();
    }
    if (!missing) return { used: follower.used, read };
    // TypeScript is loaded for the first file whose exports are not known yet, and not for less.
    ts = await loadTypeScript();
    missing = false;
  }
}

function countUnread(files: FileFacts): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { path, language } of files.files) {
    if (language !== 'unread' && !path.endsWith('.mdx')) continue;
    const extension = path.slice(path.lastIndexOf('.'));
    counts[extension] = (counts[extension] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function packKey({ fs }: ReadImportsInput): string {
  return `imports ${SCAN_VERSION} ${fs.root}`;
}

function readPack(input: ReadImportsInput): ReadonlyMap<RepoPath, KeptScan> | undefined {
  const packed = input.cache?.get(packKey(input));
  return packed && unpackScans(packed);
}

/** What the disk can vouch for next time; an unsaved text has a time that no disk has. */
function writePack(input: ReadImportsInput, scans: ReadonlyMap<RepoPath, KeptScan>): void {
  if (!input.cache) return;
  const onDisk = new Map([...scans].filter(([, kept]) => kept.stat.mtimeMs > 0));
  if (onDisk.size > 0) input.cache.set(packKey(input), ...packScans(onDisk));
}
