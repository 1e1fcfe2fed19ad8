import type { FileMove, MovePlan } from '#core/facts/file-move';
import type { ImportKind, Resolution } from '#core/facts/imports';
import { byText, folderOf, joinPath, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { textPositions } from '#core/fixes/text-positions';
import { createResolver } from '../resolve.ts';
import { loadTypeScript } from '../typescript.ts';
import type { MoveInput } from './input.ts';
import { movedFacts, movedFileSystem, movedPaths } from './moved-tree.ts';
import { pathStringsIn } from './path-strings.ts';
import { whyNot } from './refusals.ts';
import { relativeTo, spellings } from './spellings.ts';

/**
 * The edits that keep every import of the tree meaning what it means when files are moved inside their package. Each
 * import is resolved again as the files would lie then, those of files not concerned too: a file that comes to lie
 * before another (`x.ts` beside `x/index.ts`) changes what they mean without a word of theirs.
 */
export async function planMoves(input: MoveInput, wanted: readonly FileMove[]): Promise<MovePlan> {
  const { fs, files, modules, imports } = input;
  const moves = wanted.filter(({ from, to }) => from !== to);
  const reasons = new Set(whyNot(input, moves));
  if (reasons.size > 0) return { ok: false, reasons: [...reasons].sort(byText) };

  const paths = movedPaths(moves);
  const today = createResolver({ fs, files, modules });
  const then = createResolver({ fs: movedFileSystem(fs, paths), files: movedFacts(files, paths), modules });
  const edits: TextEdit[] = [];
  const moved = new Set(moves.map(({ from }) => from));
  const isGenerated = new Set<string>();

  /** What must stand there in place of the specifier; `undefined` where it may stay or nothing will do. */
  const respelled = (path: RepoPath, specifier: string, kind: ImportKind, was: Resolution) => {
    const from = paths.after(path);
    const wantedThen = was.to === 'file' ? { ...was, path: paths.after(was.path) } : was;
    let found: string | undefined;
    if (was.to === 'unresolved' && moved.has(path) && /^\.\.?(?:\/|$)/.test(specifier)) {
      // A file that is built later, say: the path must lead to the same nothing as before.
      const absent = joinPath(folderOf(path), specifier);
      const written = absent === undefined ? undefined : relativeTo(from, absent);
      if (written !== undefined && means(then.resolve(from, written, kind), was)) found = written;
      if (found === specifier) return undefined;
    } else if (means(then.resolve(from, specifier, kind), wantedThen)) return undefined;
    else if (wantedThen.to === 'file' && was.to === 'file') {
      const asked = { specifier, target: was.path, from, newTarget: wantedThen.path };
      found = spellings(asked).find(each => means(then.resolve(from, each, kind), wantedThen));
    }
    if (found === undefined)
      reasons.add(`No way was found to write the import of "${specifier}" in ${path} after the move.`);
    else if (isGenerated.has(path)) reasons.add(`${path} would have to be edited, and it is generated.`);
    return found;
  };

  const concerned = new Set<RepoPath>(moved);
  for (const file of imports.files) {
    if (file.generated) isGenerated.add(file.path);
    for (const { specifier, kind, range, resolution } of file.imports) {
      if (resolution.to === 'file' && moved.has(resolution.path)) concerned.add(file.path);
      if (resolution.to === 'unresolved' && resolution.reason === 'not-a-literal') {
        if (moved.has(file.path))
          reasons.add(`${file.path} computes what it imports, so it cannot be rewritten.`);
        continue;
      }
      const newText = respelled(file.path, specifier, kind, resolution);
      if (newText !== undefined) edits.push({ path: file.path, range, newText });
    }
  }

  // A test may mock a file without importing it.
  const stems = moves.map(({ from }) => stemOf(from));
  const ts = await loadTypeScript();
  for (const { path, role } of files.files) {
    if (!concerned.has(path) && role !== 'test') continue;
    const read = fs.read(path);
    if (!read.ok) {
      if (concerned.has(path)) reasons.add(`${path} cannot be read.`);
      continue;
    }
    if (
      !concerned.has(path) &&
      !(/\b(?:jest|vi|vitest)\b/.test(read.text) && stems.some(stem => read.text.includes(stem)))
    )
      continue;
    const { mocked, placed } = pathStringsIn(ts, path, read.text);
    if (moved.has(path)) {
      for (const what of placed) reasons.add(`${path} depends on where it lies (${what}).`);
    }
    const positions = textPositions(read.text);
    for (const { specifier, start, end } of mocked) {
      const newText = respelled(path, specifier, 'require', today.resolve(path, specifier, 'require'));
      const range = { start: positions.positionAt(start), end: positions.positionAt(end) };
      if (newText !== undefined) edits.push({ path, range, newText });
    }
  }
  if (reasons.size > 0) return { ok: false, reasons: [...reasons].sort(byText) };
  return { ok: true, moves, edits: withoutTwins(edits) };
}

/** Whether two answers lead to the same; through an alias or not is all the same, but what a package offers is not. */
function means(a: Resolution, b: Resolution): boolean {
  if (a.to === 'file') return b.to === 'file' && a.path === b.path && (a.exported || !b.exported);
  if (a.to === 'unresolved') return b.to === 'unresolved';
  return a.to === b.to && a.name === b.name;
}

/** One string is replaced once, whoever found it. */
function withoutTwins(edits: readonly TextEdit[]): readonly TextEdit[] {
  const seen = new Set<string>();
  return edits.filter(({ path, range: { start } }) => {
    const key = `${path}:${start.line}:${start.character}`;
    return !seen.has(key) && seen.add(key);
  });
}

function stemOf(path: RepoPath): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  if (name !== 'index') return name;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder.slice(folder.lastIndexOf('/') + 1);
}
