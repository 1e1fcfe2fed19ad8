import type { Range, RepoPath } from './place.ts';

/** One replacement in one file. An empty range inserts; `create` makes the file first if it does not exist. */
export interface TextEdit {
  readonly path: RepoPath;
  readonly range: Range;
  readonly newText: string;
  readonly create?: true;
}
