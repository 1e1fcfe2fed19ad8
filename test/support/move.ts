import type { FileMove, MovePlan } from '#core/facts/file-move';
import { type RepoPath, repoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { textPositions } from '#core/fixes/text-positions';
import { memoryFileSystem } from '#platform/memory-file-system';
import { readFiles } from '#sources/files';
import { readImports } from '#sources/imports';
import type { MoveInput } from '#sources/moves/input';
import { planMoves } from '#sources/moves/plan-moves';
import { readModules } from '#sources/packages';
import { loadTypeScript } from '#sources/typescript';

export type Texts = Readonly<Record<string, string>>;

export async function factsFor(texts: Texts): Promise<MoveInput> {
  const fs = memoryFileSystem(texts);
  const files = factsOf(readFiles(fs, { excludes: [], nestedRoots: [] }));
  const modules = files && factsOf(readModules(fs, files));
  const imports = files && modules && factsOf(await readImports({ fs, files, modules }));
  if (!imports) throw new Error('the tree could not be read');
  return { fs, files, modules, imports };
}

export async function plan(texts: Texts, from: string, to: string): Promise<MovePlan> {
  return planAll(await factsFor(texts), [{ from: repoPath(from), to: repoPath(to) }]);
}

export async function planAll(input: MoveInput, moves: readonly FileMove[]): Promise<MovePlan> {
  return planMoves(await loadTypeScript(), input, { moves, edits: [], owners: 'stay' });
}

/** The tree as it is when the plan was carried out. */
export function carriedOut(texts: Texts, made: MovePlan): Texts {
  if (!made.ok) throw new Error(made.reasons.join('\n'));
  const forth = new Map<string, RepoPath>(made.moves.map(({ from, to }) => [from, to]));
  return Object.fromEntries(
    Object.entries(texts).map(([path, before]) => {
      const positions = textPositions(before);
      const own = made.edits
        .filter(edit => edit.path === path)
        .map(({ range, newText }) => ({
          start: positions.offsetAt(range.start),
          end: positions.offsetAt(range.end),
          newText,
        }))
        .sort((a, b) => b.start - a.start);
      let text = before;
      for (const { start, end, newText } of own) text = text.slice(0, start) + newText + text.slice(end);
      return [forth.get(path) ?? path, text];
    }),
  );
}
