import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { ChangeClass } from '../measures/change-class.ts';
import { changeLens } from '../measures/changes.ts';
import type { Model } from '../model/model.ts';

/** A change that touched many modules: what it was taken for and why. */
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
  readonly counted: WideList;
  /** Those of which nothing or fewer modules count, the widest first. */
  readonly setAside: WideList;
  /** From how many modules on a change is wide. */
  readonly from: number;
}

export interface WideList {
  readonly changes: readonly WideChange[];
  /** How many more there are. */
  readonly more: number;
}

/**
 * The changes that decide verdicts (MEASURES.md section 0.3): those over many modules, each with its class and the reason,
 * so that a person can correct it in the wiring file. Releases, bots and changes of noise only are left out: their class is beyond
 * doubt, and they are counted elsewhere.
 */
export function wideChanges(
  model: Model,
  options: { readonly from?: number; readonly most?: number } = {},
): WideChanges {
  const from = options.from ?? 10;
  const most = options.most ?? 8;
  const lens = changeLens(model);
  const found: WideChange[] = [];
  for (const change of factsOf(model.facts.history)?.changes ?? []) {
    // A change of fewer files than that has fewer modules.
    if (change.files.length < from) continue;
    const { class: kind, reason } = lens.classified(change);
    if (kind === 'release' || kind === 'bot' || kind === 'noise-only') continue;
    const modules = new Set<string>();
    const counted = new Set<string>();
    for (const { path, now } of change.files) {
      if (lens.noise(now ?? path) !== undefined) continue;
      const module = model.moduleOf(now ?? path);
      if (module) modules.add(module.name);
    }
    if (modules.size < from) continue;
    if (kind === 'ordinary') {
      for (const { path, now } of lens.work(change)) {
        const module = model.moduleOf(now ?? path);
        if (module) counted.add(module.name);
      }
    }
    const { id, at, subject } = change;
    found.push({ id, at, subject, modules: modules.size, counted: counted.size, class: kind, reason });
  }
  const list = (isCounted: boolean): WideList => {
    const width = (each: WideChange) => (isCounted ? each.counted : each.modules);
    const these = found.filter(({ counted }) => counted >= from === isCounted);
    these.sort((a, b) => width(b) - width(a) || b.at - a.at || byText(a.id, b.id));
    return { changes: these.slice(0, most), more: Math.max(0, these.length - most) };
  };
  return { counted: list(true), setAside: list(false), from };
}
