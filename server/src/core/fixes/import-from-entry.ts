import type { ImportFact } from '../facts/imports.ts';
import { folderOf, type RepoPath } from '../facts/place.ts';
import { type ExportsOf, originOf } from '../model/exports.ts';
import type { Model, Module } from '../model/model.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { isExposed, packageOf } from '../rules/support/interface.ts';
import { importAt } from './import-at.ts';

/**
 * Rewrites the specifier to a public entry of the module, only where that entry really passes on each of the names,
 * from the same declaration. A namespace or side-effect import brings everything, which no entry can promise.
 */
export function importFromEntry(
  finding: Finding,
  place: Finding['place'],
  { model, exportsOf }: FixContext,
): readonly Fix[] {
  const to = finding.subject.toModule === undefined ? undefined : model.module(finding.subject.toModule);
  const fact = importAt(model, place);
  if (!to || fact?.resolution.to !== 'file' || fact.names.length === 0) return [];
  if (fact.kind !== 'static' && fact.kind !== 're-export' && fact.kind !== 'import-type') return [];
  const target = fact.resolution.path;
  const entry = entriesOf(model, to, target, place.path, fact).find(candidate =>
    fact.names.every(({ name }) => passesOn(model, candidate.path, name, target, exportsOf)),
  );
  if (!entry) return [];
  const undeclared = entry.package !== undefined && !dependsOn(model, place.path, entry.package);
  return [
    {
      title: `Import from "${entry.specifier}"`,
      edits: [{ path: place.path, range: fact.range, newText: entry.specifier }],
      preferred: true,
      ...(undeclared
        ? { note: `The package.json of the importing package does not list ${entry.package} yet` }
        : {}),
    },
  ];
}

interface Entry {
  readonly specifier: string;
  readonly path: RepoPath;
  /** Set where the specifier is that of a package. */
  readonly package?: string;
}

/** Entries by package name first, then exposed files by a relative path; the shortest specifier first. */
function entriesOf(
  model: Model,
  to: Module,
  target: RepoPath,
  from: RepoPath,
  fact: ImportFact,
): readonly Entry[] {
  const owner = packageOf(to, target);
  const packages = owner ? [owner, ...to.packages.filter(other => other !== owner)] : to.packages;
  const byPackage = packages.flatMap(known =>
    known.exported
      .filter(({ path }) => isExposed(to, path))
      .map(({ specifier, path }): Entry => ({ specifier, path, package: known.name })),
  );
  const byPath = to.declared?.exposes
    ? to.files
        .filter(path => isExposed(to, path) && model.importsOf(path) !== undefined)
        .map((path): Entry => ({ specifier: relativeSpecifier(from, path, fact.specifier), path }))
    : [];
  const short = (a: Entry, b: Entry) =>
    a.specifier.length - b.specifier.length || (a.specifier < b.specifier ? -1 : 1);
  return [...byPackage.sort(short), ...byPath.sort(short)];
}

function passesOn(
  model: Model,
  entry: RepoPath,
  name: string,
  target: RepoPath,
  exportsOf: ExportsOf | undefined,
): boolean {
  const wanted = originOf(model, target, name, exportsOf);
  const given = originOf(model, entry, name, exportsOf);
  if (!wanted || !given || wanted.path !== given.path || wanted.name !== given.name) return false;
  // `export type { Thing }` passes on the type of a class only.
  return wanted.kind === given.kind;
}

/** `../pay/index.ts` in the manner of the specifier that it replaces: with the same ending, or without one. */
function relativeSpecifier(from: RepoPath, to: RepoPath, manner: string): string {
  const here = folderOf(from).split('/').filter(Boolean);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common += 1;
  const up = here.length - common;
  const path = `${up === 0 ? './' : '../'.repeat(up)}${there.slice(common).join('/')}`;
  const ending = /\.[cm]?[jt]sx?$/.exec(manner)?.[0];
  if (ending === undefined) return path.replace(/\.(d\.)?[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
  if (/js/.test(ending))
    return path.replace(/\.([cm]?)ts(x?)$/, '.$1js$2').replace(/\.jsx$/, ending === '.jsx' ? '.jsx' : '.js');
  return path;
}

function dependsOn(model: Model, from: RepoPath, name: string): boolean {
  const module = model.moduleOf(from);
  const own = module && packageOf(module, from);
  return own === undefined || own.name === name || own.dependencies.includes(name);
}
