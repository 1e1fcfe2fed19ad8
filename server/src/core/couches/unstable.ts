import type { PairTest } from '../measures/significance.ts';
import type { Model, Module } from '../model/model.ts';
import { coChanging, partnerOf } from './co-changing.ts';
import { dependenciesOf } from './dependencies.ts';
import { areOfDifferentTeams } from './hidden.ts';
import { isBeside, sharedLifts, unexplainedBy } from './pieces.ts';

/** A module whose users of other teams change when it does. */
export interface Unstable {
  readonly module: Module;
  /** The most often changed together first. */
  readonly followers: readonly { readonly module: Module; readonly test: PairTest }[];
}

/**
 * Modules with at least `from` modules of other teams that import them and significantly change with them. Where most
 * of the changes to both touch what both need, that other module is the cause, and the pair does not count here.
 */
export function unstableInterfaces(model: Model, from: number): readonly Unstable[] {
  const tests = coChanging(model);
  if (!tests) return [];
  const dependencies = dependenciesOf(model);
  return model.modules.flatMap(module => {
    const users = dependencies.dependents(module.name);
    if (users.size < from) return [];
    const followers = tests.significant
      .filter(test => test.a === module.name || test.b === module.name)
      .flatMap(test => {
        const user = model.module(partnerOf(test, module.name));
        if (!user || !users.has(user.name) || !areOfDifferentTeams(module, user) || isBeside(model, user))
          return [];
        const shared = sharedLifts(model, test, tests.windowMonths);
        const needs = dependencies.of(user.name);
        const own = dependencies.of(module.name);
        const left = unexplainedBy(shared, name => name !== module.name && needs.has(name) && own.has(name));
        return left.length * 2 > shared.length ? [{ module: user, test }] : [];
      })
      .sort((x, y) => y.test.shared - x.test.shared);
    return followers.length >= from ? [{ module, followers }] : [];
  });
}
