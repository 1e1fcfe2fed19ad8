import { canJudge } from '#core/couches/judge-couch';
import { judgeCouches } from '#core/couches/judge-couches';
import type { Place } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { largerCouches, partLine, teamLine, verdictLine } from '#core/views/verdict-story';
import type { Lens, LensFile, LensGiver } from './lens.ts';

/** Of the larger couches that a module is part of, how many have a lens of their own above it. */
const MOST_LARGER = 2;

/** The verdict above each module and couch that the file declares, and above each team how often it acts alone. */
export const verdictLenses: LensGiver = {
  kind: 'verdicts',
  inManifests: true,
  lenses(file) {
    if (!canJudge(file.snapshot.model)) return [whyNothing(file)].flatMap(lens => lens ?? []);
    return [...couchLenses(file), ...moduleLenses(file), ...teamLenses(file)];
  },
};

function couchLenses({ snapshot, path }: LensFile): readonly Lens[] {
  return judgeCouches(snapshot.model).flatMap(judged => {
    const { couch } = judged;
    if (couch.kind !== 'declared' || couch.at.path !== path) return [];
    return [{ range: couch.at.range, title: verdictLine(snapshot, judged), explains: `couch:${couch.name}` }];
  });
}

function moduleLenses({ snapshot, path }: LensFile): readonly Lens[] {
  const { model } = snapshot;
  const own = new Map(
    judgeCouches(model).flatMap(judged =>
      judged.couch.kind === 'module' ? [[judged.couch.name, judged]] : [],
    ),
  );
  return model.modules.flatMap((module): readonly Lens[] => {
    const { at } = module;
    if (at.path !== path) return [];
    const judged = own.get(module.name);
    const larger = largerCouches(model, module).flatMap(each => {
      const title = partLine(each, module, judged?.verdict);
      return title === undefined ? [] : [{ each, title }];
    });
    return [
      ...(judged ? [{ range: at.range, title: verdictLine(snapshot, judged), explains: module.name }] : []),
      ...larger.slice(0, MOST_LARGER).map(({ each, title }) => ({
        range: at.range,
        title,
        explains: each.couch.kind === 'declared' ? `couch:${each.couch.name}` : each.couch.id,
      })),
    ];
  });
}

function teamLenses({ snapshot, path }: LensFile): readonly Lens[] {
  return snapshot.model.teams.flatMap(team => {
    const at = team.declared?.at;
    const title = at?.path === path ? teamLine(snapshot, team) : undefined;
    return at && title !== undefined ? [{ range: at.range, title, explains: `team:${team.name}` }] : [];
  });
}

/** Where nothing at all can be judged, one lens says why: the same above every module would be noise. */
function whyNothing({ snapshot, path }: LensFile): Lens | undefined {
  const declared = factsOf(snapshot.facts.declared);
  const places: readonly Place[] = [...(declared?.couches ?? []), ...(declared?.modules ?? [])]
    .map(({ at }) => at)
    .filter(at => at.path === path)
    .sort((a, b) => a.range.start.line - b.range.start.line);
  const [first] = places;
  const [judged] = judgeCouches(snapshot.model);
  return first && judged ? { range: first.range, title: `No verdicts · ${judged.because}` } : undefined;
}
