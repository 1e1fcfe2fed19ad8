import { byText } from '#core/facts/place';
import { isArray, isObject, type Json, type JsonObject } from './json-text.ts';

/**
 * What `exports` or `imports` say about one subpath, as Node's documentation of packages defines it.
 * Not `listed`: the package does not let others have it. `targets` are every file it may stand for, as written:
 * first those the conditions in force choose, in order, then those of other conditions. These matter
 * because a package that is not built has none of its targets, and any of them may lead to the source.
 */
export interface ExportMatch {
  readonly listed: boolean;
  readonly targets: readonly string[];
  /** How many of the targets, from the front, the conditions in force choose. */
  readonly active: number;
  /** The key has a star: it says nothing about whether this one file exists. */
  readonly byPattern: boolean;
}

const NOT_LISTED: ExportMatch = { listed: false, targets: [], active: 0, byPattern: false };

/** @param subpath `.` or `./testing`. */
export function matchExports(exports: Json, subpath: string, conditions: ReadonlySet<string>): ExportMatch {
  return matchMap(exportsMap(exports), subpath, conditions);
}

/** @param specifier with its leading `#`. */
export function matchImports(
  imports: JsonObject,
  specifier: string,
  conditions: ReadonlySet<string>,
): ExportMatch {
  return matchMap(imports, specifier, conditions);
}

/** `exports` as a map from subpath to target: the short forms are spelled out, `./folder/` becomes `./folder/*`. */
export function exportsMap(exports: Json): JsonObject {
  if (!isObject(exports) || !Object.keys(exports).some(key => key.startsWith('.'))) return { '.': exports };
  if (!Object.keys(exports).some(key => key.endsWith('/'))) return exports;
  return Object.fromEntries(
    Object.entries(exports).map(([key, target]) =>
      key.endsWith('/')
        ? [`${key}*`, mapTargets(target, text => (text.endsWith('/') ? `${text}*` : text))]
        : [key, target],
    ),
  );
}

function matchMap(map: JsonObject, subpath: string, conditions: ReadonlySet<string>): ExportMatch {
  const exact = subpath.includes('*') ? undefined : map[subpath];
  if (exact !== undefined) return unfold(exact, conditions);
  const found = bestPattern(Object.keys(map), subpath);
  return found ? chosen(map[found.pattern], found.star, conditions) : NOT_LISTED;
}

function chosen(value: Json | undefined, star: string, conditions: ReadonlySet<string>): ExportMatch {
  const match = unfold(value, conditions);
  if (!match.listed) return match;
  return {
    ...match,
    byPattern: true,
    targets: match.targets.map(target => target.replaceAll('*', () => star)),
  };
}

/** The targets with their stars, remembered: a pattern such as `./lib/*` is asked for thousands of subpaths. */
function unfold(value: Json | undefined, conditions: ReadonlySet<string>): ExportMatch {
  if (typeof value !== 'object' || value === null) return ordered(value, conditions);
  const byConditions = UNFOLDED.get(value) ?? new WeakMap<ReadonlySet<string>, ExportMatch>();
  UNFOLDED.set(value, byConditions);
  const match = byConditions.get(conditions) ?? ordered(value, conditions);
  byConditions.set(conditions, match);
  return match;
}

const UNFOLDED = new WeakMap<object, WeakMap<ReadonlySet<string>, ExportMatch>>();

function ordered(value: Json | undefined, conditions: ReadonlySet<string>): ExportMatch {
  const active = collect(value, conditions);
  const all = collect(value, undefined).targets;
  // `null` takes a subpath away again. With conditions that name nothing for us, it is not there for us either.
  if (active.targets.length === 0 && (active.denied || all.length === 0)) return NOT_LISTED;
  const chosenTargets = new Set(active.targets);
  return {
    listed: true,
    byPattern: false,
    active: chosenTargets.size,
    targets: [...new Set([...chosenTargets, ...all])],
  };
}

/** Without conditions: every branch. */
function collect(value: Json | undefined, conditions: ReadonlySet<string> | undefined): Collected {
  if (typeof value === 'string') return { targets: [value], denied: false };
  if (value === null) return { targets: [], denied: true };
  if (isArray(value)) {
    const parts = value.map(item => collect(item, conditions));
    return {
      targets: parts.flatMap(part => part.targets),
      denied: parts.every(part => part.denied) && parts.length > 0,
    };
  }
  if (!isObject(value)) return { targets: [], denied: false };
  const targets: string[] = [];
  for (const [condition, inner] of Object.entries(value)) {
    if (inner === undefined || (conditions && !isActive(condition, conditions))) continue;
    const part = collect(inner, conditions);
    if (part.denied && targets.length === 0 && conditions) return { targets: [], denied: true };
    targets.push(...part.targets);
  }
  return { targets, denied: false };
}

interface Collected {
  readonly targets: readonly string[];
  readonly denied: boolean;
}

/** `types@>=5.1` is a TypeScript version of `types`; today's TypeScript satisfies lower bounds. */
function isActive(condition: string, conditions: ReadonlySet<string>): boolean {
  if (condition === 'default' || conditions.has(condition)) return true;
  return condition.startsWith('types@>') && conditions.has('types');
}

/** Node's order: the longest text before the star wins, then the longest key. */
export function bestPattern(
  patterns: Iterable<string>,
  subpath: string,
): { readonly pattern: string; readonly star: string } | undefined {
  let best: { pattern: string; star: string; base: number } | undefined;
  for (const pattern of patterns) {
    const at = pattern.indexOf('*');
    if (at < 0 || pattern.indexOf('*', at + 1) >= 0) continue;
    const tail = pattern.length - at - 1;
    if (subpath.length < at + tail + 1) continue;
    if (!subpath.startsWith(pattern.slice(0, at)) || !subpath.endsWith(pattern.slice(at + 1))) continue;
    if (best && (best.base > at || (best.base === at && best.pattern.length >= pattern.length))) continue;
    best = { pattern, star: subpath.slice(at, subpath.length - tail), base: at };
  }
  return best;
}

/** The subpaths an `exports` field names, sorted. Patterns keep their star. */
export function exportedSubpaths(exports: Json): readonly string[] {
  return Object.keys(exportsMap(exports))
    .filter(key => key === '.' || key.startsWith('./'))
    .sort(byText);
}

function mapTargets(value: Json | undefined, change: (target: string) => string): Json | undefined {
  if (typeof value === 'string') return change(value);
  if (isArray(value)) return value.map(item => mapTargets(item, change) ?? null);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTargets(inner, change)]));
  }
  return value;
}
