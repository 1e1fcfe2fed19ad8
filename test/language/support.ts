import type { DeclaredFacts } from '#core/facts/declared';
import { type Range, type RepoPath, repoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { RULES } from '#core/rules/registry';
import type { InferredNames } from '#language/index';
import { createEditorLanguage } from '#language/with-editor';

export const PATH = repoPath('architecture.wiring');

export const NOTHING_INFERRED: InferredNames = { modules: [], teams: [] };

export interface Reading {
  readonly facts: DeclaredFacts;
  readonly problems: readonly Problem[];
  readonly language: ReturnType<typeof createEditorLanguage>;
}

/** Reads one text, or several files by path, and checks them. */
export async function read(
  files: string | Record<string, string>,
  known: InferredNames = NOTHING_INFERRED,
): Promise<Reading> {
  const language = createEditorLanguage({ rules: { rules: RULES } });
  const texts = typeof files === 'string' ? { [PATH]: files } : files;
  const facts = await language.read(
    new Map(Object.entries(texts).map(([path, text]) => [repoPath(path), text])),
  );
  return { facts, problems: [...facts.problems, ...(await language.check(known))], language };
}

/** The text of a range, for asserting places by what stands there. */
export function textAt(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  if (start.line === end.line) return (lines[start.line] ?? '').slice(start.character, end.character);
  const first = (lines[start.line] ?? '').slice(start.character);
  const last = (lines[end.line] ?? '').slice(0, end.character);
  return [first, ...lines.slice(start.line + 1, end.line), last].join('\n');
}

/** Text with `<|>` at the cursor. */
export function cursor(marked: string): { text: string; position: { line: number; character: number } } {
  const at = marked.indexOf('<|>');
  const before = marked.slice(0, at).split('\n');
  return {
    text: marked.replace('<|>', ''),
    position: { line: before.length - 1, character: (before.at(-1) ?? '').length },
  };
}

export function applyEdits(text: string, edits: readonly { range: Range; newText: string }[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Range['start']) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

export type { RepoPath };
