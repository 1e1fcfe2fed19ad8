import type { FileMove } from '#core/facts/file-move';
import type { ImportFact } from '#core/facts/imports';
import type { PackageFact } from '#core/facts/modules';
import { byText, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { at, textPositions } from '#core/fixes/text-positions';
import { originOf } from '#core/model/exports';
import { circlesOf, type Need } from '#core/model/package-circles';
import { listed } from '#core/views/words';
import type { Manifests } from '../manifest.ts';
import type { MoveInput } from './input.ts';
import { dependencyEdits } from './manifest-edits.ts';
import type { MovedPaths } from './moved-tree.ts';
import { relativeTo } from './spellings.ts';
import { tsconfigEdits } from './tsconfig-references.ts';

/** What files that change their package take along: how imports over the new border are written, and what packages need then. */
export interface Between {
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
  readonly edits: readonly TextEdit[];
  /** Imports that are written anew here, by their place; each with what it must mean afterwards. */
  readonly rewritten: ReadonlyMap<string, Rewritten>;
}

export interface Rewritten {
  readonly from: RepoPath;
  readonly specifier: string;
  readonly kind: ImportFact['kind'];
  /** The file that it must lead to, of the tree afterwards. */
  readonly to: RepoPath;
}

interface Ground {
  readonly input: MoveInput;
  readonly moves: readonly FileMove[];
  readonly paths: MovedPaths;
  readonly manifests: Manifests;
  nearest(path: RepoPath): RepoPath;
}

/** Names that one package has to pass on from a file that comes to it, each with whether it is a type. */
type PassedOn = Map<RepoPath, Map<string, boolean>>;

export function placeKey(path: RepoPath, { range: { start } }: Pick<ImportFact, 'range'>): string {
  return `${path}:${start.line}:${start.character}`;
}

/**
 * Imports that lie on two sides of a border between packages afterwards go by the package's name: by a subpath that it
 * offers for just that file, else by its entry, where that passes on each of the names. The entry of the package that a
 * file comes to is made to; that of the one it leaves is not, for nobody asked it to offer more. Every new need is written
 * into the manifests, unless packages would then need each other.
 */
export function betweenPackages(ground: Ground): Between {
  const { input, moves, paths, manifests, nearest } = ground;
  const { imports, modules, model, exportsOf } = input;
  const reasons = new Set<string>();
  const notes = new Set<string>();
  const edits: TextEdit[] = [];
  const rewritten = new Map<string, Rewritten>();
  const crossing = new Set(
    moves.filter(({ from, to }) => nearest(from) !== nearest(to)).map(({ from }) => from),
  );
  if (crossing.size === 0) return { reasons: [], notes: [], edits, rewritten };
  for (const { from, to } of moves) {
    const [left, joined] = [manifests.at(nearest(from)), manifests.at(nearest(to))];
    if (left && joined && left.type !== joined.type)
      reasons.add(`${from} would change its format: ${kindOf(left)}, and ${kindOf(joined)}.`);
  }
  const packages = new Map<RepoPath, PackageFact>(modules.packages.map(each => [each.root, each]));
  const roles = new Map(input.files.files.map(({ path, role }) => [path, role]));
  const needs: Need[] = [];
  const passedOn = new Map<RepoPath, PassedOn>();

  for (const file of imports.files) {
    for (const fact of file.imports) {
      const { resolution: was } = fact;
      const isOurs = was.to === 'file' && (crossing.has(file.path) || crossing.has(was.path));
      const here = nearest(paths.after(file.path));
      if (was.to === 'external' && crossing.has(file.path)) {
        needs.push({ from: here, name: was.name, like: nearest(file.path), isTest: isTest(file.path) });
        continue;
      }
      if (!isOurs || was.to !== 'file') continue;
      const target = paths.after(was.path);
      const there = nearest(target);
      const found =
        here === there ? insideSpelling(file.path, fact, was.path) : overBorder(file.path, fact, was.path);
      if (found) rewritten.set(placeKey(file.path, fact), found);
      if (here === there || !found) continue;
      const offered = packages.get(there);
      if (!offered) continue;
      needs.push({ from: here, name: nameOf(offered), to: offered, isTest: isTest(file.path) });
    }
  }

  function isTest(path: RepoPath): boolean {
    return roles.get(path) === 'test';
  }

  /** Both sides are in one package then: no name of a package is said within it. */
  function insideSpelling(path: RepoPath, { specifier, kind, names }: ImportFact, target: RepoPath) {
    if (/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
    const from = paths.after(path);
    const origins = new Set(
      names.map(({ name }) => (model ? originOf(model, target, name, exportsOf)?.path : undefined)),
    );
    const [only] = origins;
    const to = paths.after(origins.size === 1 && only !== undefined && !crossing.has(only) ? only : target);
    if (nearest(to) !== nearest(from)) return undefined;
    return { from, specifier: withManner(from, to, path), kind, to };
  }

  function overBorder(path: RepoPath, fact: ImportFact, target: RepoPath): Rewritten | undefined {
    const from = paths.after(path);
    const to = paths.after(target);
    const there = nearest(to);
    const offered = packages.get(there);
    const manifest = manifests.at(there);
    if (!offered || manifest?.name === undefined) {
      reasons.add(
        `${path} would import ${to} from another package, and ${there || 'the root'} has no name to import it by.`,
      );
      return undefined;
    }
    const direct = offered.exported.find(each => each.path === to);
    if (direct) return { from, specifier: direct.specifier, kind: fact.kind, to };
    const name = nameOf(offered);
    const entry = offered.exported.find(({ specifier }) => specifier === name)?.path;
    if (entry === undefined || crossing.has(entry)) {
      reasons.add(`${path} would import ${to} from ${name}, which has no entry that could pass it on.`);
      return undefined;
    }
    const names = namesOf(fact, target);
    if (!names) {
      reasons.add(`${path} takes all of ${target} at once, which no entry of ${name} can stand for.`);
      return undefined;
    }
    for (const each of names) {
      const origin = model && originOf(model, target, each, exportsOf);
      if (!origin || each === 'default') {
        reasons.add(
          `${path} takes "${each}" of ${target}, and it cannot be told how ${name} would pass it on.`,
        );
        return undefined;
      }
      const given = model && originOf(model, entry, each, exportsOf);
      if (given && given.path === origin.path && given.name === origin.name && given.kind === origin.kind)
        continue;
      if (given) {
        reasons.add(`${name} passes on another "${each}" already, from ${given.path}.`);
        return undefined;
      }
      if (!crossing.has(target)) {
        reasons.add(
          `${paths.after(path)} would need "${each}" of ${target}, which ${name} does not offer: move that along, or export it first.`,
        );
        return undefined;
      }
      const own = passedOn.get(entry) ?? new Map<RepoPath, Map<string, boolean>>();
      const ofFile = own.get(target) ?? new Map<string, boolean>();
      ofFile.set(each, origin.kind === 'type');
      own.set(target, ofFile);
      passedOn.set(entry, own);
    }
    if (fact.kind === 're-export' && fact.names.every(each => each.name === '*')) {
      edits.push({ path, range: fact.statement, newText: passOn(names, name, quoteOf(path, fact), target) });
      return { from, specifier: name, kind: fact.kind, to: entry };
    }
    return { from, specifier: name, kind: fact.kind, to: entry };
  }

  /** What an import takes of a file; of `export *` everything but the default, where that can be told. */
  function namesOf(fact: ImportFact, target: RepoPath): readonly string[] | undefined {
    const names = fact.names.map(({ name }) => name);
    if (names.length > 0 && !names.includes('*')) return names;
    const exports = fact.kind === 're-export' && fact.names.length === 1 ? exportsOf?.(target) : undefined;
    if (!exports || exports.through.some(({ name }) => name === '*')) return undefined;
    return [...exports.values, ...exports.types, ...exports.through.map(({ name }) => name)].filter(
      name => name !== 'default',
    );
  }

  function passOn(names: readonly string[], specifier: string, quote: string, target: RepoPath): string {
    const isType = (name: string) =>
      model ? originOf(model, target, name, exportsOf)?.kind === 'type' : false;
    const line = (keyword: string, own: readonly string[]) =>
      own.length === 0
        ? []
        : [`${keyword} { ${[...own].sort(byText).join(', ')} } from ${quote}${specifier}${quote};`];
    return [
      ...line(
        'export',
        names.filter(name => !isType(name)),
      ),
      ...line('export type', names.filter(isType)),
    ].join('\n');
  }

  function quoteOf(path: RepoPath, { range: { start } }: Pick<ImportFact, 'range'>): string {
    const read = input.fs.read(path);
    const line = read.ok ? textPositions(read.text).line(start.line) : '';
    return line[start.character - 1] === '"' ? '"' : "'";
  }

  /** A relative specifier as the importing file writes them, or else its new neighbours: with an extension, or without. */
  function withManner(from: RepoPath, to: RepoPath, as: RepoPath): string {
    const endingOf = ({ imports: own }: { readonly imports: readonly ImportFact[] }) => {
      const found = own.find(({ specifier }) => /^\.\.?\//.test(specifier));
      return found && (/\.[cm]?[jt]sx?$/.exec(found.specifier)?.[0] ?? '');
    };
    const own = imports.files.find(({ path }) => path === as);
    let first = own && endingOf(own);
    // A file without such imports writes them as those do that it comes to lie with.
    for (const file of first === undefined ? imports.files : [])
      if (first === undefined && nearest(file.path) === nearest(to)) first = endingOf(file);
    const bare = relativeTo(from, to.replace(/\.[cm]?[jt]sx?$/, ''));
    first ??= '';
    if (/^\.[cm]?ts/.test(first)) return relativeTo(from, to);
    return first === '' ? bare.replace(/\/index$/, '') : `${bare}${first.replace('jsx', 'js')}`;
  }

  for (const [entry, files] of passedOn) {
    const read = input.fs.read(entry);
    if (!read.ok || imports.files.find(({ path }) => path === entry)?.generated !== false) {
      reasons.add(`${entry} would have to pass on what comes, and it cannot be edited.`);
      continue;
    }
    const first = imports.files.find(({ path }) => path === entry)?.imports[0];
    const quote = first ? quoteOf(entry, first) : "'";
    const lines = textPositions(read.text);
    const added = [...files].flatMap(([target, names]) => {
      const specifier = withManner(entry, paths.after(target), entry);
      rewritten.set(`${entry}+${target}`, {
        from: entry,
        specifier,
        kind: 're-export',
        to: paths.after(target),
      });
      return passOn([...names.keys()], specifier, quote, target).split('\n');
    });
    const opening = read.text === '' || read.text.endsWith('\n') ? '' : lines.newline;
    edits.push({
      path: entry,
      range: at(lines.positionAt(read.text.length)),
      newText: `${opening}${added.join(lines.newline)}${lines.newline}`,
    });
  }

  const dependencies = dependencyEdits(input, manifests, needs);
  for (const reason of [...dependencies.reasons, ...circlesOf(modules, dependencies.added)])
    reasons.add(reason);
  edits.push(...dependencies.edits, ...tsconfigEdits(input, dependencies.added));
  for (const { from, to } of dependencies.added) {
    const user = packages.get(from);
    if (user?.published && to && !to.published)
      reasons.add(`${user.name} is published and would need ${to.name}, which is not.`);
  }
  const told = dependencies.added.map(
    ({ from, name }) => `${packages.get(from)?.name ?? (from || 'the root')} → ${name}`,
  );
  if (told.length > 0)
    notes.add(`New in package.json: ${listed([...new Set(told)].sort(byText))}; install before you build.`);
  return { reasons: [...reasons], notes: [...notes], edits, rewritten };
}

function kindOf({
  name,
  root,
  type,
}: {
  readonly name?: string;
  readonly root: RepoPath;
  readonly type: string;
}): string {
  return `${name ?? (root || 'the root')} is ${type === 'module' ? 'of ES modules' : 'CommonJS'}`;
}

/** The name that others import it by. */
function nameOf({ name, importName }: PackageFact): string {
  return importName ?? name;
}
