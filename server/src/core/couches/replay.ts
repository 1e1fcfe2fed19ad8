import { NOTHING_DECLARED } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { type ChangeLens, changeLens } from '../measures/changes.ts';
import { pathsReadOtherwise, readAlike } from '../measures/lens-base.ts';
import { pathsOfChanges } from '../measures/paths-of-changes.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { carriesOf } from './carries.ts';
import type { Couch, Lift } from './couch.ts';
import { liftIndex } from './lift-index.ts';

/** The same changes carried over two models. */
export interface Replay {
  /** How many changes were carried again. */
  readonly carries: number;
  readonly windowMonths: number;
  readonly today: ReplayFigures;
  readonly edited: ReplayFigures;
}

export interface ReplayFigures {
  /** Carries that one team lifts alone. */
  readonly alone: number;
  /** Carries whose files nobody owns: they lift nobody, which is no independence. */
  readonly unowned: number;
  /** The share of these, newer ones counting more, as in every verdict. */
  readonly independence: number;
  /** Plain mean of |T|. */
  readonly lifters: number;
  /** Plain mean of the modules a carry works on. */
  readonly modules: number;
  /** All teams that lifted at least one of them. Sorted. */
  readonly teams: readonly TeamName[];
}

/**
 * One couch carried again over an edited model: the changes are those that lift the couch as `of` knows it (today's
 * model unless the couch exists only in the edited one), so that both sides count the same history.
 */
export function replayCouch(
  today: Model,
  edited: Model,
  couch: Couch,
  of: Model = today,
): Replay | undefined {
  const { lifts, windowMonths } = carriesOf(of, couch);
  return replayLifts(today, edited, lifts, windowMonths, { of });
}

/**
 * Some lifts carried again. Changes that nobody lifts in either model are left out; none left gives undefined.
 * @param how `of` is the model whose lifts they are; `teamsOf` tells who would lift, where not whoever the edited model says
 */
export function replayLifts(
  today: Model,
  edited: Model,
  lifts: readonly Lift[],
  windowMonths: number,
  how: {
    readonly of?: Model;
    readonly teamsOf?: (lift: Lift, model: Model) => readonly TeamName[];
  } = {},
): Replay | undefined {
  const { of, teamsOf } = how;
  const before = figures();
  const after = figures();
  const [old, next] = [changeLens(today), changeLens(edited)];
  // A lift tells its modules as its own model has them.
  const knows = (model: Model, alike: boolean) => of === model || (alike && of !== undefined);
  let carries = 0;
  for (const lift of lifts) {
    const alike = readAlike(old, next, lift.change);
    const lifted = old.lifters(lift.change);
    const would = teamsOf ? teamsOf(lift, edited) : alike ? lifted : next.lifters(lift.change);
    if (lifted.length === 0 && would.length === 0) continue;
    carries += 1;
    const modules = knows(today, alike) ? lift.modules.length : modulesOf(lift, old);
    before.add(lift, lifted, modules);
    if (alike) after.add(lift, would, modules);
    else after.add(lift, would, knows(edited, alike) ? lift.modules.length : modulesOf(lift, next));
  }
  if (carries === 0) return undefined;
  return { carries, windowMonths, today: before.sum(carries), edited: after.sum(carries) };
}

function figures() {
  let alone = 0;
  let unowned = 0;
  let aloneWeight = 0;
  let weight = 0;
  let lifters = 0;
  let modules = 0;
  const teams = new Set<TeamName>();
  return {
    add(lift: Lift, lifted: readonly TeamName[], worked: number) {
      weight += lift.weight;
      lifters += lifted.length;
      modules += worked;
      if (lifted.length === 0) unowned += 1;
      if (lifted.length === 1) {
        alone += 1;
        aloneWeight += lift.weight;
      }
      for (const team of lifted) teams.add(team);
    },
    sum: (carries: number): ReplayFigures => ({
      alone,
      unowned,
      independence: weight === 0 ? 0 : aloneWeight / weight,
      lifters: lifters / carries,
      modules: modules / carries,
      teams: [...teams].sort(byText),
    }),
  };
}

function modulesOf(lift: Lift, lens: ChangeLens): number {
  const names = new Set<string>();
  for (const path of lift.files) {
    const name = lens.module(path);
    if (name !== undefined) names.add(name);
  }
  return names.size;
}

/** Two models over the whole history, and every module whose carries differ. */
export interface ModelReplay {
  /** Everything that the repository lifted in the window; undefined without history. */
  readonly all: Replay | undefined;
  /** Modules that something changes for, the greatest gain in independence first. */
  readonly modules: readonly { readonly module: ModuleName; readonly replay: Replay }[];
  /** Changes of the window that other teams would have lifted, be they as many or not. */
  readonly otherTeams: number;
}

/**
 * Carries the whole history again over an edited model, for `wiring replay` and for the lens above an unsaved edit. The
 * whole is counted in the window that today's wiring file names (12 months by default), each module in its own.
 */
export function replayModels(today: Model, edited: Model): ModelReplay {
  const index = liftIndex(today);
  const names = new Map<ModuleName, Model>();
  for (const { name } of today.modules) names.set(name, today);
  for (const { name } of edited.modules) if (!names.has(name)) names.set(name, edited);
  const months = (factsOf(today.facts.declared) ?? NOTHING_DECLARED).history.windowMonths ?? 12;
  const since = (index.now ?? 0) - months * DAYS_A_MONTH * 86_400;
  const recent = index.all.filter(({ change }) => change.at >= since);
  const all = replayLifts(today, edited, recent, months, { of: today });
  const differing = new Set<Lift>();
  const [old, next] = [changeLens(today), changeLens(edited)];
  for (const lift of index.all) {
    if (readAlike(old, next, lift.change)) continue;
    const before = old.lifters(lift.change);
    const after = next.lifters(lift.change);
    if (before !== after && before.join('\n') !== after.join('\n')) differing.add(lift);
  }
  const moved = modulesWithOtherPaths(today, old, next);
  const modules: { module: ModuleName; replay: Replay }[] = [];
  for (const [module, of] of names) {
    const touched = liftIndex(of).of(module);
    const isNew = of !== today;
    if (!isNew && !moved.has(module) && !touched.some(lift => differing.has(lift))) continue;
    const replay = replayCouch(today, edited, moduleCouch(of, module), of);
    if (replay && (isNew || changes(replay))) modules.push({ module, replay });
  }
  modules.sort((a, b) => gainOf(b.replay) - gainOf(a.replay) || byText(a.module, b.module));
  const nameToday = namesToday(today, edited);
  const isOther = ({ change }: Lift) =>
    next.lifters(change).map(nameToday).sort(byText).join('\n') !== old.lifters(change).join('\n');
  return { all, modules, otherTeams: recent.filter(lift => differing.has(lift) && isOther(lift)).length };
}

/** What a team of the edited model is called today: who is given another name is no other team. */
function namesToday(today: Model, edited: Model): (team: TeamName) => TeamName {
  const renamed = new Map<TeamName, TeamName>();
  for (const { name, handles } of edited.teams) {
    if (today.team(name)?.name === name) continue;
    const before = today.teams.filter(team => team.handles.some(handle => handles.includes(handle)));
    const [only] = before;
    if (only && before.length === 1 && !edited.teams.some(team => team.name === only.name))
      renamed.set(name, only.name);
  }
  return team => renamed.get(team) ?? team;
}

/** Points of independence of action that an edit gains, between -1 and 1. */
export function gainOf({ today, edited }: Replay): number {
  return edited.independence - today.independence;
}

function changes({ today, edited }: Replay): boolean {
  return (
    today.alone !== edited.alone ||
    today.lifters !== edited.lifters ||
    today.modules !== edited.modules ||
    today.teams.join() !== edited.teams.join()
  );
}

/** Modules that hold a path in one of two models only. */
function modulesWithOtherPaths(today: Model, old: ChangeLens, next: ChangeLens): ReadonlySet<ModuleName> {
  const found = new Set<ModuleName>();
  for (const path of pathsReadOtherwise(old, next, pathsOfChanges(today))) {
    const [before, after] = [old.module(path), next.module(path)];
    if (before === after) continue;
    if (before !== undefined) found.add(before);
    if (after !== undefined) found.add(after);
  }
  return found;
}

/** A module as a couch. */
export function moduleCouch(model: Model, name: ModuleName): Couch {
  const module = model.module(name);
  if (!module) throw new Error(`There is no module ${name}.`);
  return { id: `module:${name}`, kind: 'module', name, members: [name], at: module.at };
}
