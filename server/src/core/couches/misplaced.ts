import { byText, type RepoPath } from '../facts/place.ts';
import { withTests } from '../fixes/move-files.ts';
import type { Model, Module, ModuleName } from '../model/model.ts';
import { onceFor } from '../once-for.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { windowOf } from './carries.ts';
import type { Lift } from './couch.ts';
import { liftIndex } from './lift-index.ts';
import { isBeside } from './pieces.ts';

/** A file that changes together with another module rather than with its own. */
export interface Misplaced {
  readonly path: RepoPath;
  readonly from: Module;
  readonly to: Module;
  /** Changes of the window that touched it, newest first. */
  readonly lifts: readonly Lift[];
  /** How many of these touched the other module, and how many anything else of its own. */
  readonly withOther: number;
  readonly withOwn: number;
  readonly windowMonths: number;
}

/** Fewer changes in common say nothing; below this share it has no second home; a wide change ties nothing to anything. */
const TOGETHER_FROM = 5;
const SHARE_FROM = 0.5;
const OWN_AT_MOST = 0.5;
const WIDE = 5;

/**
 * Files that, in at least half of their changes and in five of them, change with one other module, and at most half as often
 * with anything else of their own. Its tests are no company: they follow a file wherever it goes. Sorted by path.
 */
export const misplacedFiles: (model: Model) => readonly Misplaced[] = onceFor(find);

function find(model: Model): readonly Misplaced[] {
  const index = liftIndex(model);
  const months = windowOf(model);
  const since = (index.now ?? 0) - months * DAYS_A_MONTH * 86_400;
  const recent = index.all.filter(({ change, modules }) => change.at >= since && modules.length < WIDE);
  const touching = new Map<RepoPath, Lift[]>();
  const together = new Map<RepoPath, number>();
  for (const lift of recent) {
    for (const path of lift.files) {
      const known = touching.get(path);
      if (known) known.push(lift);
      else touching.set(path, [lift]);
      if (lift.modules.length > 1) together.set(path, (together.get(path) ?? 0) + 1);
    }
  }
  const found: Misplaced[] = [];
  for (const [path, lifts] of touching) {
    if (
      (together.get(path) ?? 0) < TOGETHER_FROM ||
      model.roleOf(path) !== 'source' ||
      !model.importsOf(path)
    )
      continue;
    const from = model.moduleOf(path);
    if (!from || isBeside(model, from)) continue;
    const best = bestCompany(from, lifts);
    if (!best) continue;
    const [name, withOther] = best;
    const to = model.module(name);
    const own = new Set(withTests(model, path));
    const withOwn = lifts.filter(({ files }) =>
      files.some(each => !own.has(each) && model.moduleOf(each) === from),
    ).length;
    if (!to || isBeside(model, to) || withOther < TOGETHER_FROM) continue;
    if (withOther < SHARE_FROM * lifts.length || withOwn > OWN_AT_MOST * withOther) continue;
    found.push({ path, from, to, lifts, withOther, withOwn, windowMonths: months });
  }
  return found.sort((a, b) => byText(a.path, b.path));
}

function bestCompany(from: Module, lifts: readonly Lift[]): readonly [ModuleName, number] | undefined {
  const counts = new Map<ModuleName, number>();
  for (const { modules } of lifts)
    for (const name of modules) if (name !== from.name) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return best;
}
