import type { DeclaredModule, DeclaredTeam } from '../facts/declared.ts';
import type { Facts } from '../facts/facts.ts';
import type { FileRole } from '../facts/files.ts';
import type { FileImports, ImportFact, Resolution } from '../facts/imports.ts';
import type { PackageFact } from '../facts/modules.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import type { Place, RepoPath } from '../facts/place.ts';

export type ModuleName = string & { readonly __brand: 'ModuleName' };
export type TeamName = string & { readonly __brand: 'TeamName' };

/** Facts joined into one frozen picture. Built by `buildModel(facts)`; asked through its methods, never changed. */
export interface Model {
  readonly facts: Facts;
  /** Its answers are not those of its facts: it is a model as an edit would make it. */
  readonly hypothetical?: {
    /** The model of today. */
    readonly of: Model;
    /** Whether a path may have another owner or module than today. */
    differs(path: RepoPath): boolean;
    /** Whether it may have another module. */
    moves(path: RepoPath): boolean;
  };
  /** Sorted by name. */
  readonly modules: readonly Module[];
  readonly teams: readonly Team[];
  /** By its own name or any alias (a declared module that covers a package answers to both). */
  module(name: string): Module | undefined;
  team(nameOrHandle: string): Team | undefined;
  /** The innermost module that holds the file. */
  moduleOf(path: RepoPath): Module | undefined;
  /** The module that an import leads to, also where its package is known and only the file could not be found. */
  moduleMeant(resolution: Resolution): Module | undefined;
  roleOf(path: RepoPath): FileRole;
  /** Who owns a path that exists, existed or might exist. */
  ownershipOf(path: RepoPath): Ownership;
  importsOf(path: RepoPath): FileImports | undefined;
  /** Module to module, sorted; without imports inside a module. */
  readonly edges: readonly ModuleEdge[];
  edge(from: ModuleName, to: ModuleName): ModuleEdge | undefined;
  /** Files that two declared modules hold; sorted by the modules' names. */
  readonly overlaps: readonly ModuleOverlap[];
  /** The CODEOWNERS rule that wins for a path, whatever a wiring file says about its module. */
  ownerRuleOf(path: RepoPath): OwnerRule | undefined;
  /** The teams behind a CODEOWNERS rule, sorted: handles through declared teams, persons through rosters. */
  teamsOf(rule: OwnerRule): readonly TeamName[];
}

export interface Module {
  readonly name: ModuleName;
  /** Other names it answers to: its package name. */
  readonly aliases: readonly string[];
  /** The folder its relative paths (`exposes`) start from. */
  readonly root: RepoPath;
  readonly declared?: DeclaredModule;
  /** The package it is, where it is exactly one. */
  readonly package?: PackageFact;
  /** Every package it is: a declared path such as `packages/billing-*` may cover several. Sorted by root. */
  readonly packages: readonly PackageFact[];
  /** Sorted. */
  readonly files: readonly RepoPath[];
  /** The owner a person declared, or else who owns most of its files. */
  readonly ownership: Ownership;
  /** Where the module is best pointed at: its declaration, its manifest's name, or its first file. */
  readonly at: Place;
}

/** Files held by two declared modules at once; `modules` sorted, the file itself counts to the one with the deeper path. */
export interface ModuleOverlap {
  readonly modules: readonly [ModuleName, ModuleName];
  /** The path clause of each that matched first, in the order of `modules`. */
  readonly at: readonly [Place, Place];
  /** Sorted. */
  readonly files: readonly RepoPath[];
}

export interface Team {
  readonly name: TeamName;
  readonly declared?: DeclaredTeam;
  readonly handles: readonly string[];
  /** An owner set of persons only: one unnamed team ("owners of /libraries/"). */
  readonly unnamed: boolean;
  /**
   * Of an unnamed team, whoever stands in others too, told by all the unnamed teams that hold them (this one among them,
   * sorted), never by who they are. Who stands in less than somebody else here is left out: that one can do all the same.
   */
  readonly shared: readonly (readonly TeamName[])[];
}

/** `any`: one of the teams satisfies it. `all`: each is needed. No teams: nobody owns it. */
export interface Ownership {
  readonly mode: 'any' | 'all';
  /** Sorted. */
  readonly teams: readonly TeamName[];
  readonly because:
    | { readonly by: 'wiring'; readonly module: ModuleName; readonly at: Place }
    | { readonly by: 'codeowners'; readonly rule: OwnerRule }
    | { readonly by: 'nobody' };
}

export interface ModuleEdge {
  readonly from: ModuleName;
  readonly to: ModuleName;
  /** Sorted by path and position. Test files' imports are kept apart in `inTests`. */
  readonly imports: readonly EdgeImport[];
  readonly inTests: readonly EdgeImport[];
}

export interface EdgeImport {
  readonly file: RepoPath;
  /** The file that is imported; the folder of its package where that file could not be found. */
  readonly target: RepoPath;
  readonly fact: ImportFact;
}
