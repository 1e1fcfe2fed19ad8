import { NOTHING_DECLARED } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { SetAside } from '../measures/lifts.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import type { Carries, Couch, Lift } from './couch.ts';
import { dependenciesOf } from './dependencies.ts';
import { type LiftIndex, liftIndex } from './lift-index.ts';
import { isBeside } from './pieces.ts';
import { thresholdsOf } from './thresholds.ts';

/** How far a window may be widened (DESIGN.md section 3). */
const MOST_MONTHS = 36;

/**
 * The carries of a couch: of several modules the changes that touched at least two of them, of one module every change
 * to its files. The window is what the wiring file names (12 months by default), widened month by month until it holds
 * as many carries as a verdict needs, or 36 months.
 */
export function carriesOf(
  model: Model,
  couch: Couch,
  enough: number = thresholdsOf(model).carriesFrom,
): Carries {
  const index = liftIndex(model);
  const around = surroundingsOf(model);
  const memory = index.carries(around);
  // A declared couch keeps its name while its members are edited, and the window may be edited too.
  const key = [couch.id, windowOf(model), enough, ...couch.members].join('\n');
  const known = memory.get(key);
  if (known) return known;
  const { base } = index;
  // While an owner is edited most couches are carried as before, and all that was worked out of their carries still holds.
  const before = base?.carriesKnown(around)?.get(key);
  const same =
    before &&
    couch.members.every(name => index.of(name) === base?.of(name) && index.aside(name) === base.aside(name));
  const carries = same ? before : gather(model, couch, index, enough);
  memory.set(key, carries);
  return carries;
}

/** All beside lifts that carries depend on: which modules there are, which are there for others, and which need which. */
function surroundingsOf(model: Model): string {
  const known = SURROUNDINGS.get(model);
  if (known !== undefined) return known;
  const beside = companions(model);
  const names = model.modules.map(({ name }) => (beside.has(name) ? `${name} beside` : name));
  const text = `${names.join('\n')}\n\n${dependenciesOf(model).key}`;
  SURROUNDINGS.set(model, text);
  return text;
}

const SURROUNDINGS = new WeakMap<Model, string>();

function gather(model: Model, couch: Couch, index: LiftIndex, enough: number): Carries {
  const first = windowOf(model);
  const now = index.now ?? 0;
  const since = (months: number) => now - months * SECONDS_A_MONTH;
  const isTooWide = aboutMore(model, couch);
  // A threshold may be moved to a fraction: 8.4 carries are there with the ninth.
  const needed = Math.max(1, Math.ceil(enough));
  let windowMonths = Math.max(first, MOST_MONTHS);
  const lifts: Lift[] = [];
  let lifted = 0;
  let tooWide = 0;
  // From the newest on, and no further than the window: most of a long history lies before it.
  for (const lift of liftsOfMembers(index, couch)) {
    const { at } = lift.change;
    if (at < since(windowMonths)) break;
    if (isTooWide(lift)) {
      tooWide += 1;
      continue;
    }
    lifts.push(lift);
    if (lift.teams.length === 0) continue;
    lifted += 1;
    if (lifted === needed)
      windowMonths = Math.max(first, first + Math.ceil((since(first) - at) / SECONDS_A_MONTH));
  }
  return {
    couch,
    lifts,
    windowMonths,
    setAside: countAside(index, couch, since(windowMonths)),
    tooWide,
    ownedShare: ownedShare(index, couch, lifts),
  };
}

/** Whether asking for so many carries leaves the window, and with it the carries, as they are. */
export function staysAsWide(model: Model, { lifts, windowMonths }: Carries, enough: number): boolean {
  if (windowMonths !== windowOf(model)) return false;
  return lifts.filter(({ teams }) => teams.length > 0).length >= enough;
}

/** In months, before it is widened. */
export function windowOf(model: Model): number {
  return (factsOf(model.facts.declared) ?? NOTHING_DECLARED).history.windowMonths ?? 12;
}

const SECONDS_A_MONTH = DAYS_A_MONTH * 86_400;

/** So many unrelated modules make a change one about the repository; nearly all of at least ten do so in any case. */
const UNRELATED = 5;
const MANY_OUTSIDE = 10;
const NEARLY_ALL = 0.9;

/**
 * Whether a change is about more than this couch: it touches five modules or more that neither need the couch nor are
 * needed by it, or nearly all there are. Tests, examples, documentation and what lies beside all modules come with any
 * feature that goes through the layers, and are not among the five. A migration of forty packages tells something about what they all follow, and
 * nothing about any one of them; and a sweep that no title gives away must not decide a verdict. It counts for couches
 * that it stays within, and it is shown among what was left out.
 */
function aboutMore(model: Model, { members }: Couch): (lift: Lift) => boolean {
  const dependencies = dependenciesOf(model);
  const outside = model.modules.length - members.length;
  const beside = companions(model);
  // Of thirty examples none is more at home in a change to all of them than any other module would be.
  const isCompanion = members.every(name => beside.has(name));
  const related = new Set<ModuleName>(isCompanion ? members : [...members, ...beside]);
  for (const member of members) {
    for (const needed of dependencies.of(member)) related.add(needed);
    for (const user of dependencies.users(member)) related.add(user);
  }
  return ({ modules }) => {
    if (modules.length < UNRELATED) return false;
    let unrelated = 0;
    let others = 0;
    for (const name of modules) {
      if (!related.has(name)) unrelated += 1;
      if (!members.includes(name)) others += 1;
    }
    return unrelated >= UNRELATED || (outside >= MANY_OUTSIDE && others >= outside * NEARLY_ALL);
  };
}

/** Modules that are there for others, and the one that holds what is in no other. */
function companions(model: Model): ReadonlySet<ModuleName> {
  const known = COMPANIONS.get(model.modules);
  if (known) return known;
  const found = new Set(
    model.modules.filter(module => module.root === '' || isBeside(model, module)).map(({ name }) => name),
  );
  COMPANIONS.set(model.modules, found);
  return found;
}

const COMPANIONS = new WeakMap<Model['modules'], ReadonlySet<ModuleName>>();

/** Newest first, of all time. */
export function liftsOfMembers(index: LiftIndex, { members }: Pick<Couch, 'members'>): readonly Lift[] {
  const [only] = members;
  if (only === undefined) return [];
  if (members.length === 1) return index.of(only);
  const counts = new Map<Lift, number>();
  for (const member of members)
    for (const lift of index.of(member)) counts.set(lift, (counts.get(lift) ?? 0) + 1);
  return [...counts]
    .filter(([, touched]) => touched >= 2)
    .map(([lift]) => lift)
    .sort((a, b) => b.change.at - a.change.at || byText(a.change.id, b.change.id));
}

function countAside(index: LiftIndex, { members }: Couch, since: number): Readonly<Record<string, number>> {
  const touched = new Map<SetAside, number>();
  for (const member of members)
    for (const aside of index.aside(member)) {
      if (aside.change.at < since) break;
      touched.set(aside, (touched.get(aside) ?? 0) + 1);
    }
  const needed = Math.min(2, members.length);
  const counts = new Map<string, number>();
  for (const [{ class: kind }, reached] of touched)
    if (reached >= needed) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

/** Each carry counts by its weight, within it each file the same. */
export function ownedShare(
  index: LiftIndex,
  { members }: Pick<Couch, 'members'>,
  lifts: readonly Lift[],
): number {
  let weight = 0;
  let owned = 0;
  for (const lift of lifts) {
    let files = 0;
    let known = 0;
    for (const member of members) {
      const touched = index.touched(lift, member);
      files += touched.files;
      known += touched.owned;
    }
    if (files === 0) continue;
    weight += lift.weight;
    owned += (lift.weight * known) / files;
  }
  return weight === 0 ? 0 : owned / weight;
}
