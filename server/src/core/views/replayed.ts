import type { Judged } from '../couches/couch.ts';
import { findCouches } from '../couches/find-couches.ts';
import { gainOf, type Replay, replayCouch, replayModels } from '../couches/replay.ts';
import { type DeclaredFacts, NOTHING_DECLARED } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { withoutPlaces } from '../measures/change-ground.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { withCommas } from './words.ts';

/** Two models compared over one history, for `wiring replay`. */
export interface Replayed {
  /** Everything lifted in the window, or why that cannot be told. */
  readonly all: { readonly replay?: Replay; readonly why?: string };
  /**
   * Modules and declared couches that are new, that more or fewer would have had to lift, or whose carries would have worked
   * on more modules or fewer; the greatest difference in independence first, whichever way it goes, then in modules.
   */
  readonly couches: readonly CouchReplay[];
  /** How many others there are. */
  readonly unchanged: number;
  /** New modules and couches that no change can be replayed for, by name. */
  readonly notReplayable: readonly string[];
  /** Changes of the window that other teams would have lifted, be they as many or not. */
  readonly otherTeams: number;
  /** What a replay cannot tell, in sentences. */
  readonly notes: readonly string[];
}

export interface CouchReplay {
  readonly name: string;
  readonly kind?: Judged['couch']['kind'];
  readonly replay: Replay;
}

export function replayed(today: Model, edited: Model): Replayed {
  const nothing = { couches: [], unchanged: 0, notReplayable: [], otherTeams: 0, notes: [] };
  const { history } = today.facts;
  if (history.state === 'absent')
    return { all: { why: `there is no history: ${history.reason}` }, ...nothing };
  if (whichCount(today) !== whichCount(edited))
    return {
      all: {
        why: 'what the two say under "history" (ignore, change … is) decides which files and changes count, and a replay needs the same ones; write the same into both',
      },
      ...nothing,
    };
  const { all, modules: touched, otherTeams } = replayModels(today, edited);
  if (!all) return { all: { why: 'no change of the window lifted a team in either model' }, ...nothing };
  const known = new Set([...today.modules.map(({ name }) => name), ...otherNames(today, edited)]);
  const modules = touched.filter(({ module, replay }) =>
    today.module(module)?.name === module ? differs(replay) : !known.has(module),
  );
  const told = new Set(modules.map(({ module }) => module));
  const declared = declaredCouches(today, edited).map(([couch, of]) => ({
    name: couch.name,
    isNew: of === edited,
    replay: replayCouch(today, edited, couch, of),
  }));
  const couches: CouchReplay[] = modules.map(({ module, replay }) => ({
    name: module,
    kind: 'module',
    replay,
  }));
  let unchanged = today.modules.filter(({ name }) => !told.has(name)).length;
  const notReplayable: string[] = edited.modules
    .filter(({ name }) => !known.has(name) && !told.has(name))
    .map(({ name }) => name);
  for (const { name, isNew, replay } of declared) {
    if (!replay) notReplayable.push(name);
    else if (isNew || differs(replay)) couches.push({ name, kind: 'declared', replay });
    else unchanged += 1;
  }
  const size = ({ replay }: CouchReplay) => Math.abs(gainOf(replay));
  const worked = ({ replay }: CouchReplay) => Math.abs(replay.edited.modules - replay.today.modules);
  couches.sort((a, b) => size(b) - size(a) || worked(b) - worked(a) || byText(a.name, b.name));
  const notes = notesOf(today, edited, all);
  return { all: { replay: all }, couches, unchanged, notReplayable, otherTeams, notes };
}

/**
 * Modules that only got another name, as the edited model has it: a declared module that covers a package is that package.
 * The same carries are not told twice.
 */
function otherNames(today: Model, edited: Model): readonly ModuleName[] {
  const ofToday = today.modules.flatMap(({ name }) => edited.module(name)?.name ?? []);
  const known = edited.modules.map(({ name }) => name).filter(name => today.module(name) !== undefined);
  return [...ofToday, ...known];
}

function historyOf(model: Model): DeclaredFacts['history'] {
  return (factsOf(model.facts.declared) ?? NOTHING_DECLARED).history;
}

/** What decides which files and changes count, as a text. */
function whichCount(model: Model): string {
  const { ignore, classes } = historyOf(model);
  return withoutPlaces([ignore, classes ?? []]);
}

/** Those of the edited model, and those of today that it no longer has, each with the model that has it. */
function declaredCouches(today: Model, edited: Model) {
  const of = (model: Model) => findCouches(model).filter(({ kind }) => kind === 'declared');
  const old = of(today);
  const known = new Set(old.map(({ id }) => id));
  return [
    ...old.map(couch => [couch, today] as const),
    ...of(edited)
      .filter(({ id }) => !known.has(id))
      .map(couch => [couch, edited] as const),
  ];
}

function differs(replay: Replay): boolean {
  return liftsOtherwise(replay) || modulesOnly(replay);
}

/** Whether more teams or fewer would have lifted it. */
export function liftsOtherwise({ today, edited }: Pick<Replay, 'today' | 'edited'>): boolean {
  return today.alone !== edited.alone || today.lifters !== edited.lifters;
}

/** As many teams in more modules or fewer: what a merge gains, and a cut that crosses no team costs. */
export function modulesOnly(replay: Pick<Replay, 'today' | 'edited'>): boolean {
  return replay.today.modules !== replay.edited.modules && !liftsOtherwise(replay);
}

function notesOf(today: Model, edited: Model, all: Replay): readonly string[] {
  return [
    ...otherWindow(historyOf(today).windowMonths, historyOf(edited).windowMonths, all),
    ...exposed(today, edited),
  ];
}

function otherWindow(
  today: number | undefined,
  edited: number | undefined,
  { windowMonths }: Replay,
): readonly string[] {
  return edited === undefined || edited === (today ?? windowMonths)
    ? []
    : [
        `Not counted over the ${withCommas(edited)} months that the other file names, but over those of today; verdicts are told over its own.`,
      ];
}

/** An interface is a counterfactual (DESIGN.md section 5): history knows files, and not who would not have had to come. */
function exposed(today: Model, edited: Model): readonly string[] {
  const exposing = edited.modules
    .filter(({ name, declared }) => declared?.exposes && !today.module(name)?.declared?.exposes)
    .map(({ name }) => name);
  return exposing.length === 0
    ? []
    : [
        `Not replayable: what "exposes" would have saved (${exposing.sort(byText).join(', ')}). History knows files, not which declaration of them a change needed.`,
      ];
}
