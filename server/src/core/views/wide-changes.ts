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
  /** The widest first, then the newest, then by id. */
  readonly changes: readonly WideChange[];
  /** How many more there are. */
  readonly more: number;
  /** From how many modules on a change is in this list. */
  readonly from: number;
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
  const most = options.most ?? 12;
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
  found.sort((a, b) => b.modules - a.modules || b.at - a.at || (a.id < b.id ? -1 : 1));
  return { changes: found.slice(0, most), more: Math.max(0, found.length - most), from };
}
