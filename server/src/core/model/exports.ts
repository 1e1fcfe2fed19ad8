import type { FileExports, ImportFact } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import type { EdgeImport, Model } from './model.ts';

/** Where an exported name is declared, followed through re-exports. */
export interface Origin {
  readonly path: RepoPath;
  readonly name: string;
  /** `type`: erased at run time (an interface, an alias, or passed on by `export type`). */
  readonly kind: 'type' | 'value';
}

const memories = new WeakMap<Model, Map<string, Origin | undefined>>();

/** What a file exports; the model knows it only for files from which some import may bring types alone. */
export type ExportsOf = (path: RepoPath) => FileExports | undefined;

/**
 * The origin of the name that a file exports; `undefined` where it cannot be told, which is never taken for an answer.
 * With `exportsOf`, files are asked whose exports the model does not hold.
 */
export function originOf(
  model: Model,
  path: RepoPath,
  name: string,
  exportsOf?: ExportsOf,
): Origin | undefined {
  if (exportsOf) return find({ model, exportsOf, memory: new Map() }, path, name, new Set());
  const memory = memories.get(model) ?? new Map<string, Origin | undefined>();
  if (memory.size === 0) memories.set(model, memory);
  return find({ model, exportsOf: at => model.importsOf(at)?.exports, memory }, path, name, new Set());
}

interface Search {
  readonly model: Model;
  readonly exportsOf: ExportsOf;
  readonly memory: Map<string, Origin | undefined>;
}

function find(search: Search, path: RepoPath, name: string, underway: Set<string>): Origin | undefined {
  const { memory } = search;
  const key = `${path}\0${name}`;
  if (memory.has(key)) return memory.get(key);
  if (underway.has(key)) return undefined;
  underway.add(key);
  const origin = look(search, path, name, underway);
  // An answer found inside a circle of re-exports may be cut short by the circle, so only the outermost is kept.
  if (origin || underway.size === 1) memory.set(key, origin);
  underway.delete(key);
  return origin;
}

function look(search: Search, path: RepoPath, name: string, underway: Set<string>): Origin | undefined {
  const file = search.model.importsOf(path);
  const exports = file && search.exportsOf(path);
  if (!file || !exports) return undefined;
  if (exports.values.includes(name)) return { path, name, kind: 'value' };
  if (exports.types.includes(name)) return { path, name, kind: 'type' };
  for (const through of exports.through) {
    if (through.name !== name) continue;
    const fact = file.imports[through.import];
    if (fact?.resolution.to !== 'file' || through.original === '*') return undefined;
    return passedOn(find(search, fact.resolution.path, through.original, underway), fact);
  }
  // `export *` passes everything on but the default.
  if (name === 'default') return undefined;
  for (const through of exports.through) {
    if (through.name !== '*') continue;
    const fact = file.imports[through.import];
    if (fact?.resolution.to !== 'file') continue;
    const origin = find(search, fact.resolution.path, name, underway);
    if (origin) return passedOn(origin, fact);
  }
  return undefined;
}

function passedOn(origin: Origin | undefined, fact: ImportFact): Origin | undefined {
  return origin && fact.typeOnly ? { ...origin, kind: 'type' } : origin;
}

/**
 * Whether an import written as a value import brings types only, so that the compiler erases it; in JavaScript nothing is.
 * Only where every name could be followed to its declaration; in doubt it is a value import.
 */
export function bringsTypesOnly(model: Model, { file, fact }: EdgeImport): boolean {
  if (/\.[cm]?jsx?$/.test(file)) return false;
  if (fact.typeOnly || fact.kind !== 'static' || fact.names.length === 0) return false;
  if (fact.resolution.to !== 'file') return false;
  const { path } = fact.resolution;
  // Most files export nothing that could be a type alone, and the facts say so by leaving their exports out.
  if (!model.importsOf(path)?.exports) return false;
  return fact.names.every(
    ({ name, typeOnly }) => typeOnly || (name !== '*' && originOf(model, path, name)?.kind === 'type'),
  );
}
