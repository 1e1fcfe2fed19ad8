import { NOTHING_DECLARED } from '../facts/declared.ts';
import type { Change, TouchedFile } from '../facts/history.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { compileGlobs } from '../globs.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import { bySomebody, type ChangeClass, type Classified, classifyChange } from './change-class.ts';
import { changeGround, differsByPathOnly, sameGround, sameRules } from './change-ground.ts';
import { fewestTeams, sharedIn } from './fewest-teams.ts';
import { type LensBase, lensBase, lensBaseOfToday, rememberOrigin } from './lens-base.ts';
import type { Need } from './lifters.ts';
import { isConfigurationFile, type Mechanical, mechanicalPart } from './mechanical.ts';
import { noiseOf } from './noise-files.ts';
import { overrulesOf } from './overrules.ts';
import { type Roster, rosterOf } from './roster.ts';

/** How the changes of one model are read: what is set aside, what a file's change means, who lifts. */
export interface ChangeLens {
  readonly roster: Roster;
  /** Why a change to this file lifts nobody; undefined where it lifts its owners. */
  noise(path: RepoPath): string | undefined;
  classified(change: Change): Classified;
  /** The files that somebody worked on: without noise, and without an edit that was made everywhere. */
  work(change: Change): readonly TouchedFile[];
  /** The teams that a change needs, whatever its class. Sorted. */
  lifters(change: Change): readonly TeamName[];
  meaning(path: RepoPath): Meaning;
  /** The module that holds a path, by name. */
  module(path: RepoPath): ModuleName | undefined;
  /** Whom a change to a path needs. */
  need(path: RepoPath): Need;
  /** The lens that this one differs from in few paths only. */
  readonly base?: LensBase | undefined;
}

/** What a change to a path means. */
export interface Meaning {
  /** Why it lifts nobody. */
  readonly noise: string | undefined;
  readonly need: Need;
  readonly module: ModuleName | undefined;
}

/** The kind of change: ordinary, or why it is set aside. */
export function classify(change: Change, model: Model): ChangeClass {
  return changeLens(model).classified(change).class;
}

/**
 * The smallest set of teams that satisfies every ownership rule the change touched, and its authors' teams where a
 * roster tells (DESIGN.md section 2). Files count under today's path; those of gone files under their own.
 */
export function lifters(change: Change, model: Model): readonly TeamName[] {
  return changeLens(model).lifters(change);
}

/** Made once for models with the same ground; every answer is remembered for as long as it is in use. */
export function changeLens(model: Model): ChangeLens {
  return remembered(lenses, model, () => {
    const { hypothetical } = model;
    if (hypothetical)
      return makeLens(model, lensBaseOfToday(changeLens(hypothetical.of), model, hypothetical));
    const ground = changeGround(model);
    const recent = lensesOf.get(model.facts.files) ?? [];
    const known = recent.find(entry => sameGround(entry.ground, ground));
    if (known) return known.lens;
    const bySets = hasPersons(model);
    const like = recent.find(
      entry =>
        differsByPathOnly(entry.ground, ground) &&
        // Which teams there are, and who speaks for whom, may then hang on any rule.
        (sameRules(entry.ground, ground) || !(bySets || entry.bySets)),
    )?.lens;
    // Always from the first of them, so that no lens holds on to a row of others.
    const base = like && (like.base?.lens ?? like);
    const lens = makeLens(model, base && (lensBase(base, ground, model) ?? base));
    rememberOrigin(lens, ground, model);
    lensesOf.set(model.facts.files, [{ ground, lens, bySets }, ...recent].slice(0, MOST_RECENT));
    return lens;
  });
}

/** Whether persons, by sets in CODEOWNERS or by a roster file, decide about teams. */
function hasPersons(model: Model): boolean {
  return model.teams.some(({ unnamed }) => unnamed) || factsOf(model.facts.declared)?.people !== undefined;
}

const lenses = new WeakMap<Model, ChangeLens>();

/** By the list of files, with which they go. Few, for who takes back an edit: each holds on to a whole model. */
const lensesOf = new WeakMap<
  Model['facts']['files'],
  readonly { readonly ground: readonly unknown[]; readonly lens: ChangeLens; readonly bySets: boolean }[]
>();
const MOST_RECENT = 3;

function remembered<K extends object, V>(
  known: Pick<WeakMap<K, V>, 'get' | 'set'>,
  key: K,
  make: (key: K) => V,
): V {
  const old = known.get(key);
  if (old !== undefined) return old;
  const made = make(key);
  known.set(key, made);
  return made;
}

/** @param from what it differs from in few paths, or a lens that at least knows which files are noise */
function makeLens(model: Model, from?: LensBase | ChangeLens): ChangeLens {
  // Of paths that mean the same in the lens this one is made from, nothing is remembered twice: while one types, that is
  // nearly all of them.
  const base = from && 'lens' in from ? from : undefined;
  const like = from && 'lens' in from ? from.lens : from;
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const roster = rosterOf(
    declared.teams,
    (declared.people ?? []).flatMap(person => {
      const team = model.team(person.team.name)?.name;
      return team === undefined ? [] : [{ ...person, team }];
    }),
  );
  const overruled = overrulesOf(declared.history.classes);
  const ignored = compileGlobs(declared.history.ignore.map(({ glob }) => glob));
  const ignores = declared.history.ignore.length > 0;
  const meanings = new Map<RepoPath, Meaning>();
  // No weak map, though it would do: one of so many keys is looked through at each collection of garbage, which was a
  // twentieth of a cold check. It goes with the lens.
  const readings = new Map<Change, Reading>();
  const shared = sharedIn(model);
  const alone = new Map<Need, readonly TeamName[]>();

  const readingOf = (change: Change) => remembered(readings, change, newReading);

  // A window has tens of thousands of touched files and a tenth as many paths.
  function meaning(path: RepoPath): Meaning {
    if (base?.alike(path)) return base.lens.meaning(path);
    const known = meanings.get(path);
    if (known) return known;
    const noise = like ? like.meaning(path).noise : noiseAt(path);
    const made = {
      noise,
      need: noise === undefined ? model.ownershipOf(path) : NOBODY,
      module: model.moduleOf(path)?.name,
    };
    meanings.set(path, made);
    return made;
  }

  const noiseAt = (path: RepoPath) =>
    noiseOf(path) ??
    (model.roleOf(path) === 'generated' ? 'generated' : undefined) ??
    (ignores && ignored(path) ? 'ignored by the wiring file' : undefined);

  const isWork = (file: TouchedFile) => meaning(file.now ?? file.path).noise === undefined;
  const workOf = (change: Change): readonly TouchedFile[] => {
    const reading = readingOf(change);
    reading.work ??= change.files.every(isWork) ? change.files : change.files.filter(isWork);
    return reading.work;
  };
  const moduleOf = (path: RepoPath) => meaning(path).module;
  const configuration = new Map<RepoPath, boolean>();
  const isConfiguration = (path: RepoPath): boolean => {
    const known = configuration.get(path) ?? isConfigurationFile(path);
    configuration.set(path, known);
    return known;
  };
  const mechanicalOf = (change: Change): Mechanical | undefined => {
    const reading = readingOf(change);
    reading.mechanical ??= mechanicalPart(workOf(change), moduleOf, isConfiguration) ?? 'none';
    return reading.mechanical === 'none' ? undefined : reading.mechanical;
  };
  const context = { workOf, mechanicalOf, moduleOf };

  /** A sweep as a whole keeps its files, and whoever calls a change ordinary means all of it. */
  function work(change: Change): readonly TouchedFile[] {
    if (overruled?.(change)) return workOf(change);
    const left = mechanicalOf(change)?.work ?? [];
    return left.length > 0 ? left : workOf(change);
  }

  /** Where the base sees the same work it is asked: an edit of an owner moves nothing, and classes cost most. */
  function workSeen(change: Change): readonly TouchedFile[] {
    return base?.sameWork(change) ? base.lens.work(change) : work(change);
  }

  function needsOf(change: Change): ReadonlySet<Need> {
    // Files under one rule share one ownership, so that a change of a thousand files has a handful of needs.
    const needs = new Set<Need>();
    for (const file of workSeen(change)) needs.add(meaning(file.now ?? file.path).need);
    // Nobody's files are not made somebody's by who edited them.
    if (!roster.known || [...needs].every(need => need.teams.length === 0)) return needs;
    for (const author of change.authors) {
      const placed = roster.teamsOfAuthor(author, change.at);
      if (placed.length > 0) needs.add({ mode: 'any', teams: placed });
    }
    return needs;
  }

  function classOf(change: Change): Classified {
    const reading = readingOf(change);
    if (!reading.class) {
      const said = overruled?.(change);
      reading.class = said ? bySomebody(said) : classifyChange(change, context);
    }
    return reading.class;
  }

  function teamsOf(change: Change): readonly TeamName[] {
    const reading = readingOf(change);
    reading.teams ??= teamsFor(change, needsOf(change));
    return reading.teams;
  }

  /** Nearly every change has one need, and many have the same. */
  function teamsFor(change: Change, needs: ReadonlySet<Need>): readonly TeamName[] {
    const [only] = needs;
    if (needs.size > 1 || only === undefined) return fewestTeams(needs, shared, filesOwned(change));
    const known = alone.get(only) ?? fewestTeams(needs, shared);
    alone.set(only, known);
    return known;
  }

  /** How many files of a change's work a team owns; counted when it is first asked, which is only where people are shared. */
  function filesOwned(change: Change): (team: TeamName) => number {
    let counts: Map<TeamName, number> | undefined;
    return name => {
      if (!counts) {
        counts = new Map();
        for (const file of workSeen(change))
          for (const team of meaning(file.now ?? file.path).need.teams)
            counts.set(team, (counts.get(team) ?? 0) + 1);
      }
      return counts.get(name) ?? 0;
    };
  }

  // Where the base reads a change alike it is asked, so that this lens remembers only what it alone knows.
  return {
    roster,
    base,
    meaning,
    noise: path => meaning(path).noise,
    module: moduleOf,
    need: path => meaning(path).need,
    work: workSeen,
    classified: change => (base?.sameWork(change) ? base.lens.classified(change) : classOf(change)),
    lifters: change => (base?.same(change) ? base.lens.lifters(change) : teamsOf(change)),
  };
}

/** What is known of a change; the rest is found when somebody asks. */
interface Reading {
  work: readonly TouchedFile[] | undefined;
  mechanical: Mechanical | 'none' | undefined;
  class: Classified | undefined;
  teams: readonly TeamName[] | undefined;
}

function newReading(): Reading {
  return { work: undefined, mechanical: undefined, class: undefined, teams: undefined };
}

const NOBODY: Need = { mode: 'any', teams: [] };
