import { judgeCouches } from '../couches/judge-couches.ts';
import { modelIf } from '../couches/what-if.ts';
import { prepareForEdits } from '../measures/lifts.ts';
import type { Model } from '../model/model.ts';
import { editEffect } from './edit-effect.ts';

/** How often code runs before V8 has seen enough of it. */
const TIMES = 2;

/**
 * Weighs an edit that nobody made: the largest owned module given to another team. What the first true edit would wait for
 * is there then: the indexes of the history, and code that no review runs. In steps, so that the rest can be left once
 * somebody edits: with a history of 15,000 changes the slowest takes 100 ms, all of them a quarter of a second.
 */
export function rehearseEdit(model: Model): readonly (() => void)[] {
  const steps = [() => prepareForEdits(model)];
  const [module] = model.modules
    .filter(({ ownership }) => ownership.teams.length > 0)
    .sort((a, b) => b.files.length - a.files.length);
  if (!module) return steps;
  const others = model.teams.filter(({ name }) => !module.ownership.teams.includes(name)).slice(0, TIMES);
  for (const { name } of others) {
    const edited = modelIf(model, {
      owners: [{ holds: path => model.moduleOf(path) === module, teams: [name] }],
    });
    steps.push(
      () => void judgeCouches(edited),
      () => void editEffect(model, edited),
    );
  }
  return steps;
}
