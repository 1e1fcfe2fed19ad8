import type { Range, RepoPath } from '#core/facts/place';
import { joinPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { Manifests } from '../manifest.ts';
import { workspacePattern } from '../path-set.ts';
import type { Tree } from '../tree.ts';

/** What one tool says about one folder that declares packages. */
export interface Workspace {
  /** In words for the user: `npm workspaces`, `Rush`. */
  readonly toldBy: string;
  readonly members: readonly Member[];
  readonly problems: readonly Problem[];
}

/** A package or project a tool names. Tools may name the same folder; what they add to it is joined. */
export interface Member {
  readonly root: RepoPath;
  /** The tool's own name for it, where it has one besides the package's. */
  readonly name?: { readonly text: string; readonly manifest: RepoPath; readonly range: Range };
  /** Absent: told by the package's manifest alone. */
  readonly publishes?: boolean;
  readonly decoupled?: readonly string[];
}

/** Asks one tool about one folder; `undefined` when that folder does not declare anything for it. */
export type WorkspaceTool = (input: ToolInput) => Workspace | undefined;

export interface ToolInput {
  readonly tree: Tree;
  readonly manifests: Manifests;
  /** The folder that might declare packages. */
  readonly folder: RepoPath;
  /** Folders of all listed `package.json`, sorted. */
  readonly packageFolders: readonly RepoPath[];
}

export interface WrittenPattern {
  readonly text: string;
  readonly range: () => Range;
}

/**
 * The packages a list of patterns names. A leading `!` takes away again: what stands before it (`in-order`, npm and Yarn),
 * or from everything (`any-order`, pnpm). A pattern without a match is said, since it is mostly a folder that moved.
 */
export function membersByPatterns(
  { folder, packageFolders }: ToolInput,
  patterns: readonly WrittenPattern[],
  negation: 'in-order' | 'any-order',
  at: RepoPath,
): { readonly members: readonly Member[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const found = new Set<RepoPath>();
  const takenAway: ((path: string) => boolean)[] = [];
  for (const { text, range } of patterns) {
    const negated = text.startsWith('!');
    const absolute = joinPath(folder, (negated ? text.slice(1) : text).replace(/^\/+/, ''));
    const matches = absolute === undefined ? () => false : workspacePattern(absolute);
    if (negated) {
      if (negation === 'any-order') takenAway.push(matches);
      else for (const root of [...found]) if (matches(root)) found.delete(root);
      continue;
    }
    const matched = packageFolders.filter(matches);
    for (const root of matched) found.add(root);
    if (matched.length > 0) continue;
    problems.push({
      code: 'unmatched-workspace',
      severity: 'information',
      message: `No listed folder with a package.json matches "${text}"; remove the pattern, or look whether the folder moved or is excluded.`,
      place: { path: at, range: range() },
      suggestions: [],
    });
  }
  const members = [...found].filter(root => !takenAway.some(matches => matches(root)));
  return { members: members.map(root => ({ root })), problems };
}
