import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { coChangeCommunities, hubsOf } from '../measures/communities.ts';
import type { SignificantPairs } from '../measures/significance.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { coChanging } from './co-changing.ts';
import type { Couch } from './couch.ts';
import { runningCouches } from './running.ts';

/**
 * The couches of this model, but for pairs: every module, every declared couch, and every group of modules that history
 * shows to move together (communities over significant co-change). Imports explain a couch; alone they never make one.
 * Then what is one only while it runs: blocking call chains, and services of which one deploys at a time.
 * Modules first, then declared couches, groups, chains, trains; each sorted by name.
 */
export function findCouches(model: Model): readonly Couch[] {
  return [
    ...modulesAsCouches(model),
    ...declaredCouches(model),
    ...groupsAsCouches(model),
    ...runningCouches(model),
  ];
}

function modulesAsCouches(model: Model): readonly Couch[] {
  return model.modules.map(({ name, at }) => ({
    id: `module:${name}`,
    kind: 'module',
    name,
    members: [name],
    at,
  }));
}

function declaredCouches(model: Model): readonly Couch[] {
  return (factsOf(model.facts.declared)?.couches ?? [])
    .flatMap((declared): Couch[] => {
      // A module that nobody knows is an error at its place.
      const members = membersOf(declared.modules.flatMap(ref => model.module(ref.name)?.name ?? []));
      if (members.length === 0) return [];
      const { name, at } = declared;
      return [{ id: `couch:${name}`, kind: 'declared', name, members, declared, at }];
    })
    .sort((a, b) => byText(a.name, b.name));
}

function groupsAsCouches(model: Model): readonly Couch[] {
  const tests = coChanging(model);
  if (!tests) return [];
  const declared = new Set(declaredCouches(model).map(({ members }) => members.join('+')));
  return communitiesOf(model, tests)
    .filter(members => !declared.has(members.join('+')))
    .map((members): Couch => namedAfter(model, 'group', members))
    .sort((a, b) => byText(a.name, b.name));
}

/** Twenty runs of a search are not made again for each keystroke: what they ask about is pairs and hubs. */
function communitiesOf(model: Model, tests: SignificantPairs): readonly (readonly ModuleName[])[] {
  const hubs = hubsOf(model);
  const key = [...hubs].sort(byText).join();
  const known = communities.get(tests);
  if (known?.key === key) return known.found;
  const found = coChangeCommunities(tests.significant, { hubs }).map(({ members }) => members);
  communities.set(tests, { key, found });
  return found;
}

const communities = new WeakMap<
  SignificantPairs,
  { readonly key: string; readonly found: readonly (readonly ModuleName[])[] }
>();

/** A couch without a name of its own is called by its members. */
export function namedAfter(model: Model, kind: 'group' | 'pair', members: readonly ModuleName[]): Couch {
  const [first] = members;
  const at = first === undefined ? undefined : model.module(first)?.at;
  if (!at) throw new Error('A couch has members that the model knows.');
  return { id: `${kind}:${members.join('+')}`, kind, name: members.join(' + '), members, at };
}

function membersOf(names: readonly ModuleName[]): readonly ModuleName[] {
  return [...new Set(names)].sort(byText);
}
