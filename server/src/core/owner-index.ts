import type { RepoPath } from './facts/place.ts';
import { type OwnerPattern, readOwnerPattern, restWithReach } from './owner-patterns.ts';
import { matchesSegment, matchesSegments, type SegmentPattern } from './path-patterns.ts';

/** Below every rule's number. */
export const NO_RULE = -1;

/** Rules are numbered by their position in the file. */
export interface RuleIndex {
  /** The last rule that matches, or `NO_RULE`. */
  last(path: RepoPath): number;
  /** Every rule that matches, the last first. */
  all(path: RepoPath): readonly number[];
}

/**
 * Real files have hundreds of rules and thousands of paths, and most rules name a folder. So rules are kept where their
 * path starts: a tree of folder names for anchored ones, a table of names for those that may match at any depth.
 * What holds for a folder is worked out once and holds for all its files; only patterns with wildcards further on
 * are matched file by file, and only where their prefix lies on the way.
 */
export function createRuleIndex(patterns: readonly string[]): RuleIndex {
  const { root, names } = sortIn(patterns);
  const folders = new Map<string, FolderState>();

  function folderState(folder: string): FolderState {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const made = folder === '' ? stateOf(root, undefined, []) : enter(folder);
    folders.set(folder, made);
    return made;
  }

  function enter(folder: string): FolderState {
    const slash = folder.lastIndexOf('/');
    const parent = folderState(slash < 0 ? '' : folder.slice(0, slash));
    const name = folder.slice(slash + 1);
    return stateOf(parent.node?.children.get(name), parent, names.of(name).asFolder);
  }

  return {
    last(path) {
      const slash = path.lastIndexOf('/');
      const state = folderState(slash < 0 ? '' : path.slice(0, slash));
      const name = path.slice(slash + 1);
      let best = Math.max(first(state.rules), first(names.of(name).asFile));
      const child = state.node?.children.get(name);
      if (child !== undefined) best = Math.max(best, first(child.itself));
      let segments: readonly string[] | undefined;
      for (const wild of state.wilds) {
        if (wild.rule <= best) break;
        segments ??= path.split('/');
        if (matchesSegments(wild.rest, segments, wild.depth)) return wild.rule;
      }
      return best;
    },
    all(path) {
      const slash = path.lastIndexOf('/');
      const state = folderState(slash < 0 ? '' : path.slice(0, slash));
      const name = path.slice(slash + 1);
      const child = state.node?.children.get(name);
      const { asFile } = names.of(name);
      // Nearly always nothing is said of the file that is not said of its folder.
      if (asFile.length === 0 && child === undefined && state.wilds.length === 0) return state.rules;
      const found = new Set([...state.rules, ...asFile, ...(child?.itself ?? [])]);
      const segments = path.split('/');
      for (const wild of state.wilds) {
        if (matchesSegments(wild.rest, segments, wild.depth)) found.add(wild.rule);
      }
      return [...found].sort(descending);
    },
  };
}

/** A folder in the tree of anchored rules. Lists of rules have the last one first. */
interface Node {
  readonly children: Map<string, Node>;
  /** Match this path and what lies below. */
  readonly itself: number[];
  /** Match only what lies below. */
  readonly below: number[];
  readonly wilds: Wild[];
}

/** A rule with wildcards: `rest` must match the path behind its first `depth` segments. */
interface Wild {
  readonly rule: number;
  readonly depth: number;
  readonly rest: readonly SegmentPattern[];
}

/** What holds for everything in a folder. */
interface FolderState {
  /** The folder in the tree, while there are anchored rules for it or below it. */
  readonly node: Node | undefined;
  /** Rules that match whatever lies in the folder, the last first. */
  readonly rules: readonly number[];
  /** Rules that may match what lies in it, the last first. */
  readonly wilds: readonly Wild[];
}

function stateOf(
  node: Node | undefined,
  parent: FolderState | undefined,
  named: readonly number[],
): FolderState {
  const inherited = parent ?? { rules: [], wilds: [] };
  const own = [...named, ...(node?.itself ?? []), ...(node?.below ?? [])];
  return {
    node,
    rules: own.length === 0 ? inherited.rules : [...new Set([...inherited.rules, ...own])].sort(descending),
    wilds:
      node === undefined || node.wilds.length === 0
        ? inherited.wilds
        : [...inherited.wilds, ...node.wilds].sort((a, b) => b.rule - a.rule),
  };
}

function sortIn(patterns: readonly string[]): { readonly root: Node; readonly names: NameTable } {
  const root = emptyNode();
  const anyDepth: NameRule[] = [];
  // From last to first, so that every list comes out in that order.
  for (let rule = patterns.length - 1; rule >= 0; rule--) {
    const pattern = readOwnerPattern(patterns[rule] ?? '');
    if (typeof pattern === 'string') continue;
    const name = nameAtAnyDepth(pattern);
    if (name !== undefined) anyDepth.push({ rule, name, asFile: pattern.reach !== 'below' });
    else place(root, pattern, rule);
  }
  return { root, names: nameTable(anyDepth) };
}

function place(root: Node, pattern: OwnerPattern, rule: number): void {
  let node = root;
  for (const name of pattern.prefix) {
    let child = node.children.get(name);
    if (child === undefined) {
      child = emptyNode();
      node.children.set(name, child);
    }
    node = child;
  }
  if (pattern.rest.length > 0)
    node.wilds.push({ rule, depth: pattern.prefix.length, rest: restWithReach(pattern) });
  else (pattern.reach === 'below' ? node.below : node.itself).push(rule);
}

function emptyNode(): Node {
  return { children: new Map(), itself: [], below: [], wilds: [] };
}

/** `*.ts`, `apps/` and such: one name, at any depth, and what lies below it. */
function nameAtAnyDepth({ prefix, rest, reach }: OwnerPattern): SegmentPattern | undefined {
  const [across, name] = rest;
  const fits = prefix.length === 0 && rest.length === 2 && across?.kind === 'across' && reach !== 'itself';
  return fits && name?.kind !== 'across' ? name : undefined;
}

interface NameRule {
  readonly rule: number;
  readonly name: SegmentPattern;
  /** Whether it matches a file of that name, not only what lies in a folder of that name. */
  readonly asFile: boolean;
}

interface NameTable {
  /** Rules that match when a file, or a folder on the way, has this name; the last first. */
  of(name: string): { readonly asFile: readonly number[]; readonly asFolder: readonly number[] };
}

/** Names repeat (`src`, `index.ts`), so each is worked out once; wildcards are tried only where their ending fits. */
function nameTable(rules: readonly NameRule[]): NameTable {
  const byText = new Map<string, NameRule[]>();
  const byEnding = new Map<string, NameRule[]>();
  for (const rule of rules) {
    if (rule.name.kind === 'text') append(byText, rule.name.text, rule);
    else append(byEnding, endingOf(rule.name), rule);
  }
  const known = new Map<string, ReturnType<NameTable['of']>>();
  return {
    of(name) {
      if (byEnding.size === 0 && !byText.has(name)) return NO_NAMES;
      const before = known.get(name);
      if (before !== undefined) return before;
      const extension = extensionOf(name);
      const unsure = byEnding.get('') ?? [];
      const wild = extension === '' ? unsure : [...(byEnding.get(extension) ?? []), ...unsure];
      const matching = [
        ...(byText.get(name) ?? []),
        ...wild.filter(rule => matchesSegment(rule.name, name)),
      ].sort((a, b) => b.rule - a.rule);
      const found =
        matching.length === 0
          ? NO_NAMES
          : {
              asFolder: matching.map(({ rule }) => rule),
              asFile: matching.filter(rule => rule.asFile).map(({ rule }) => rule),
            };
      known.set(name, found);
      return found;
    },
  };
}

const NO_NAMES = { asFile: [], asFolder: [] };

/** The extension that a name must have to match, or `''` when none can be told. */
function endingOf(name: SegmentPattern): string {
  if (name.kind !== 'wild') return '';
  let tail = '';
  for (let i = name.tokens.length - 1; i >= 0; i--) {
    const token = name.tokens[i];
    if (token?.kind !== 'char') break;
    tail = token.char + tail;
  }
  return extensionOf(tail);
}

/** With its dot; `''` for a name without one. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function first(rules: readonly number[]): number {
  return rules[0] ?? NO_RULE;
}

function descending(a: number, b: number): number {
  return b - a;
}
