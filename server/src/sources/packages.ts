import type { FileFact, FileFacts } from '#core/facts/files';
import type { ModuleFacts, PackageFact } from '#core/facts/modules';
import { byText, FILE_START, folderOf, type Range, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { absent, ready, type SourceState, stale } from '#core/facts/state';
import { someOf } from '#core/views/words';
import type { FileSystem } from '#platform/file-system';
import { brokenJson, rangeOfField } from './json-text.ts';
import { type Manifest, type Manifests, manifestsOf } from './manifest.ts';
import { packageEntries } from './package-entries.ts';
import { PROJECT_OF, type Project, projectOf } from './project.ts';
import { releaseGroups } from './release-groups.ts';
import { type Tree, treeOf } from './tree.ts';
import { configFinder } from './tsconfig-for-file.ts';
import { UNREAD_WORDS } from './unread-notes.ts';
import { type Found, findWorkspaces } from './workspaces/find.ts';
import { topFolders } from './workspaces/top-folders.ts';

/**
 * The modules the repository's own tools declare; its top folders where no tool declares any.
 * Problems of `package.json`, workspace lists and tsconfigs come along. Never throws.
 */
export function readModules(fs: FileSystem, files: FileFacts): SourceState<ModuleFacts> {
  const tree = treeOf(fs, files);
  const manifests = manifestsOf(tree);
  const found = findWorkspaces(tree, manifests);
  if (found.packages.length === 0) return fromTopFolders(files, [...found.problems, ...unreadable(tree)]);

  const problems: Problem[] = [...found.problems];
  const named = nameAll(found, manifests, tree, problems);
  const roots = new Map<string, RepoPath>();
  for (const { root, importName } of named) {
    if (importName !== undefined && !roots.has(importName)) roots.set(importName, root);
  }
  const project = projectOf(tree, manifests, roots);
  const own = filesByPackage(
    files,
    named.map(item => item.root),
  );
  const packages = named.map(item => packageFact(item, project, own.get(item.root) ?? []));

  const notes = configNotes(project, files, problems);
  problems.push(...unreadable(tree));
  const groups = releaseGroups(tree, packages);
  const facts: ModuleFacts = {
    packages,
    toldBy: found.toldBy,
    problems: problems.sort(byPlace),
    ...(groups.length > 0 ? { releaseGroups: groups } : {}),
  };
  PROJECT_OF.set(facts, project);
  return asRead(facts, notes);
}

/** Known in part where a configuration file is broken or could not be read. */
function asRead(facts: ModuleFacts, notes: readonly string[]): SourceState<ModuleFacts> {
  const broken = facts.problems.filter(({ code }) => code.startsWith('broken-') || code === UNREADABLE);
  if (broken.length === 0) return ready(facts, notes);
  const names = [...new Set(broken.map(problem => problem.place.path))];
  return stale(facts, `${someOf(names, 5)} could be read in part only, or not at all`, notes);
}

const UNREADABLE = 'unreadable-file';

/** Configuration that is listed and could not be read: what it declares is missing, which must not go unsaid. */
function unreadable(tree: Tree): readonly Problem[] {
  return tree.refused().map(([path, reason]) => ({
    code: UNREADABLE,
    severity: 'error',
    message: `This file was not read (${UNREAD_WORDS[reason]}), so nothing it declares counts.`,
    place: { path, range: FILE_START },
    suggestions: [],
  }));
}

interface Named {
  readonly root: RepoPath;
  readonly name: string;
  readonly importName?: string;
  readonly manifest?: { readonly path: RepoPath; readonly nameRange?: Range };
  readonly package?: Manifest;
  readonly found: Found['packages'][number];
}

/** Gives each package a name of its own; a second one with the same name is called by its path, and that is said. */
function nameAll(found: Found, manifests: Manifests, tree: Tree, problems: Problem[]): readonly Named[] {
  const taken = new Map<string, RepoPath>();
  return found.packages.map(member => {
    const manifest = manifests.at(member.root);
    const text = manifest && tree.read(manifest.path);
    if (manifest) {
      const broken = brokenJson(
        manifest.path,
        manifest.json,
        'What could be read of it is used until it is mended.',
      );
      if (broken) problems.push(broken);
    }
    const nameRange =
      manifest?.name === undefined || text === undefined
        ? undefined
        : rangeOfField(text, 'name', manifest.name);
    const wanted = member.name?.text ?? manifest?.name ?? lastName(member.root);
    const clash = taken.get(wanted);
    const name = clash === undefined ? wanted : member.root;
    if (clash === undefined) taken.set(wanted, member.root);
    const at = member.name
      ? { path: member.name.manifest, nameRange: member.name.range }
      : manifest && { path: manifest.path, ...(nameRange === undefined ? {} : { nameRange }) };
    if (clash !== undefined && at) {
      problems.push({
        code: 'duplicate-package',
        severity: 'warning',
        message: `"${wanted}" is also the name of the package in "${clash || '.'}". This one is called "${name}" here; rename one of them.`,
        place: { path: at.path, range: at.nameRange ?? FILE_START },
        suggestions: [],
      });
    }
    return {
      root: member.root,
      name,
      found: member,
      ...(manifest?.name === undefined ? {} : { importName: manifest.name }),
      ...(at ? { manifest: at } : {}),
      ...(manifest ? { package: manifest } : {}),
    };
  });
}

function packageFact(item: Named, project: Project, own: readonly FileFact[]): PackageFact {
  const manifest = item.package;
  const publishable = manifest?.version !== undefined && !manifest.private;
  const offered = packageEntries(project, item.root, item.importName ?? item.name, own);
  const decoupled = [...new Set(item.found.decoupled ?? [])].sort(byText);
  return {
    name: item.name,
    root: item.root,
    kind: manifest && !item.found.name ? 'package' : 'project',
    ...(item.manifest ? { manifest: item.manifest.path } : {}),
    ...(item.manifest?.nameRange ? { nameRange: item.manifest.nameRange } : {}),
    ...(item.importName !== undefined && item.importName !== item.name
      ? { importName: item.importName }
      : {}),
    published: publishable && item.found.publishes !== false,
    entries: offered.entries,
    hasExports: offered.hasExports,
    exported: manifest?.name === undefined ? [] : offered.exported,
    dependencies: [...(manifest?.dependencies.keys() ?? [])].sort(byText),
    ...(decoupled.length > 0 ? { decoupled } : {}),
  };
}

/** Each file once, with the innermost package that holds it. */
function filesByPackage(
  files: FileFacts,
  roots: readonly RepoPath[],
): ReadonlyMap<RepoPath, readonly FileFact[]> {
  const known = new Map<RepoPath, FileFact[]>(roots.map(root => [root, []]));
  for (const file of files.files) {
    for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
      const own = known.get(folder);
      if (own) own.push(file);
      if (own || folder === '') break;
    }
  }
  return known;
}

/** Reads every tsconfig that speaks for a source file, so that what is wrong with them is known before anybody resolves. */
function configNotes(project: Project, files: FileFacts, problems: Problem[]): readonly string[] {
  const finder = configFinder(project.tree, project.configs);
  const folders = new Set<RepoPath>();
  for (const file of files.files) {
    if (file.language !== 'typescript' && file.language !== 'javascript') continue;
    const folder = folderOf(file.path);
    if (folders.has(folder)) continue;
    folders.add(folder);
    if (finder.forFolder(folder) === 'depends') finder.forFile(file.path);
  }
  problems.push(...project.configs.problems());
  const missing = project.configs.notInstalled();
  if (missing === 0) return [];
  return [
    `${missing} ${missing === 1 ? 'tsconfig extends a package that is' : 'tsconfigs extend packages that are'} not installed; aliases declared there are not known. Install the dependencies to have them.`,
  ];
}

function fromTopFolders(files: FileFacts, problems: readonly Problem[]): SourceState<ModuleFacts> {
  const top = topFolders(files);
  if (!top) {
    return absent(
      'there are no workspaces and no folders with TypeScript or JavaScript sources',
      'declare modules in a .wiring file, or run this at the root of a repository with sources',
    );
  }
  const name = top.within === '' ? 'the repository' : `"${top.within}"`;
  const aside = top.setAside.map(folder => `"${folder}"`).join(', ');
  return asRead(
    {
      packages: top.folders.map(root => ({
        name: lastName(root),
        root,
        kind: 'folder',
        published: false,
        entries: [],
        hasExports: false,
        exported: [],
        dependencies: [],
      })),
      toldBy: [`top folders of ${name}`],
      problems: [...problems].sort(byPlace),
    },
    [
      `No workspaces were found, so ${top.folders.length === 1 ? `the one folder of ${name} that holds sources counts as a module` : `the ${top.folders.length} folders of ${name} that hold sources count as modules`}${
        aside === '' ? '' : `; ${aside} serve them and are left out`
      }. Declare modules in a .wiring file to choose others.`,
    ],
  );
}

function lastName(path: RepoPath): string {
  return path === '' ? 'root' : path.slice(path.lastIndexOf('/') + 1);
}

function byPlace(a: Problem, b: Problem): number {
  const [from, to] = [a.place.range.start, b.place.range.start];
  return byText(a.place.path, b.place.path) || from.line - to.line || from.character - to.character;
}
