import { folderOf, isWithin, joinPath, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { brokenJson, isObject, rangeInJson, readJson, stringOf } from '../json-text.ts';
import type { Tree } from '../tree.ts';
import type { Member, WorkspaceTool } from './workspace.ts';

/** Every `project.json` below the folder of an `nx.json`, and the older list in `workspace.json`. */
export const nxProjects: WorkspaceTool = ({ tree, folder }) => {
  const settings = joinPath(folder, 'nx.json');
  if (settings === undefined || !tree.has(settings)) return undefined;
  const problems: Problem[] = [];
  const members: Member[] = [];
  for (const { path } of tree.files.files) {
    if (!isProject(path) || !isWithin(path, folder)) continue;
    const text = tree.read(path);
    if (text === undefined) continue;
    const json = readJson(text, true);
    const broken = brokenJson(path, json, 'The project is known by its folder until it is mended.');
    if (broken) problems.push(broken);
    const name = isObject(json.value) ? stringOf(json.value.name) : undefined;
    members.push({
      root: folderOf(path),
      ...(name === undefined
        ? {}
        : { name: { text: name, manifest: path, range: rangeInJson(text, ['name']) } }),
    });
  }
  members.push(...olderList(tree, folder));
  // An nx.json over plain workspaces (package-based Nx) declares nothing of its own.
  return members.length === 0 ? undefined : { toldBy: 'Nx', members, problems };
};

function isProject(path: string): boolean {
  return path === 'project.json' || path.endsWith('/project.json');
}

function olderList(tree: Tree, folder: RepoPath): readonly Member[] {
  const path = joinPath(folder, 'workspace.json');
  const text = path !== undefined && tree.has(path) ? tree.read(path) : undefined;
  if (path === undefined || text === undefined) return [];
  const { value } = readJson(text, true);
  const projects = isObject(value) ? value.projects : undefined;
  if (!isObject(projects)) return [];
  return Object.entries(projects).flatMap(([name, project]) => {
    const written = stringOf(project) ?? (isObject(project) ? stringOf(project.root) : undefined);
    const root = written === undefined ? undefined : joinPath(folder, written);
    if (root === undefined || !tree.hasFolder(root)) return [];
    return [{ root, name: { text: name, manifest: path, range: rangeInJson(text, ['projects', name]) } }];
  });
}
