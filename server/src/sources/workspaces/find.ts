import { byText, folderOf, isWithin, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { brokenJson } from '../json-text.ts';
import type { Manifests } from '../manifest.ts';
import type { Tree } from '../tree.ts';
import { lernaPackages, npmWorkspaces } from './npm.ts';
import { nxProjects } from './nx.ts';
import { pnpmWorkspaces } from './pnpm.ts';
import { rushProjects } from './rush.ts';
import type { Member, Workspace, WorkspaceTool } from './workspace.ts';

/** Everything the tools of a tree declare. */
export interface Found {
  /** One a folder, sorted by root. */
  readonly packages: readonly Member[];
  readonly toldBy: readonly string[];
  readonly problems: readonly Problem[];
}

/** To know another tool is to add it here; Lerna speaks only where none of them does. */
const TOOLS: readonly WorkspaceTool[] = [pnpmWorkspaces, npmWorkspaces, rushProjects, nxProjects];
const DECLARING = /(?:^|\/)(?:package\.json|pnpm-workspace\.yaml|rush\.json|nx\.json|lerna\.json)$/;
/** A workspace below these is something a test works on, not a part of the system. */
const FIXTURE =
  /(?:^|\/)(?:__fixtures__|fixtures?|__tests__|tests?|__mocks__|testdata|test-data|templates?)(?:\/|$)/i;

const UNTIL_MENDED = 'Workspaces and dependencies that it declares may be missing until it is mended.';

export function findWorkspaces(tree: Tree, manifests: Manifests): Found {
  const packageFolders: RepoPath[] = [];
  const candidates = new Set<RepoPath>();
  for (const { path } of tree.files.files) {
    if (!DECLARING.test(path)) continue;
    const folder = folderOf(path);
    candidates.add(folder);
    if (path.endsWith('package.json')) packageFolders.push(folder);
  }
  packageFolders.sort(byText);

  const members = new Map<RepoPath, Member>();
  const toldBy = new Set<string>();
  const problems: Problem[] = [];
  const declaring: RepoPath[] = [];
  const take = (workspace: Workspace): void => {
    for (const member of workspace.members)
      members.set(member.root, { ...members.get(member.root), ...member });
    if (workspace.members.length > 0) toldBy.add(workspace.toldBy);
    problems.push(...workspace.problems);
  };

  // From the top down: what lies inside a package is that package's own business, unless it declares packages itself.
  for (const folder of [...candidates].sort(byDepth)) {
    const isMember = members.has(folder);
    if (!isMember && (isInsideMember(folder, members) || FIXTURE.test(folder))) continue;
    const manifest = isMember ? undefined : manifests.at(folder);
    const broken = manifest && brokenJson(manifest.path, manifest.json, UNTIL_MENDED);
    if (broken) problems.push(broken);
    const input = { tree, manifests, folder, packageFolders };
    const asked = TOOLS.flatMap(tool => tool(input) ?? []);
    const told = asked.some(hasMembers) ? asked : [...asked, ...[lernaPackages(input) ?? []].flat()];
    for (const workspace of told) take(workspace);
    if (told.some(hasMembers)) declaring.push(folder);
  }

  for (const folder of declaring) {
    if (members.has(folder) && folder !== '') continue;
    // A workspace's root is a package too, but it counts as a module only if it has code that no other package holds.
    if (members.has(folder) || manifests.at(folder)) {
      if (hasOwnSource(tree, folder, members)) members.set(folder, members.get(folder) ?? { root: folder });
      else members.delete(folder);
    }
  }

  return {
    packages: [...members.values()].sort((a, b) => byText(a.root, b.root)),
    toldBy: [...toldBy],
    problems,
  };
}

/** Source files in folders of its own; settings and scripts that lie directly at the root do not make a module. */
function hasOwnSource(tree: Tree, root: RepoPath, members: ReadonlyMap<RepoPath, Member>): boolean {
  return tree.files.files.some(({ path, role, language }) => {
    if (role !== 'source' || (language !== 'typescript' && language !== 'javascript')) return false;
    let folder = folderOf(path);
    if (!isWithin(path, root) || folder === root) return false;
    for (; folder !== root && folder !== ''; folder = folderOf(folder)) {
      if (members.has(folder) || /(?:^|\/)\.[^/]*$/.test(folder)) return false;
    }
    return true;
  });
}

function isInsideMember(folder: RepoPath, members: ReadonlyMap<RepoPath, Member>): boolean {
  for (let above = folder; above !== ''; above = folderOf(above)) if (members.has(above)) return true;
  return false;
}

function hasMembers(workspace: Workspace): boolean {
  return workspace.members.length > 0;
}

function byDepth(a: RepoPath, b: RepoPath): number {
  return depth(a) - depth(b) || byText(a, b);
}

function depth(path: RepoPath): number {
  return path === '' ? 0 : path.split('/').length;
}
