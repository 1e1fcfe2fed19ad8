import { byText } from '../facts/place.ts';
import type { Model } from '../model/model.ts';
import type { Judged, Verdict } from './couch.ts';
import { findCouches } from './find-couches.ts';
import { judgeCouch } from './judge-couch.ts';
import { judgePieces } from './judge-pieces.ts';
import { thresholdsOf } from './thresholds.ts';

/** Every couch of a model with its verdict, the worst first. Made once for each model. */
export function judgeCouches(model: Model): readonly Judged[] {
  const known = judgements.get(model);
  if (known) return known;
  const thresholds = thresholdsOf(model);
  const pieces = judgePieces(model, thresholds);
  const inPieces = new Set(pieces.map(({ couch }) => couch.members.join('+')));
  const couches = findCouches(model)
    // The same modules by the same name cannot be too small and just right: as pieces they have their verdict.
    .filter(({ kind, members }) => kind !== 'group' || !inPieces.has(members.join('+')))
    .map(couch => judgeCouch(model, couch, thresholds));
  const others = new Set(
    [...couches, ...pieces].flatMap(({ couch }) => (couch.kind === 'chain' ? [] : [couch.members.join('+')])),
  );
  const judged = [
    // A chain that is judged by its history only says nothing of modules that another couch does not say.
    ...couches.filter(
      ({ couch, toldBy }) => couch.kind !== 'chain' || toldBy || !others.has(couch.members.join('+')),
    ),
    ...pieces,
  ].sort(worstFirst);
  judgements.set(model, judged);
  return judged;
}

const judgements = new WeakMap<Model, readonly Judged[]>();

/** The verdict on a module, or on a declared couch or group by its name or id. */
export function verdictOn(model: Model, nameOrId: string): Judged | undefined {
  const judged = judgeCouches(model);
  const module = model.module(nameOrId)?.name;
  return (
    judged.find(({ couch }) => couch.kind === 'declared' && couch.name === nameOrId) ??
    judged.find(({ couch }) => couch.kind === 'module' && couch.name === module) ??
    judged.find(({ couch }) => couch.id === nameOrId || couch.name === nameOrId)
  );
}

const RANK: Readonly<Record<Verdict, number>> = {
  'TOO BIG': 0,
  MISWIRED: 1,
  'TOO SMALL': 2,
  WATCH: 3,
  'JUST RIGHT': 4,
  UNKNOWN: 5,
};

/** By verdict, then by how much is carried among how many, then by name. */
function worstFirst(a: Judged, b: Judged): number {
  return (
    RANK[a.verdict] - RANK[b.verdict] ||
    b.numbers.burden - a.numbers.burden ||
    b.numbers.carries - a.numbers.carries ||
    byText(a.couch.id, b.couch.id)
  );
}
