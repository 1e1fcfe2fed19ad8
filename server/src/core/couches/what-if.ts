import type { RepoPath } from '../facts/place.ts';
import type { Model, Module, ModuleName, Ownership, TeamName } from '../model/model.ts';

/** What an edit would change about who owns what, and which module holds what. */
export interface WhatIf {
  /** The first that holds a path decides. */
  readonly owners?: readonly {
    readonly holds: (path: RepoPath) => boolean;
    readonly teams: readonly TeamName[];
  }[];
  /** Files that would be in another module: one that is there, or a new one. */
  readonly modules?: readonly { readonly holds: (path: RepoPath) => boolean; readonly name: ModuleName }[];
}

/**
 * The model as an edit would make it, for replay only: paths have their new owners and modules, all else is shared with
 * the model of today. Building a true model would throw away what is remembered for today's.
 */
export function modelIf(model: Model, { owners = [], modules = [] }: WhatIf): Model {
  const ownerships = new Map<readonly TeamName[], Ownership>();
  const made = new Map<ModuleName, Module>();
  return Object.freeze<Model>({
    ...model,
    hypothetical: {
      of: model,
      differs: path => [...owners, ...modules].some(({ holds }) => holds(path)),
      moves: path => modules.some(({ holds }) => holds(path)),
    },
    ownershipOf: path => {
      const said = owners.find(({ holds }) => holds(path));
      if (!said) return model.ownershipOf(path);
      let ownership = ownerships.get(said.teams);
      if (!ownership) {
        ownership = { mode: 'any', teams: said.teams, because: model.ownershipOf(path).because };
        ownerships.set(said.teams, ownership);
      }
      return ownership;
    },
    moduleOf: path => {
      const moved = modules.find(({ holds }) => holds(path));
      if (!moved) return model.moduleOf(path);
      return model.module(moved.name) ?? made.get(moved.name) ?? newModule(model, path, moved.name, made);
    },
  });
}

function newModule(
  model: Model,
  path: RepoPath,
  name: ModuleName,
  made: Map<ModuleName, Module>,
): Module | undefined {
  const old = model.moduleOf(path);
  if (!old) return undefined;
  const module: Module = {
    name,
    aliases: [],
    root: old.root,
    packages: [],
    files: old.files,
    get ownership() {
      return old.ownership;
    },
    at: old.at,
  };
  made.set(name, module);
  return module;
}
