import { byText, type RepoPath } from '../facts/place.ts';
import { mayActFor, sharedIn } from '../measures/fewest-teams.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { PairTest } from '../measures/significance.ts';
import { toldAsOne } from '../measures/stand-ins.ts';
import { generatedFiles } from '../model/import-index.ts';
import type { Model, Module, ModuleName, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { ownedShare } from './carries.ts';
import { coChanging } from './co-changing.ts';
import type { Lift } from './couch.ts';
import { dependenciesOf } from './dependencies.ts';
import { liftIndex } from './lift-index.ts';
import { releasesOf } from './releases.ts';
import type { Pieces } from './verdicts/too-small.ts';

/**
 * Every two modules that may be too small apart, before the thresholds: separate packages or deploy units that change
 * together significantly. Tests, examples and tools follow what they are for, and of a published package nobody sees
 * who depends on it: these are left out.
 */
export function piecesOf(model: Model): readonly OwnedPieces[] {
  const tests = coChanging(model);
  if (!tests) return [];
  const months = tests.windowMonths;
  return tests.significant.flatMap(test => {
    const [a, b] = [model.module(test.a), model.module(test.b)];
    return a && b && mayBeOne(model, a, b) ? [weigh(model, test, a, b, months)] : [];
  });
}

/** With the share of what the changes to both touched of them that has an owner, weighed as for every couch. */
export interface OwnedPieces extends Pieces {
  readonly ownedShare: number;
}

/** The changes to both within the window of the test, newest first. */
export function sharedLifts(model: Model, { a, b }: PairTest, months: number): readonly Lift[] {
  const index = liftIndex(model);
  const since = (index.now ?? 0) - months * DAYS_A_MONTH * 86_400;
  return index.of(a).filter(lift => lift.change.at >= since && lift.modules.includes(b));
}

/** Those of the changes to both that touch nothing which both need: what a common dependency does not explain. */
export function unexplainedBy(
  lifts: readonly Lift[],
  explains: (module: ModuleName) => boolean,
): readonly Lift[] {
  return lifts.filter(({ modules }) => !modules.some(explains));
}

function weigh(model: Model, test: PairTest, a: Module, b: Module, months: number): OwnedPieces {
  const dependencies = dependenciesOf(model);
  const lifts = sharedLifts(model, test, months);
  const needsOfA = dependencies.of(a.name);
  const needsOfB = dependencies.of(b.name);
  const lifted = lifts.filter(({ teams }) => teams.length > 0);
  const shared = sharedIn(model);
  const [team, byTeam] = mostAlone(shared ? toldAsOne(lifted, shared) : lifted);
  const dependents = new Set([...dependencies.dependents(a.name), ...dependencies.dependents(b.name)]);
  dependents.delete(a.name);
  dependents.delete(b.name);
  const others = [...dependents].filter(name => {
    const teams = model.module(name)?.ownership.teams ?? [];
    return teams.length > 0 && team !== undefined && !mayActFor(model, team, teams);
  });
  return {
    test,
    smaller:
      a.files.length < b.files.length ||
      (a.files.length === b.files.length && test.changesOfA <= test.changesOfB)
        ? a.name
        : b.name,
    unexplained: unexplainedBy(
      lifts,
      module => module !== a.name && module !== b.name && needsOfA.has(module) && needsOfB.has(module),
    ).length,
    team,
    byTeam,
    together: lifted.length,
    tied: isTied(model, a, b),
    released: { ...releasesOf(model).together(a.name, b.name), baseRate: releasesOf(model).baseRate },
    calls: dependencies.calls(a.name, b.name),
    dependents: dependents.size,
    others: others.length,
    ownedShare: ownedShare(liftIndex(model), { members: [a.name, b.name] }, lifts),
  };
}

/** One imports the other from code that is no test, or calls it. */
function isTied(model: Model, a: Module, b: Module): boolean {
  if (dependenciesOf(model).calls(a.name, b.name).times > 0) return true;
  return [model.edge(a.name, b.name), model.edge(b.name, a.name)].some(
    edge => edge !== undefined && edge.imports.length > 0,
  );
}

function mostAlone(lifts: readonly Lift[]): readonly [TeamName | undefined, number] {
  const alone = new Map<TeamName, number>();
  for (const { teams } of lifts) {
    const [only] = teams;
    if (only !== undefined && teams.length === 1) alone.set(only, (alone.get(only) ?? 0) + 1);
  }
  const [best] = [...alone].sort((x, y) => y[1] - x[1] || byText(x[0], y[0]));
  return best ?? [undefined, 0];
}

function mayBeOne(model: Model, a: Module, b: Module): boolean {
  if (isBeside(model, a) || isBeside(model, b)) return false;
  if ([...a.packages, ...b.packages].some(({ published }) => published)) return false;
  const separate = [a, b].every(({ packages }) => packages.some(({ kind }) => kind !== 'folder'));
  return separate || areApartAtRunTime(model, a, b);
}

/** Each is run by a service that does not run the other. */
function areApartAtRunTime(model: Model, a: Module, b: Module): boolean {
  const { services } = callGraphOf(model);
  const running = ({ name }: Module) => services.filter(({ modules }) => modules.includes(name));
  const [ofA, ofB] = [running(a), running(b)];
  return ofA.some(service => !ofB.includes(service)) && ofB.some(service => !ofA.includes(service));
}

const BESIDE =
  /(^|[-_./@])(tests?|testing|e2e|specs?|examples?|demos?|samples?|playgrounds?|fixtures?|tools?|tooling|scripts?|benchmarks?|bench|mocks?|storybook|docs?|documentation|website|www)($|[-_./])/i;

/** A module that is there for another one: its tests, an example, a tool, documentation. */
export function isBeside(model: Model, module: Module): boolean {
  if (BESIDE.test(module.root) || BESIDE.test(module.name)) return true;
  const { tests, sources } = rolesIn(model, module);
  // A well-tested module may have as many tests as sources.
  return tests > 2 * sources;
}

interface Roles {
  readonly generated: string;
  readonly tests: number;
  readonly sources: number;
}

/** By the list of a module's files, which outlives every edit that moves no file; headers may say that some are generated. */
function rolesIn(model: Model, { files }: Module): Roles {
  const generated = generatedFiles(model);
  const known = ROLES.get(files);
  if (known?.generated === generated) return known;
  let tests = 0;
  let sources = 0;
  for (const path of files) {
    const role = model.roleOf(path);
    if (role === 'test') tests += 1;
    else if (role === 'source') sources += 1;
  }
  const made = { generated, tests, sources };
  ROLES.set(files, made);
  return made;
}

const ROLES = new WeakMap<readonly RepoPath[], Roles>();
