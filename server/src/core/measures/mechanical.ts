import type { TouchedFile } from '../facts/history.ts';
import type { RepoPath } from '../facts/place.ts';

/** The part of a change that is one edit made everywhere, not work on the modules it touched. */
export interface Mechanical {
  /** What is left: the files that somebody worked on. Empty where the whole change was such an edit. */
  readonly work: readonly TouchedFile[];
  /** How many modules saw nothing but the edit. At least five. */
  readonly modules: number;
  /** How many files that were. */
  readonly files: number;
  /** Of those, how many are copies: given the same content as at least four other files. */
  readonly copies: number;
}

/**
 * Told by content, whatever the title says: at least five modules in which only manifests and configuration were
 * edited, or copies of one file. A new version of a dependency in thirty packages is no reason for their owners to
 * talk, while the feature that came with it is the work of the one package it was built in. So what such a change did
 * beyond that keeps its modules and lifters: in three repositories 91 of 126 such changes carried real work in a few
 * modules.
 * Undefined for any other change; the usual one is told by its number of files.
 */
export function mechanicalPart(
  work: readonly TouchedFile[],
  moduleOf: (path: RepoPath) => string | undefined,
  isConfiguration: (path: RepoPath) => boolean = isConfigurationFile,
): Mechanical | undefined {
  if (work.length < MODULES) return undefined;
  const touched = new Set<string>();
  const modules = work.map(file => moduleOf(file.now ?? file.path));
  for (const module of modules) if (module !== undefined) touched.add(module);
  // Nearly every change ends here, and a history has tens of thousands.
  if (touched.size < MODULES) return undefined;
  const copiesOf = new Map<string, number>();
  for (const file of work) copiesOf.set(contentOf(file), (copiesOf.get(contentOf(file)) ?? 0) + 1);
  const worked = new Set<string>();
  const edited = work.map((file, index) => {
    if ((copiesOf.get(contentOf(file)) ?? 0) >= MODULES) return 'copy';
    if (isConfiguration(file.now ?? file.path)) return 'configuration';
    const module = modules[index];
    if (module !== undefined) worked.add(module);
    return undefined;
  });
  if (touched.size - worked.size < MODULES) return undefined;
  // The manifest of a module that was worked on belongs to that work; one beside all modules belongs to the edit.
  const isAside = (index: number) =>
    edited[index] !== undefined && !worked.has(modules[index] ?? BESIDE_ALL_MODULES);
  const aside = edited.filter((_, index) => isAside(index));
  return {
    work: work.filter((_, index) => !isAside(index)),
    modules: touched.size - worked.size,
    files: aside.length,
    copies: aside.filter(kind => kind === 'copy').length,
  };
}

/** No module has this name. */
const BESIDE_ALL_MODULES = '';

/** What tells copies of one file: the content it was given, or what was deleted. */
function contentOf({ status, before, after }: TouchedFile): string {
  return status === 'deleted' ? before : after;
}

/** Five, as for a sweep by its title. */
const MODULES = 5;

/** Manifests, tool configuration, licences, and the page that describes a package: what every package has alike. */
export function isConfigurationFile(path: RepoPath): boolean {
  return CONFIGURATION.test(path);
}

const CONFIGURATION = new RegExp(
  [
    String.raw`(?:^|\/)(?:package|project|typedoc|turbo|lerna|nx|rush|api-extractor|[jt]sconfig[^/]*|[^/]+\.config|\w+rc)\.json$`,
    // `jest.config.js`, `vite.config.mts`, `yarn.config.cjs`, `.eslintrc.js`, `constraints.pro` of Yarn
    String.raw`(?:^|\/)[^/]+\.config(?:\.[\w-]+)?\.[cm]?[jt]s$`,
    String.raw`(?:^|\/)(?:LICEN[CS]E[^/]*|README\.md|constraints\.pro)$`,
    // Hidden files and folders: `.npmignore`, `.github/workflows/…`
    String.raw`(?:^|\/)\.[^/]`,
    // Rush's and Heft's rigs, and their settings for all projects
    String.raw`(?:^|\/)config\/(?:[^/]+\/)*[^/]+\.json$`,
  ].join('|'),
);
