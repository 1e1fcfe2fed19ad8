import { extname } from 'node:path';
import type { FileMove } from '#core/facts/file-move';
import type { PackageFact } from '#core/facts/modules';
import { folderOf, type RepoPath } from '#core/facts/place';
import type { Manifests } from '../manifest.ts';
import { matchExports } from '../package-exports.ts';
import { IMPORT_CONDITIONS } from '../package-files.ts';
import type { MoveInput } from './input.ts';

/** What is known against a move, or worth knowing before it, ahead of any import. */
export interface Objections {
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}

export function objectionsTo(
  { files, modules }: MoveInput,
  manifests: Manifests,
  moves: readonly FileMove[],
  givenUp: readonly RepoPath[] = [],
): Objections {
  const listed = new Map(files.files.map(file => [file.path, file]));
  const occupied = new Set(files.files.map(({ path }) => path.toLowerCase()));
  for (const { path } of files.skipped) occupied.add(path.toLowerCase());
  const reasons: string[] = [];
  const notes: string[] = [];
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
    const router = routerOf(manifests, from);
    if (router !== undefined)
      reasons.push(`${from} is found by its place (${router}): it would answer elsewhere, or nowhere.`);
    if (gone.has(from)) reasons.push(`${from} would be moved twice.`);
    if (occupied.has(to.toLowerCase()) || taken.has(to.toLowerCase())) reasons.push(`${to} exists already.`);
    if (extname(from) !== extname(to)) reasons.push(`${from} would change its extension.`);
    for (const offer of modules.packages) {
      if (givenUp.includes(offer.root)) continue;
      const offered = offerOf(offer, manifests, from);
      if (offered === 'by name')
        reasons.push(`${from} is offered to other packages by the package.json of ${offer.name}.`);
      else if (offered !== undefined && offer.published)
        notes.push(
          `${offer.name} is published and offers all its files ("${offered}"): whoever imports ${from} from outside of this repository has to follow.`,
        );
    }
    gone.add(from);
    taken.add(to.toLowerCase());
  }
  return { reasons, notes };
}

/**
 * How a package offers a file: by its name (an entry, which stays where it is), or as one of all that a pattern such as
 * `./lib/*` lets through, of which nobody said that it is meant.
 */
function offerOf(offer: PackageFact, manifests: Manifests, path: RepoPath): string | undefined {
  if (!offer.entries.includes(path)) return undefined;
  const exports = manifests.at(offer.root)?.exports;
  const name = offer.importName ?? offer.name;
  const through = offer.exported.filter(each => each.path === path);
  if (exports === undefined || through.length === 0) return 'by name';
  const isPattern = ({ specifier }: { readonly specifier: string }) =>
    matchExports(exports, specifier === name ? '.' : `.${specifier.slice(name.length)}`, IMPORT_CONDITIONS)
      .byPattern;
  return through.every(isPattern) ? (through[0]?.specifier ?? '') : 'by name';
}

/** The framework that finds a file by where it lies, without an import. */
function routerOf(manifests: Manifests, path: RepoPath): string | undefined {
  return ROUTERS.find(
    ([name, places]) => places.test(path) && manifests.nearest(folderOf(path))?.dependencies.has(name),
  )?.[0];
}

const ROUTERS: readonly (readonly [string, RegExp])[] = [
  [
    'next',
    /(?:^|\/)pages\/|(?:^|\/)app\/(?:.*\/)?(?:page|layout|route|loading|error|template|default|not-found)\.[jt]sx?$/,
  ],
  ['nuxt', /(?:^|\/)(?:pages|layouts|middleware|plugins|server)\//],
  ['astro', /(?:^|\/)src\/pages\//],
  ['@sveltejs/kit', /(?:^|\/)src\/routes\//],
  ['@remix-run/dev', /(?:^|\/)app\/routes\//],
];

/** The folder of the nearest manifest at or above a path. */
export function packageFinder({ files }: MoveInput): (path: RepoPath) => RepoPath {
  const manifests = new Set<string>(
    files.files.filter(({ path }) => /(?:^|\/)package\.json$/.test(path)).map(({ path }) => folderOf(path)),
  );
  return path => {
    let at = folderOf(path);
    while (at !== '' && !manifests.has(at)) at = folderOf(at);
    return at;
  };
}
