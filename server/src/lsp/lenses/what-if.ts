import { FILE_START, type Place, type RepoPath } from '#core/facts/place';
import { type EditEffect, editEffect } from '#core/views/edit-effect';
import { editedPlace } from '#core/views/edited-places';
import { listed } from '#core/views/words';
import type { Unsaved } from '#session/snapshot';
import type { RootReview } from '../review.ts';
import type { Lens, LensGiver } from './lens.ts';

/**
 * What an unsaved edit would have done, above the rule or declaration that was edited.
 *
 * A text that is half typed is no proposal: the parser mends it by leaving out, and a replay of that shows what nobody
 * wrote. So while an edited file has an error that the saved one has not, nothing new is said. What was said last stays,
 * and says where it ends: a lens that vanished with every word would move all lines below it down and up again.
 */
export const whatIfLenses: LensGiver = {
  kind: 'what-if',
  lenses({ root, path, snapshot }) {
    const { unsaved, model } = snapshot;
    if (!unsaved) lastGood.delete(root);
    if (!unsaved?.paths.includes(path)) return [];
    const { saved, state, why } = unsaved;
    if (why !== undefined)
      return [{ range: FILE_START, title: titled({ text: `not replayable: ${why}` }, unsaved, path) }];
    if (!saved) return [];
    const [error] = unsaved.errors;
    const last = lastGood.get(root);
    if (error) {
      const { place } = error;
      const kept = last?.state === state ? last.lenses.get(path) : undefined;
      const where = `line ${place.range.start.line + 1}${place.path === path ? '' : ` of ${place.path}`}`;
      return kept ? [{ ...kept, title: `${kept.title} (until ${where} can be read)` }] : [];
    }
    const at = editedPlace(saved.facts, model.facts, path);
    const lens = at && lensOf(at, editEffect(saved, model), unsaved, path);
    const lenses = new Map(last?.state === state ? last.lenses : []);
    if (lens) lenses.set(path, lens);
    else lenses.delete(path);
    lastGood.set(root, { state, lenses });
    return lens ? [lens] : [];
  },
};

/** What was said last of an edit without errors, as long as the same state is saved. */
const lastGood = new WeakMap<
  RootReview,
  { readonly state: Unsaved['state']; readonly lenses: ReadonlyMap<RepoPath, Lens> }
>();

function lensOf(at: Place, effect: EditEffect, unsaved: Unsaved, path: RepoPath): Lens {
  const { explains } = effect;
  const title = titled(effect, unsaved, path);
  return { range: at.range, title, ...(explains === undefined ? {} : { explains }) };
}

/** The effect is that of all that is not saved. */
function titled({ text }: EditEffect, { paths }: Unsaved, path: RepoPath): string {
  const others = paths.filter(other => other !== path);
  return `Unsaved edit${others.length > 0 ? `, with that of ${listed(others)}` : ''}: ${text}`;
}
