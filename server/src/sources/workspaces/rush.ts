import { joinPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { brokenJson, isArray, isObject, rangeInJson, readJson, stringOf, stringsOf } from '../json-text.ts';
import type { Member, WorkspaceTool } from './workspace.ts';

/** `projects` in `rush.json`, which may hold comments. */
export const rushProjects: WorkspaceTool = ({ tree, manifests, folder }) => {
  const path = joinPath(folder, 'rush.json');
  const text = path !== undefined && tree.has(path) ? tree.read(path) : undefined;
  if (path === undefined || text === undefined) return undefined;
  const json = readJson(text, true);
  const problems: Problem[] = [];
  const broken = brokenJson(path, json, 'Projects after this place may be missing.');
  if (broken) problems.push(broken);
  const projects = isObject(json.value) ? json.value.projects : undefined;
  if (!isArray(projects)) return problems.length > 0 ? { toldBy: 'Rush', members: [], problems } : undefined;
  const members: Member[] = [];
  for (const [index, project] of projects.entries()) {
    if (!isObject(project)) continue;
    const written = stringOf(project.projectFolder);
    if (written === undefined) continue;
    const root = joinPath(folder, written);
    if (root === undefined || !manifests.at(root)) {
      problems.push({
        code: 'unmatched-workspace',
        severity: 'warning',
        message: `No listed folder "${written}" holds a package.json; correct projectFolder, or look whether it is excluded.`,
        place: { path, range: rangeInJson(text, ['projects', index, 'projectFolder']) },
        suggestions: [],
      });
      continue;
    }
    members.push({
      root,
      // Rush publishes only what says so, whatever the package's own manifest says.
      publishes: project.shouldPublish === true || stringOf(project.versionPolicyName) !== undefined,
      decoupled: [
        ...stringsOf(project.decoupledLocalDependencies),
        ...stringsOf(project.cyclicDependencyProjects),
      ],
    });
  }
  return { toldBy: 'Rush', members, problems };
};
