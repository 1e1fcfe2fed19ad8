import type { PackageFact, ReleaseGroup } from '#core/facts/modules';
import { byText, joinPath, type RepoPath } from '#core/facts/place';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  rangeInJson,
  readJson,
  stringOf,
  stringsOf,
} from './json-text.ts';
import { workspacePattern } from './path-set.ts';
import type { Tree } from './tree.ts';

/**
 * Packages that always have one version and are released together, as the tools at the root declare: `fixed` of changesets,
 * lockstep policies of Rush, fixed mode of Lerna, fixed groups of Nx. Sorted by file and then as written there. What these
 * files have that is not understood counts as not said; groups of fewer than two known packages are left out.
 *
 * `linked` of changesets is not among them: its packages share a number, and only those that changed are released.
 */
export function releaseGroups(tree: Tree, packages: readonly PackageFact[]): readonly ReleaseGroup[] {
  return TOOLS.flatMap(tool => tool(tree, packages)).filter(group => group.packages.length > 1);
}

type Tool = (tree: Tree, packages: readonly PackageFact[]) => readonly ReleaseGroup[];

const TOOLS: readonly Tool[] = [changesets, rush, lerna, nx];

function changesets(tree: Tree, packages: readonly PackageFact[]): readonly ReleaseGroup[] {
  const config = read(tree, '.changeset/config.json');
  const fixed = config?.value.fixed;
  if (!config || !isArray(fixed)) return [];
  const ignored = new Set(named(stringsOf(config.value.ignore), packages));
  return fixed.map((patterns, index) => ({
    by: 'changesets',
    packages: named(stringsOf(patterns), packages).filter(name => !ignored.has(name)),
    at: { path: config.path, range: rangeInJson(config.text, ['fixed', index]) },
  }));
}

function rush(tree: Tree, packages: readonly PackageFact[]): readonly ReleaseGroup[] {
  const policies = read(tree, 'common/config/rush/version-policies.json');
  const projects = read(tree, 'rush.json')?.value.projects;
  if (!policies || !isArray(policies.value.policies) || !isArray(projects)) return [];
  return policies.value.policies.flatMap((policy, index): readonly ReleaseGroup[] => {
    if (!isObject(policy) || policy.definitionName !== 'lockStepVersion') return [];
    const name = stringOf(policy.policyName);
    if (name === undefined) return [];
    const roots = projects.flatMap(project =>
      isObject(project) && project.versionPolicyName === name ? stringsOf(project.projectFolder) : [],
    );
    const held = packages.filter(({ root }) => roots.some(folder => joinPath(ROOT, folder) === root));
    return [
      {
        by: 'Rush',
        name,
        packages: held.map(each => each.name).sort(byText),
        at: { path: policies.path, range: rangeInJson(policies.text, [index, 'policyName']) },
      },
    ];
  });
}

/** Fixed mode: one version for all, kept in `lerna.json` itself. Private packages are never released. */
function lerna(tree: Tree, packages: readonly PackageFact[]): readonly ReleaseGroup[] {
  const config = read(tree, 'lerna.json');
  const version = stringOf(config?.value.version);
  if (!config || version === undefined || !/^v?\d/.test(version)) return [];
  const released = packages.filter(({ published }) => published);
  return [
    {
      by: 'Lerna',
      packages: released.map(({ name }) => name).sort(byText),
      at: { path: config.path, range: rangeInJson(config.text, ['version']) },
    },
  ];
}

/** Only what says `fixed`: Nx takes it for granted too, but then nobody decided it. */
function nx(tree: Tree, packages: readonly PackageFact[]): readonly ReleaseGroup[] {
  const config = read(tree, 'nx.json');
  const release = config?.value.release;
  if (!config || !isObject(release)) return [];
  const groups = isObject(release.groups) ? Object.entries(release.groups) : [];
  const isFixed = (said: Json | undefined) =>
    (isObject(said) ? said.projectsRelationship : undefined) ?? release.projectsRelationship;
  if (groups.length === 0) {
    if (release.projectsRelationship !== 'fixed') return [];
    const at = { path: config.path, range: rangeInJson(config.text, ['release', 'projectsRelationship']) };
    return [{ by: 'Nx', packages: named(projectsOf(release), packages), at }];
  }
  return groups.flatMap(([name, group]): readonly ReleaseGroup[] => {
    if (!isObject(group) || isFixed(group) !== 'fixed') return [];
    const at = { path: config.path, range: rangeInJson(config.text, ['release', 'groups', name]) };
    return [{ by: 'Nx', name, packages: named(projectsOf(group), packages), at }];
  });
}

function projectsOf(said: JsonObject): readonly string[] {
  return said.projects === undefined ? ['**'] : stringsOf(said.projects);
}

const ROOT = '' as RepoPath;

interface Config {
  readonly path: RepoPath;
  readonly text: string;
  readonly value: JsonObject;
}

/** A list at the top of the file is found under `policies`. */
function read(tree: Tree, name: string): Config | undefined {
  const path = joinPath(ROOT, name);
  const text = path !== undefined && tree.has(path) ? tree.read(path) : undefined;
  if (path === undefined || text === undefined) return undefined;
  const { value } = readJson(text, true);
  if (isArray(value)) return { path, text, value: { policies: value } };
  return isObject(value) ? { path, text, value } : undefined;
}

/** The packages whose names, or the names they are imported by, match; a leading `!` takes away again. Sorted. */
function named(patterns: readonly string[], packages: readonly PackageFact[]): readonly string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    const matches = workspacePattern(negated ? pattern.slice(1) : pattern);
    for (const { name, importName } of packages) {
      if (!matches(name) && !(importName !== undefined && matches(importName))) continue;
      if (negated) found.delete(name);
      else found.add(name);
    }
  }
  return [...found].sort(byText);
}
