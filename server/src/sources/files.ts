import type { FileFact, FileFacts, SkippedFile } from '#core/facts/files';
import { byText, isWithin, type RepoPath } from '#core/facts/place';
import { absent, ready, type SourceState } from '#core/facts/state';
import { compileGlobs } from '#core/globs';
import type { FileSystem } from '#platform/file-system';
import { languageOf, roleOf } from './file-roles.ts';

export interface FileOptions {
  /** Globs from the root, as `.wiring` files write them. A broken one excludes nothing; its problem is the language's to tell. */
  readonly excludes: readonly string[];
  /** Folders that begin a root of their own. */
  readonly nestedRoots: readonly RepoPath[];
}

/** The files of the analysed tree with what each is for. Nothing is read: language and role are told by the path. */
export function readFiles(fs: FileSystem, { excludes, nestedRoots }: FileOptions): SourceState<FileFacts> {
  const listing = fs.list();
  const excluded = compileGlobs(excludes);
  const files: FileFact[] = [];
  const skipped: SkippedFile[] = [];
  const leftOut = (path: RepoPath): SkippedFile['reason'] | undefined => {
    if (nestedRoots.some(root => isWithin(path, root))) return 'nested-root';
    return excluded(path) ? 'excluded' : undefined;
  };
  for (const path of listing.files) {
    const reason = leftOut(path);
    if (reason === undefined) files.push({ path, role: roleOf(path), language: languageOf(path) });
    else skipped.push({ path, reason });
  }
  // What a person excluded need not be told about again as a broken link or a giant.
  for (const entry of listing.skipped)
    skipped.push({ path: entry.path, reason: leftOut(entry.path) ?? entry.reason });
  if (files.length === 0) {
    if (skipped.length > 0 && skipped.every(({ reason }) => reason === 'excluded')) {
      return absent(
        skipped.length === 1 ? 'the only file is excluded' : `all ${skipped.length} files are excluded`,
        'narrow "exclude" in the .wiring file: everything it says is about files',
      );
    }
    return absent(
      skipped.length === 0 ? 'there are no files' : `none of the ${skipped.length} files could be taken`,
      'run Wiring at the root of a repository: everything it says is about files',
    );
  }
  skipped.sort((a, b) => byText(a.path, b.path));
  const notes = listing.note === undefined ? [] : [listing.note];
  return ready({ files, skipped, listedBy: listing.listedBy }, notes);
}
