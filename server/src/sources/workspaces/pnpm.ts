import { isScalar, isSeq, parseDocument } from 'yaml';
import { joinPath, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { rangeOf } from '../json-text.ts';
import { membersByPatterns, type WorkspaceTool, type WrittenPattern } from './workspace.ts';

/** `packages` in `pnpm-workspace.yaml`; a file with settings only declares nothing. */
export const pnpmWorkspaces: WorkspaceTool = input => {
  const path = joinPath(input.folder, 'pnpm-workspace.yaml');
  const text = path !== undefined && input.tree.has(path) ? input.tree.read(path) : undefined;
  if (path === undefined || text === undefined) return undefined;
  const read = readPatterns(path, text);
  if (read.problem) return { toldBy: 'pnpm workspaces', members: [], problems: [read.problem] };
  if (read.patterns.length === 0) return undefined;
  return { toldBy: 'pnpm workspaces', ...membersByPatterns(input, read.patterns, 'any-order', path) };
};

function readPatterns(
  path: RepoPath,
  text: string,
): { readonly patterns: readonly WrittenPattern[]; readonly problem?: Problem } {
  // Aliases are not expanded beyond reason: a few lines of them could otherwise fill the memory.
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    return { patterns: [], problem: broken(path, text, error.pos[0], error.message) };
  }
  const packages: unknown = document.get('packages');
  if (!isSeq(packages)) return { patterns: [] };
  return {
    patterns: packages.items.flatMap(item => {
      if (!isScalar(item) || typeof item.value !== 'string') return [];
      const [start, end] = item.range ?? [0, 0];
      const quoted = /["']/.test(text[start] ?? '') ? 1 : 0;
      return [{ text: item.value, range: () => rangeOf(text, start + quoted, end - start - 2 * quoted) }];
    }),
  };
}

function broken(path: RepoPath, text: string, offset: number, message: string): Problem {
  const deep = message.startsWith('Maximum call stack');
  const [said = message] = deep ? ['it is nested too deep to be read'] : message.split(/ at line | in /);
  return {
    code: 'broken-yaml',
    severity: 'error',
    message: `This file is not valid YAML: ${said.replace(/[.:]?\s*$/, '')}. Its packages are not known until it is mended.`,
    place: { path, range: rangeOf(text, offset, 1) },
    suggestions: [],
  };
}
