import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { type ChangeClass, SWEEP_MODULES } from '../measures/change-class.ts';
import { changeLens } from '../measures/changes.ts';
import type { Model } from '../model/model.ts';

/** A change that touched many modules, or was set aside: what it was taken for and why. */
export interface WideChange {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  readonly subject: string;
  /** Modules of everything it touched but noise. */
  readonly modules: number;
  /** Modules that count: none where the change is set aside. */
  readonly counted: number;
  readonly class: ChangeClass;
  readonly reason: string;
}

export interface WideChanges {
  /** Those that count with at least `from` modules: the ones that counted most first, then the newest, then by id. */
  readonly counted: readonly WideChange[];
  /** Those that count with some of their modules, and with fewer than `from`; the widest first. */
  readonly inPart: readonly WideChange[];
  /** All that count with nothing, by class, however few modules they touched. The class with the most changes first. */
  readonly setAside: readonly SetAsideClass[];
  /** From how many modules on a change is wide. */
  readonly from: number;
}

export interface SetAsideClass {
  readonly class: ChangeClass;
  /** The widest first, then the newest, then by id. */
  readonly changes: readonly WideChange[];
}

/**
 * The changes that decide verdicts (MEASURES.md section 0.3): those over many modules and those that are set aside, each with
 * its class and the reason, so that a person can correct it in the wiring file.
 */
export function wideChanges(model: Model, { from = SWEEP_MODULES } = {}): WideChanges {
  const lens = changeLens(model);
  const found: WideChange[] = [];
  for (const change of factsOf(model.facts.history)?.changes ?? []) {
    const { class: kind, reason } = lens.classified(change);
    // A change of fewer files than that has fewer modules.
    if (kind === 'ordinary' && change.files.length < from) continue;
    const modules = new Set<string>();
    const counted = new Set<string>();
    for (const { path, now } of change.files) {
      if (lens.noise(now ?? path) !== undefined) continue;
      const module = model.moduleOf(now ?? path);
      if (module) modules.add(module.name);
    }
    if (kind === 'ordinary') {
      if (modules.size < from) continue;
      for (const { path, now } of lens.work(change)) {
        const module = model.moduleOf(now ?? path);
        if (module) counted.add(module.name);
      }
    }
    const { id, at, subject } = change;
    found.push({ id, at, subject, modules: modules.size, counted: counted.size, class: kind, reason });
  }
  const ordinary = found.filter(each => each.class === 'ordinary');
  const classes = new Map<ChangeClass, WideChange[]>();
  for (const each of widestFirst(found)) {
    if (each.class === 'ordinary') continue;
    const known = classes.get(each.class);
    if (known) known.push(each);
    else classes.set(each.class, [each]);
  }
  return {
    counted: ordinary
      .filter(({ counted }) => counted >= from)
      .sort((a, b) => b.counted - a.counted || byAge(a, b)),
    inPart: widestFirst(ordinary.filter(({ counted }) => counted < from)),
    setAside: [...classes]
      .map(([kind, changes]) => ({ class: kind, changes }))
      .sort((a, b) => b.changes.length - a.changes.length || byText(a.class, b.class)),
    from,
  };
}

export function widestFirst(changes: readonly WideChange[]): WideChange[] {
  return [...changes].sort((a, b) => b.modules - a.modules || byAge(a, b));
}

function byAge(a: WideChange, b: WideChange): number {
  return b.at - a.at || byText(a.id, b.id);
}
