import type { MovePlan, MoveRequest } from '#core/facts/file-move';
import type { ImportKind, Resolution } from '#core/facts/imports';
import { byText, folderOf, joinPath, type RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import type { TextEdit } from '#core/facts/text-edit';
import { followMoves } from '#core/fixes/follow-moves';
import { textPositions } from '#core/fixes/text-positions';
import { manifestsOf } from '../manifest.ts';
import { readModules } from '../packages.ts';
import { createResolver, type Resolver } from '../resolve.ts';
import { treeOf } from '../tree.ts';
import { type TypeScript, typeScriptIfLoaded } from '../typescript.ts';
import { betweenPackages, placeKey } from './between-packages.ts';
import type { MoveInput } from './input.ts';
import { type MovedPaths, movedFacts, movedFileSystem, movedPaths, withEdits } from './moved-tree.ts';
import { namedElsewhere } from './named-in-configuration.ts';
import { noLongerNeeded } from './no-longer-needed.ts';
import { pathStringsIn } from './path-strings.ts';
import { objectionsTo, packageFinder } from './refusals.ts';
import { relativeTo, spellings } from './spellings.ts';
import { together } from './together.ts';

/** The plan of a request, or `undefined` while the compiler is not loaded; asking has it loaded for the next who asks. */
export function planWhenReady(input: MoveInput, request: MoveRequest): MovePlan | undefined {
  const ts = typeScriptIfLoaded();
  return ts && planMoves(ts, input, request);
}

/**
 * The edits that keep every import of the tree meaning what it means when files are moved. Each import is resolved again as the files would lie then, those of files not concerned too: a file that comes to lie
 * before another (`x.ts` beside `x/index.ts`) changes what they mean without a word of theirs. What else names the files
 * is rewritten where it is Wiring's (CODEOWNERS, `.wiring`) and refuses the move where it is not.
 */
export function planMoves(ts: TypeScript, input: MoveInput, request: MoveRequest): MovePlan {
  const { fs, files, modules, imports, model } = input;
  const moves = request.moves.filter(({ from, to }) => from !== to);
  const asked = { ...request, moves };
  const nearest = packageFinder(input);
  const manifests = manifestsOf(treeOf(fs, files));
  const { reasons: first, notes } = objectionsTo(input, manifests, moves, request.givenUp);
  const reasons = new Set(first);
  const refused = (): MovePlan => ({ ok: false, reasons: [...reasons].sort(byText) });
  if (reasons.size > 0) return refused();

  const text = (path: RepoPath) => {
    const read = fs.read(path);
    return read.ok ? read.text : undefined;
  };
  const followed = model && moves.length > 0 ? followMoves(model, asked, text) : undefined;
  for (const reason of followed?.reasons ?? []) reasons.add(reason);
  const paths = movedPaths(moves);
  const today = createResolver({ fs, files, modules });
  const between = betweenPackages({ input, moves, paths, manifests, nearest });
  for (const reason of between.reasons) reasons.add(reason);
  if (reasons.size > 0) return refused();
  const then = resolverThen(input, paths, between.edits);
  const edits: TextEdit[] = [...(followed?.edits ?? []), ...between.edits];
  const rewrittenWhole = new Set(between.edits.map(({ path, range }) => placeKey(path, { range })));
  for (const { from, specifier, kind, to } of between.rewritten.values()) {
    const found = then.resolve(from, specifier, kind);
    if (found.to !== 'file' || found.path !== to)
      reasons.add(`The import of "${specifier}" in ${from} would not lead to ${to}.`);
  }
  const moved = new Set(moves.map(({ from }) => from));
  const isGenerated = new Set<string>();
  const named = namedElsewhere(
    { fs, files, resolver: today, nearest, givenUp: request.givenUp ?? [] },
    moves,
  );
  for (const reason of named.reasons) reasons.add(reason);
  edits.push(...named.edits);

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
    } else if (
      means(then.resolve(from, specifier, kind), wantedThen) &&
      (was.to !== 'file' ||
        isStraight(from, specifier, paths.after(was.path)) ||
        !isStraight(path, specifier, was.path))
    )
      return undefined;
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
    for (const { specifier, kind, range, statement, resolution } of file.imports) {
      const over = between.rewritten.get(placeKey(file.path, { range }));
      if (over) {
        concerned.add(file.path);
        if (file.generated) reasons.add(`${file.path} would have to be edited, and it is generated.`);
        const isWhole = rewrittenWhole.has(placeKey(file.path, { range: statement }));
        if (over.specifier !== specifier && !isWhole)
          edits.push({ path: file.path, range, newText: over.specifier });
        continue;
      }
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
  for (const { path, role } of files.files) {
    if (!concerned.has(path) && role !== 'test') continue;
    const source = text(path);
    if (source === undefined) {
      if (concerned.has(path)) reasons.add(`${path} cannot be read.`);
      continue;
    }
    if (
      !concerned.has(path) &&
      !(/\b(?:jest|vi|vitest)\b/.test(source) && stems.some(stem => source.includes(stem)))
    )
      continue;
    const { mocked, placed } = pathStringsIn(ts, path, source);
    if (moved.has(path)) {
      for (const what of placed) reasons.add(`${path} depends on where it lies (${what}).`);
    }
    const positions = textPositions(source);
    for (const { specifier, start, end } of mocked) {
      const range = { start: positions.positionAt(start), end: positions.positionAt(end) };
      const meant = today.resolve(path, specifier, 'require');
      const apart = (where: (path: RepoPath) => RepoPath) =>
        meant.to === 'file' && nearest(where(path)) !== nearest(where(meant.path));
      if (apart(paths.after) && !apart(each => each)) {
        reasons.add(`${path} mocks "${specifier}", which would be in another package.`);
        continue;
      }
      const newText = respelled(path, specifier, 'require', meant);
      if (newText !== undefined) edits.push({ path, range, newText });
    }
  }
  const all = together(request.edits, edits);
  for (const reason of all.reasons) reasons.add(reason);
  if (reasons.size > 0) return refused();
  const isCrossing = moves.some(({ from, to }) => nearest(from) !== nearest(to));
  const idle = isCrossing ? noLongerNeeded(input, paths, manifests, nearest, request.givenUp) : [];
  const told = new Set([...notes, ...between.notes, ...idle, ...(followed?.notes ?? [])]);
  return { ok: true, moves, edits: all.edits, notes: [...told].sort(byText) };
}

/**
 * Whether a relative path ends at the file, with or without extension or `index`. Not so one that means a folder whose
 * manifest leads on: that would be what is built of it, and not the file. A name is as straight as can be.
 */
function isStraight(from: RepoPath, specifier: string, target: RepoPath): boolean {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return true;
  const stem = (path: string) => path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const path = joinPath(folderOf(from), specifier.replace(/[?#].*$/, ''));
  if (path === undefined) return true;
  const index = path === '' ? 'index' : `${path}/index`;
  return path === target || stem(path) === stem(target) || path === stem(target) || index === stem(target);
}

/** Resolves as the files will lie, with the manifests and configuration that are edited along. */
function resolverThen(
  { fs, files, modules }: MoveInput,
  paths: MovedPaths,
  edits: readonly TextEdit[],
): Resolver {
  const configuration = new Set(edits.map(({ path }) => path).filter(path => path.endsWith('.json')));
  const fsThen = movedFileSystem(configuration.size === 0 ? fs : withEdits(fs, edits), paths);
  const filesThen = movedFacts(files, paths);
  const modulesThen = configuration.size === 0 ? modules : factsOf(readModules(fsThen, filesThen));
  return createResolver({ fs: fsThen, files: filesThen, modules: modulesThen ?? modules });
}

/** Whether two answers lead to the same; through an alias or not is all the same, but what a package offers is not. */
function means(a: Resolution, b: Resolution): boolean {
  if (a.to === 'file') return b.to === 'file' && a.path === b.path && (a.exported || !b.exported);
  if (a.to === 'unresolved') return b.to === 'unresolved';
  return a.to === b.to && a.name === b.name;
}

function stemOf(path: RepoPath): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
  if (name !== 'index') return name;
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder.slice(folder.lastIndexOf('/') + 1);
}
