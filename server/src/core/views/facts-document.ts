import type { Change } from '../facts/history.ts';
import type { ImportFact, Resolution } from '../facts/imports.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { changeLens } from '../measures/changes.ts';
import type { Model, Ownership } from '../model/model.ts';
import { type FactsRuntime, factsRuntime } from './facts-runtime.ts';
import { type SourceReport, sourceReports } from './not-analysed.ts';
import type { Reviewed } from './reviewed.ts';

/** The version of the documents of `facts` and `check --format json`; grows when a field changes its meaning or goes. */
export const DOCUMENT_VERSION = 1;

/**
 * The machine's view of the facts (`wiring facts`, schema/facts.schema.json). Paths are relative to the root with `/`,
 * lines and columns count from one, arrays are sorted, nothing depends on the machine or the clock, and nothing is told
 * of single persons: changes carry teams only, and subjects (which name people's branches) stay out.
 */
export interface FactsDocument {
  readonly format: 'wiring-facts';
  readonly version: number;
  readonly sources: readonly SourceReport[];
  readonly history: { readonly reviewed: string; readonly now: string; readonly branch: string } | null;
  readonly modules: readonly FactsModule[];
  readonly teams: readonly FactsTeam[];
  readonly files: readonly FactsFile[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly imports: readonly FactsImport[];
  readonly changes: readonly FactsChange[];
  /** What runs, and what it calls: declared, and seen in traces. */
  readonly services: FactsRuntime['services'];
  readonly calls: FactsRuntime['calls'];
  readonly traces: FactsRuntime['traces'];
}

export interface FactsOwners {
  readonly mode: 'any' | 'all';
  readonly teams: readonly string[];
  readonly by: 'wiring' | 'codeowners' | 'nobody';
}

export interface FactsModule {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly root: string;
  readonly owners: FactsOwners;
  readonly files: number;
  readonly declared: boolean;
  /** Workspace packages it is, sorted. */
  readonly packages: readonly string[];
  readonly entries: readonly string[];
  readonly uses: readonly string[] | null;
}

export interface FactsTeam {
  readonly name: string;
  readonly handles: readonly string[];
  readonly declared: boolean;
  readonly unnamed: boolean;
}

export interface FactsFile {
  readonly path: string;
  readonly module: string | null;
  readonly owners: readonly string[];
  readonly role: string;
  readonly language: string;
}

export interface FactsImport {
  readonly from: string;
  /** The file it leads to, a package or builtin, or `null`. */
  readonly to: string | null;
  readonly specifier: string;
  readonly kind: string;
  readonly typeOnly: boolean;
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
  /** `file`, `external`, `builtin`, or the reason for which it leads nowhere. */
  readonly resolution: string;
  /** The module that is meant, where only its file could not be found. */
  readonly module?: string;
}

export interface FactsChange {
  readonly id: string;
  /** ISO, UTC. */
  readonly at: string;
  readonly class: string;
  /** Why it has that class, in words. */
  readonly reason: string;
  /** The teams that lifted it. */
  readonly teams: readonly string[];
  readonly files: readonly string[];
}

export function factsDocument(reviewed: Reviewed): FactsDocument {
  const { facts, model } = reviewed;
  const files = factsOf(facts.files);
  const history = factsOf(facts.history);
  const lens = changeLens(model);
  const classOf = (change: Change) => {
    const { class: kind, reason } = lens.classified(change);
    return { class: kind, reason };
  };
  return {
    format: 'wiring-facts',
    version: DOCUMENT_VERSION,
    sources: sourceReports(reviewed),
    history: history
      ? { reviewed: history.reviewed, now: isoTime(history.now), branch: history.branch }
      : null,
    modules: model.modules.map(module => ({
      name: module.name,
      aliases: [...module.aliases].sort(byText),
      root: module.root,
      owners: owners(module.ownership),
      files: module.files.length,
      declared: module.declared !== undefined,
      packages: module.packages
        .filter(({ kind }) => kind === 'package')
        .map(({ name }) => name)
        .sort(byText),
      entries: [...new Set(module.packages.flatMap(({ entries }) => entries))].sort(byText),
      uses: module.declared?.uses?.modules.map(ref => ref.name).sort(byText) ?? null,
    })),
    teams: model.teams.map(({ name, handles, declared, unnamed }) => ({
      name,
      handles: [...handles].sort(byText),
      declared: declared !== undefined,
      unnamed,
    })),
    files: (files?.files ?? []).map(({ path, language }) => ({
      path,
      module: model.moduleOf(path)?.name ?? null,
      owners: model.ownershipOf(path).teams,
      role: model.roleOf(path),
      language,
    })),
    skipped: files?.skipped ?? [],
    imports: (factsOf(facts.imports)?.files ?? []).flatMap(file =>
      [...file.imports].sort(byPosition).map(fact => importEntry(file.path, fact, model)),
    ),
    changes: (history?.changes ?? []).map(change => ({
      id: change.id,
      at: isoTime(change.at),
      ...classOf(change),
      teams: lens.lifters(change),
      files: change.files.map(({ path, now }) => now ?? path).sort(byText),
    })),
    ...factsRuntime(model),
  };
}

function owners({ mode, teams, because }: Ownership): FactsOwners {
  return { mode, teams, by: because.by };
}

function importEntry(from: string, fact: ImportFact, model: Model): FactsImport {
  const meant = fact.resolution.to === 'unresolved' ? model.moduleMeant(fact.resolution) : undefined;
  return {
    from,
    to: target(fact.resolution),
    specifier: fact.specifier,
    kind: fact.kind,
    typeOnly: fact.typeOnly,
    names: fact.names.map(({ name, typeOnly }) => (typeOnly ? `type ${name}` : name)).sort(byText),
    line: fact.range.start.line + 1,
    column: fact.range.start.character + 1,
    resolution: fact.resolution.to === 'unresolved' ? fact.resolution.reason : fact.resolution.to,
    ...(meant ? { module: meant.name } : {}),
  };
}

function target(resolution: Resolution): string | null {
  switch (resolution.to) {
    case 'file':
      return resolution.path;
    case 'external':
    case 'builtin':
      return resolution.name;
    case 'unresolved':
      return null;
  }
}

function byPosition(a: ImportFact, b: ImportFact): number {
  return a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
