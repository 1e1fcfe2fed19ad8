import type { FileMove } from '#core/facts/file-move';
import type { FileFact, FileFacts } from '#core/facts/files';
import { folderOf, isWithin, joinPath, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { type TextPositions, textPositions } from '#core/fixes/text-positions';
import { count } from '#core/views/words';
import type { FileSystem } from '#platform/file-system';
import type { Resolver } from '../resolve.ts';

/** Files that tools read, in which a path is a promise. CODEOWNERS and `.wiring` files are rewritten and not among them. */
const TOLD =
  /(?:^|\/)(?:\.[^/]*rc(?:\.[cm]?[jt]s)?|[^/]+\.config\.[cm]?[jt]s|[^/]+\.(?:json|jsonc|json5|ya?ml|toml))$/;

/** What tools write for themselves and write anew. */
const WRITTEN_BY_TOOLS =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|[^/]*\.lock|CHANGELOG\.json)$/;

/** Lists of files by their path from the folder of the list, as ESLint keeps them of what it overlooks: kept up, not refused. */
const LISTS = /(?:^|\/)\.?eslint-(?:bulk-)?suppressions\.json$/;

/** Larger ones are data. */
const LARGEST = 1 << 20;

interface Naming {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly resolver: Resolver;
  /** Packages whose own configuration does not matter any more. */
  readonly givenUp: readonly RepoPath[];
  /** The folder of the nearest manifest at or above a path. */
  nearest(path: RepoPath): RepoPath;
}

/**
 * Configuration, and sources in languages that are not read, that name a file which is to move. A name is a whole path in a
 * string that leads to the file from where such paths begin: the folder of the configuration, its package, the root.
 */
export function namedElsewhere(
  naming: Naming,
  moves: readonly FileMove[],
): { readonly edits: readonly TextEdit[]; readonly reasons: readonly string[] } {
  const moved = moves.map(({ from }) => from);
  const reasons: string[] = [];
  const edits: TextEdit[] = [];
  for (const file of naming.files.files) {
    const near = moved.filter(path => isNear(naming, file, path));
    if (near.length === 0) continue;
    const size = naming.fs.stat(file.path)?.size ?? 0;
    const read = size <= LARGEST ? naming.fs.read(file.path) : undefined;
    if (!read?.ok) continue;
    const wanted = near.filter(path => read.text.includes(stemOf(path)));
    if (wanted.length === 0) continue;
    const places = placesIn(naming, file, read.text, wanted);
    const lines = textPositions(read.text);
    for (const [path, found] of places) {
      const listed = found.map(token => listEdit(file.path, read.text, lines, token, path, moves));
      edits.push(...listed.flatMap(edit => edit ?? []));
      const [first, ...others] = found.filter((_, index) => listed[index] === undefined);
      if (!first) continue;
      const line = lines.positionAt(first.offset).line + 1;
      const more = others.length === 0 ? '' : ` and in ${count(others.length, 'more place')}`;
      reasons.push(
        `${file.path} names ${path} on line ${line} ("${first.text}")${more}, and it is not rewritten.`,
      );
    }
  }
  return { edits, reasons };
}

/** In a list of files a whole string is a path, so it can be written anew where the file stays below the list's folder. */
function listEdit(
  list: RepoPath,
  text: string,
  lines: TextPositions,
  { text: written, offset }: Token,
  path: RepoPath,
  moves: readonly FileMove[],
): TextEdit | undefined {
  const folder = folderOf(list);
  const to = moves.find(({ from }) => from === path)?.to;
  const inside = (whole: RepoPath) => (folder === '' ? whole : whole.slice(folder.length + 1));
  const end = offset + written.length;
  const isWhole = text[offset - 1] === '"' && text[end] === '"' && written === inside(path);
  if (!LISTS.test(list) || to === undefined || !isWhole || !isWithin(to, folder)) return undefined;
  const range = { start: lines.positionAt(offset), end: lines.positionAt(end) };
  return { path: list, range, newText: inside(to) };
}

function isNear({ nearest, givenUp }: Naming, { path, language }: FileFact, moved: RepoPath): boolean {
  if (path === moved) return false;
  if (language === 'unread') return true;
  if (givenUp.some(root => root !== '' && isWithin(path, root))) return false;
  if (!TOLD.test(path) || WRITTEN_BY_TOOLS.test(path)) return false;
  // `.github/workflows` speaks for the whole repository.
  return path.startsWith('.') || isWithin(moved, nearest(path));
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

function placesIn(
  naming: Naming,
  { path, language }: FileFact,
  text: string,
  moved: readonly RepoPath[],
): ReadonlyMap<RepoPath, readonly Token[]> {
  const found = new Map<RepoPath, Token[]>();
  for (const token of tokensOf(path, text)) {
    const meant = moved.find(each =>
      language === 'unread'
        ? leadsTo(naming.resolver, path, token.text, each)
        : isNamed(naming, path, token.text, each),
    );
    if (meant === undefined) continue;
    const known = found.get(meant);
    if (known) known.push(token);
    else found.set(meant, [token]);
  }
  return found;
}

/** Words of strings that might be paths. In YAML and TOML strings need no quotes; what follows `#` is a comment there. */
function* tokensOf(path: string, text: string): Generator<Token> {
  const words = /[^\s"'`,=()[\]{}<>;|&]+/g;
  const bare = /\.(?:ya?ml|toml)$|rc$/.test(path) && !text.trimStart().startsWith('{');
  const strings = bare ? /^(?!\s*#).+$/gm : /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/g;
  for (const string of text.matchAll(strings)) {
    for (const word of string[0].matchAll(words)) {
      // A regular expression of a tool names a file too: `src/a\\.ts$`.
      const plain = word[0].replace(/\\+(?=[./])/g, '').replace(/^[!^:]+|[$:]+$/g, '');
      if (plain !== '' && !/[*?]/.test(plain)) yield { text: plain, offset: string.index + word.index };
    }
  }
}

function isNamed({ nearest, resolver }: Naming, config: RepoPath, token: string, moved: RepoPath): boolean {
  const bare = token.replace(/^(?:\.?\/)+/, '');
  const hasExtension = /\.[cm]?[jt]sx?$/.test(bare);
  const isBuilt = /\.(?:[cm]?jsx?|d\.[cm]?ts)$/.test(bare);
  if (!bare.includes('/') && !hasExtension) return false;
  const written = new Set([moved, moved.replace(/\.[cm]?[jt]sx?$/, '')]);
  const bases = new Set([folderOf(config), nearest(config), '' as RepoPath]);
  for (const base of bases) {
    const path = joinPath(base, bare);
    if (path === undefined) continue;
    if (written.has(path)) return true;
    // What is built from it is named as often: `./dist/cli.js`.
    const beside = `${base === '' ? '' : `${base}/`}package.json` as RepoPath;
    if (isBuilt && leadsTo(resolver, beside, `./${bare}`, moved)) return true;
  }
  return false;
}

function leadsTo(resolver: Resolver, from: RepoPath, specifier: string, moved: RepoPath): boolean {
  const meant = resolver.resolve(from, specifier, 'static');
  return meant.to === 'file' && meant.path === moved;
}

/** What a text must hold to name the file: of `pay/index.ts` the folder's name, for the rest may go without saying. */
function stemOf(path: RepoPath): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  const folder = folderOf(path);
  return name === 'index' && folder !== '' ? folder.slice(folder.lastIndexOf('/') + 1) : name;
}
