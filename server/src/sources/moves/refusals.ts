import { extname } from 'node:path';
import type { FileMove } from '#core/facts/file-move';
import { folderOf, isWithin, type RepoPath } from '#core/facts/place';
import type { MoveInput } from './input.ts';

/** Configuration that names files by path and is not rewritten. */
const CONFIGURATION =
  /(?:^|\/)(?:package\.json|project\.json|CODEOWNERS|[jt]sconfig[^/]*\.json|[^/]+\.config\.[cm]?[jt]s|[^/]*\.wiring)$/;

/** Why files cannot be moved, told before any import is looked at. */
export function whyNot({ fs, files, modules }: MoveInput, moves: readonly FileMove[]): readonly string[] {
  const listed = new Map(files.files.map(file => [file.path, file]));
  const occupied = new Set(files.files.map(({ path }) => path.toLowerCase()));
  for (const { path } of files.skipped) occupied.add(path.toLowerCase());
  const manifests = new Set<string>(
    files.files.filter(({ path }) => /(?:^|\/)package\.json$/.test(path)).map(({ path }) => folderOf(path)),
  );
  const nearest = (path: RepoPath) => {
    let at = folderOf(path);
    while (at !== '' && !manifests.has(at)) at = folderOf(at);
    return at;
  };
  const entries = new Set(
    modules.packages.flatMap(({ entries, exported }) => [...entries, ...exported.map(({ path }) => path)]),
  );
  const reasons: string[] = [];
  const taken = new Set<string>();
  const gone = new Set<string>();
  for (const { from, to } of moves) {
    const file = listed.get(from);
    if (!file) reasons.push(`${from} is not among the files that Wiring reads.`);
    else if (file.language !== 'typescript' && file.language !== 'javascript')
      reasons.push(`${from} is neither TypeScript nor JavaScript.`);
    else if (file.role === 'declaration')
      reasons.push(`${from} is a declaration file: it may be used without an import.`);
    else if (file.role === 'generated')
      reasons.push(`${from} is generated: it would be made again where it was.`);
    if (gone.has(from)) reasons.push(`${from} would be moved twice.`);
    if (occupied.has(to.toLowerCase()) || taken.has(to.toLowerCase())) reasons.push(`${to} exists already.`);
    if (extname(from) !== extname(to)) reasons.push(`${from} would change its extension.`);
    if (nearest(from) !== nearest(to))
      reasons.push(`${from} would go to another package; moves between packages are not made.`);
    if (entries.has(from)) reasons.push(`${from} is offered to other packages by its package.json.`);
    gone.add(from);
    taken.add(to.toLowerCase());
  }
  if (moves.length === 0) return reasons;
  // What names a file by its path in a place or a language that is not rewritten.
  for (const { path, language } of files.files) {
    const isUnread = language === 'unread';
    if (!isUnread && !CONFIGURATION.test(path)) continue;
    const near = moves.filter(
      ({ from }) =>
        isUnread || isWithin(from, folderOf(path)) || path.endsWith('CODEOWNERS') || path.endsWith('.wiring'),
    );
    if (near.length === 0) continue;
    const read = fs.read(path);
    if (!read.ok) continue;
    for (const { from } of near) {
      if (!namesFile(read.text, from)) continue;
      reasons.push(`${path} seems to name ${from}, and it is not rewritten.`);
    }
  }
  return reasons;
}

/** Whether a text spells the end of a path: `/name` with or without its extension, as a whole word. */
function namesFile(text: string, path: RepoPath): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = base.replace(/\.[cm]?[jt]sx?$/, '');
  const end = stem === 'index' ? `${folderOf(path).split('/').at(-1) ?? ''}/index` : stem;
  for (let at = text.indexOf(`/${end}`); at >= 0; at = text.indexOf(`/${end}`, at + 1)) {
    if (!/^[\w-]/.test(text.slice(at + end.length + 1))) return true;
  }
  return false;
}
