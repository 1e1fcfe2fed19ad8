import { ownerRuleFor } from '../codeowners.ts';
import { type GlobClause, NOTHING_DECLARED } from '../facts/declared.ts';
import type { MoveRequest } from '../facts/file-move.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { isWithin, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { compileGlob } from '../globs.ts';
import type { Model, Module } from '../model/model.ts';
import { escapePattern } from './add-owner-rule.ts';
import { at, textPositions } from './text-positions.ts';
import { writeText } from './wiring-text.ts';

/** What goes with a move in the files that are Wiring's own to rewrite. */
export interface Followed {
  readonly edits: readonly TextEdit[];
  /** Why it cannot be made, and what to know before it is: whole sentences. */
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}

/**
 * The edits of CODEOWNERS and `.wiring` files that go with a move: a rule or clause that names a moved file names it where
 * it comes to lie, a folder that moves as a whole takes its rule along, and where owners stay, a file that would fall to
 * others by its new place gets a rule of its own.
 */
export function followMoves(
  model: Model,
  request: MoveRequest,
  text: (path: RepoPath) => string | undefined,
): Followed {
  const exposed = exposedAfter(model, request);
  const clauses = clausesOf(model).flatMap(({ glob, at: place }) => {
    const move = request.moves.find(({ from }) => from === literalOf(glob));
    return move ? [{ path: place.path, range: place.range, newText: writeText(escapeGlob(move.to)) }] : [];
  });
  return { ...exposed, edits: [...clauses, ...exposed.edits, ...ownerEdits(model, request, text)] };
}

/** Every clause of the wiring files that may name a file by its path from the root. */
function clausesOf(model: Model): readonly GlobClause[] {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  return [
    ...declared.modules.flatMap(({ paths }) => paths.flatMap(({ include, except }) => [include, ...except])),
    ...declared.history.ignore,
    ...declared.rules.flatMap(({ paths }) => paths),
    ...declared.excludes,
    ...declared.accepts.flatMap(({ on }) =>
      on?.kind === 'path' ? [{ glob: on.ref.name, at: on.ref.at }] : [],
    ),
  ];
}

/** `exposes` tells paths from the module's root, so what is named there can only move below it. */
function exposedAfter(model: Model, { moves }: MoveRequest): Followed {
  const edits: TextEdit[] = [];
  const reasons: string[] = [];
  const notes: string[] = [];
  for (const { from, to } of moves) {
    const module = model.moduleOf(from);
    if (!module?.declared?.exposes) continue;
    const inside = insideOf(module, from);
    const then = insideOf(module, to);
    const clause = module.declared.exposes.globs.find(({ glob }) => matches(glob, inside));
    if (!clause || inside === undefined) continue;
    const { glob, at: place } = clause;
    if (literalOf(glob) !== inside) {
      if (!matches(glob, then))
        notes.push(`${from} is exposed by module ${module.name} ("${glob}") and would be so no longer.`);
    } else if (then === undefined) {
      reasons.push(`Module ${module.name} exposes ${from} by its name, and it would leave the module.`);
    } else {
      edits.push({ path: place.path, range: place.range, newText: writeText(escapeGlob(then)) });
    }
  }
  return { edits, reasons, notes };
}

function insideOf({ root }: Module, path: RepoPath): RepoPath | undefined {
  if (!isWithin(path, root)) return undefined;
  return (root === '' ? path : path.slice(root.length + 1)) as RepoPath;
}

function matches(glob: string, path: RepoPath | undefined): boolean {
  return path !== undefined && compileGlob(glob).matches(path);
}

/** The path that a glob or pattern is when nothing in it is a wildcard. */
function literalOf(pattern: string): string | undefined {
  if (/(?<!\\)[*?[\]{}]/.test(pattern)) return undefined;
  return pattern.replace(/^\.?\//, '').replace(/\\(.)/g, '$1');
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}]/g, '\\$&');
}

function ownerEdits(
  model: Model,
  request: MoveRequest,
  text: (path: RepoPath) => string | undefined,
): readonly TextEdit[] {
  const ownership = factsOf(model.facts.ownership);
  const files = (factsOf(model.facts.files)?.files ?? []).map(({ path }) => path);
  const source = ownership && text(ownership.path);
  if (!ownership || source === undefined || ownership.rules.length === 0) return [];
  const { moves } = request;
  const edits: TextEdit[] = [];
  const rules = ownership.rules.map((rule): OwnerRule => {
    const pattern = patternAfter(rule.pattern, request, files);
    if (pattern === undefined) return rule;
    const { start } = rule.place.range;
    const end = { line: start.line, character: start.character + rule.pattern.length };
    if (textPositions(source).slice({ start, end }) !== rule.pattern) return rule;
    edits.push({ path: ownership.path, range: { start, end }, newText: pattern });
    return { ...rule, pattern };
  });
  if (request.owners === 'follow') return edits;
  const before = ownerRuleFor(ownership.rules);
  const after = ownerRuleFor(rules);
  const added = new Map<OwnerRule | undefined, string[]>();
  for (const { from, to } of moves) {
    const was = before(from);
    const is = after(to);
    if (handlesOf(was) === handlesOf(is)) continue;
    const handles = was?.owners.map(({ handle }) => handle) ?? [];
    const lines = added.get(is) ?? [];
    lines.push([`/${escapePattern(to)}`, ...handles].join(' '));
    added.set(is, lines);
  }
  const lines = textPositions(source);
  for (const [winner, written] of added) {
    // Behind the rule that would win there, or behind the last one where none does.
    const line = winner?.line ?? rules.at(-1)?.line ?? lines.lines - 1;
    edits.push({
      path: ownership.path,
      range: at({ line, character: lines.line(line).length }),
      newText: written.map(each => `${lines.newline}${each}`).join(''),
    });
  }
  return edits;
}

/** A pattern that names a moved file, or a folder all of which moves to one place, as it has to be written afterwards. */
function patternAfter(
  pattern: string,
  { moves }: MoveRequest,
  files: readonly RepoPath[],
): string | undefined {
  const literal = literalOf(pattern);
  // Without a slash but at the end a pattern holds at any depth, and a name is no path.
  if (literal === undefined || !pattern.replace(/\/$/, '').includes('/')) return undefined;
  const lead = pattern.startsWith('/') ? '/' : '';
  const move = moves.find(({ from }) => from === literal);
  if (move) return `${move.to.includes('/') ? lead : '/'}${escapePattern(move.to)}`;
  const folder = literal.replace(/\/$/, '') as RepoPath;
  const within = moves.filter(({ from }) => isWithin(from, folder));
  const [first] = within;
  if (!first) return undefined;
  const rest = first.from.slice(folder.length);
  if (!first.to.endsWith(rest)) return undefined;
  const target = first.to.slice(0, -rest.length);
  if (target === '' || !within.every(({ from, to }) => to === target + from.slice(folder.length)))
    return undefined;
  const moved = new Set(within.map(({ from }) => from));
  // What stays in the folder keeps its rule, and what lies at the new place already must not fall under it.
  const isLeft = (path: RepoPath) =>
    !moved.has(path) && (isWithin(path, folder) || isWithin(path, target as RepoPath));
  if (files.some(isLeft)) return undefined;
  const slash = pattern.endsWith('/') ? '/' : '';
  return `${target.includes('/') || slash !== '' ? lead : '/'}${escapePattern(target)}${slash}`;
}

function handlesOf(rule: OwnerRule | undefined): string {
  return (rule?.owners.map(({ handle }) => handle.toLowerCase()) ?? []).sort().join(' ');
}
