import { FILE_START, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { appendClause, appendItem, writeName, writeText } from '../../fixes/wiring-text.ts';
import type { Model, Module } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';

/** Adds declarations at the end of the wiring file of a module, of the usual one, or of a new one. */
export function declare(context: FixContext, clauses: readonly string[], near?: Module): TextEdit {
  const path = wiringFile(context.model, near);
  const source = context.text(path);
  const text = clauses.join('\n');
  if (source === undefined)
    return { path, range: FILE_START, newText: `wiring 1\n\n${text}\n`, create: true };
  return appendClause(path, source, text);
}

/** `module name { … }`, one clause a line. */
export function moduleClause(name: string, clauses: readonly string[]): string {
  return [`module ${writeName(name)} {`, ...clauses.map(clause => `  ${clause}`), '}'].join('\n');
}

export function pathClause(globs: readonly string[]): string {
  return `path ${globs.map(writeText).join(', ')}`;
}

/** Adds a module to what another one declares that it uses; nothing where that may use anything. */
export function alsoUse(context: FixContext, user: Module, name: string): readonly TextEdit[] {
  const uses = user.declared?.uses;
  const source = uses && context.text(uses.at.path);
  if (!uses || source === undefined) return [];
  const { path, range } = uses.at;
  const items = uses.modules.map(ref => ref.at.range);
  return items.length === 0
    ? [{ path, range, newText: `uses ${writeName(name)}` }]
    : appendItem(path, source, range, items, writeName(name));
}

/** Everything below a folder; characters that mean something in globs stand for themselves. */
export function globOf(folder: RepoPath): string {
  const literal = folder.replace(/[\\*?[\]{}]/g, '\\$&');
  return literal === '' ? '**' : `${literal}/**`;
}

/** The file that declares the module, else the usual one. */
function wiringFile(model: Model, module: Module | undefined): RepoPath {
  const files = factsOf(model.facts.declared)?.files ?? [];
  const own = module?.declared?.at.path;
  if (own !== undefined && files.includes(own)) return own;
  const usual = 'architecture.wiring' as RepoPath;
  return files.includes(usual) ? usual : (files[0] ?? usual);
}
