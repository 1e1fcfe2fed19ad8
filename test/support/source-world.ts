import type { FileFacts } from '#core/facts/files';
import type { ImportKind, Resolution } from '#core/facts/imports';
import type { ModuleFacts, PackageFact } from '#core/facts/modules';
import { repoPath } from '#core/facts/place';
import { factsOf, type SourceState } from '#core/facts/state';
import type { FileSystem } from '#platform/file-system';
import { memoryFileSystem } from '#platform/memory-file-system';
import { readFiles } from '#sources/files';
import { readModules } from '#sources/packages';
import { createResolver, type Resolver } from '#sources/resolve';

/** A tree in memory with its modules and its resolver. Objects are written as JSON. */
export interface SourceWorld {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly state: SourceState<ModuleFacts>;
  readonly modules: ModuleFacts;
  readonly resolver: Resolver;
  /** Names of the modules, in their order. */
  names(): readonly string[];
  module(name: string): PackageFact;
  resolve(from: string, specifier: string, kind?: ImportKind): Resolution;
  /** As short text: `src/a.ts`, `src/a.ts (past exports)`, `external lodash`, `builtin fs`, `unresolved: not-built`. */
  told(from: string, specifier: string, kind?: ImportKind): string;
  /** `code path:line`, sorted as they are given. */
  problems(): readonly string[];
}

export function sourceWorld(
  tree: Readonly<Record<string, string | object>>,
  excludes: readonly string[] = [],
): SourceWorld {
  const texts = Object.entries(tree).map(([path, text]) => [
    path,
    typeof text === 'string' ? text : JSON.stringify(text, null, 2),
  ]);
  const fs = memoryFileSystem(Object.fromEntries(texts));
  const files = factsOf(readFiles(fs, { excludes, nestedRoots: [] })) ?? {
    files: [],
    skipped: [],
    listedBy: 'memory',
  };
  const state = readModules(fs, files);
  const modules = factsOf(state) ?? { packages: [], toldBy: [], problems: [] };
  const resolver = createResolver({ fs, files, modules });
  const resolve = (from: string, specifier: string, kind: ImportKind = 'static') =>
    resolver.resolve(repoPath(from), specifier, kind);
  return {
    fs,
    files,
    state,
    modules,
    resolver,
    names: () => modules.packages.map(item => item.name),
    module: name => {
      const found = modules.packages.find(item => item.name === name);
      if (!found)
        throw new Error(
          `there is no module "${name}" among ${modules.packages.map(item => item.name).join(', ')}`,
        );
      return found;
    },
    resolve,
    told: (from, specifier, kind) => tell(resolve(from, specifier, kind)),
    problems: () =>
      modules.problems.map(({ code, place }) => `${code} ${place.path}:${place.range.start.line + 1}`),
  };
}

function tell(resolution: Resolution): string {
  switch (resolution.to) {
    case 'file':
      return resolution.path + (resolution.exported ? '' : ' (past exports)');
    case 'unresolved':
      return `unresolved: ${resolution.reason}`;
    default:
      return `${resolution.to} ${resolution.name}`;
  }
}
