import { ts } from 'ts-morph';
import type { FileFacts } from '#core/facts/files';
import type { Resolution } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import type { FileSystem } from '#platform/file-system';
import { createResolver } from '#sources/resolve';
import { typescriptTwin } from './typescript-twin.ts';

/** One import on which the two resolvers were compared. */
export interface Compared {
  readonly from: RepoPath;
  readonly specifier: string;
  readonly ours: Resolution;
  readonly theirs: RepoPath | undefined;
  /**
   * `agreed`, or how they differ. Only `other-file` and `missed` are faults of ours: the rest are files that TypeScript
   * does not want (`asset`, `refused-by-exports`, `needs-extension`, …) or has not (`mapped-to-source`).
   */
  readonly outcome: Outcome;
}

export type Outcome =
  | 'agreed'
  | 'outside' // neither finds it in the tree, and it does not claim to be there
  | 'other-file'
  | 'missed'
  | 'mapped-to-source'
  | 'asset'
  | 'refused-by-exports'
  | 'needs-extension'
  | 'found-more';

export function compareResolvers(
  fs: FileSystem,
  files: FileFacts,
  modules: ModuleFacts,
): readonly Compared[] {
  const resolver = createResolver({ fs, files, modules });
  const twin = typescriptTwin(
    fs,
    files.files.map(file => file.path),
    modules,
  );
  const names = new Set(modules.packages.map(item => item.importName ?? item.name));
  const listed = new Set<string>(files.files.map(file => file.path));
  const compared: Compared[] = [];
  for (const { path, language } of files.files) {
    if (language !== 'typescript' && language !== 'javascript') continue;
    const read = fs.read(path);
    if (!read.ok) continue;
    for (const { specifier, required } of importsIn(read.text)) {
      const ours = resolver.resolve(path, specifier, required ? 'require' : 'static');
      const theirs = twin.resolve(path, specifier, required);
      const claims = /^[.#]/.test(specifier) || names.has(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
      compared.push({
        from: path,
        specifier,
        ours,
        theirs: theirs.path,
        outcome: outcomeOf(path, specifier, ours, theirs, claims, listed),
      });
    }
  }
  return compared;
}

function outcomeOf(
  from: RepoPath,
  specifier: string,
  ours: Resolution,
  theirs: { readonly path: RepoPath | undefined; readonly failed: () => readonly string[] },
  claims: boolean,
  listed: ReadonlySet<string>,
): Outcome {
  if (ours.to !== 'file') {
    if (theirs.path !== undefined) return 'missed';
    return claims ? 'agreed' : 'outside';
  }
  if (theirs.path === ours.path) return 'agreed';
  if (theirs.path !== undefined) return 'other-file';
  if (!ours.exported && ours.through === 'package') return 'refused-by-exports';
  if (!/\.(?:[mc]?[jt]sx?)$/.test(ours.path)) return 'asset';
  const named = specifier.replace(/[?#].*$/, '');
  if (named.startsWith('.')) {
    const literal = joinPath(folderOf(from), named) ?? '';
    const beside = ours.path.startsWith(literal.replace(/\.[mc]?[jt]sx?$/, ''));
    if (beside) return 'needs-extension';
    return listed.has(literal) ? 'found-more' : 'mapped-to-source';
  }
  // TypeScript went to the package and missed what a build would have put there.
  const wanted = theirs.failed().some(location => !listed.has(location.replace('/repo/', '')));
  return wanted ? 'mapped-to-source' : 'found-more';
}

/** Every specifier of a file, by TypeScript's own quick scan. */
function importsIn(text: string): readonly { readonly specifier: string; readonly required: boolean }[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    required: /require\s*\(\s*$/.test(text.slice(Math.max(0, pos - 20), pos)),
  }));
}
