import { byText } from '../facts/place.ts';
import { couchNumbers } from '../measures/couch-numbers.ts';
import { sharedIn } from '../measures/fewest-teams.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { count } from '../views/words.ts';
import { carriesOf } from './carries.ts';
import type { Judged } from './couch.ts';
import { examplesOf, excludedOf, importsBehind } from './evidence.ts';
import { namedAfter } from './find-couches.ts';
import { fragileBy } from './fragile.ts';
import { type OwnedPieces, piecesOf } from './pieces.ts';
import type { Thresholds } from './thresholds.ts';
import { tooSmall } from './verdicts/too-small.ts';

/** The pieces that are TOO SMALL apart: those that hang together, two by two, are one finding. Sorted by name. */
export function judgePieces(model: Model, thresholds: Thresholds): readonly Judged[] {
  if (model.teams.length < 2) return [];
  const found = piecesOf(model).flatMap(pieces => {
    // Whose the pieces are nobody can tell from the few changes that happened to lift somebody for another reason.
    if (pieces.ownedShare < thresholds.ownersKnownFrom) return [];
    const because = tooSmall(pieces, thresholds);
    return because === undefined ? [] : [{ pieces, because }];
  });
  return clusters(found).map(cluster => judgeCluster(model, cluster, thresholds));
}

interface Found {
  readonly pieces: OwnedPieces;
  readonly because: string;
}

const SMALL: readonly (keyof Thresholds)[] = [
  'oneTeamFrom',
  'togetherFrom',
  'confidenceOneWay',
  'confidenceBothWays',
  'aloneBelow',
  'releasedTogetherFrom',
  'callsFrom',
  'othersBelow',
];

function judgeCluster(model: Model, cluster: readonly Found[], thresholds: Thresholds): Judged {
  const members = membersOf(cluster);
  const couch = namedAfter(model, 'pair', members);
  const carries = carriesOf(model, couch);
  const [strongest] = cluster;
  return {
    couch,
    verdict: 'TOO SMALL',
    because: becauseOf(cluster),
    numbers: couchNumbers(carries, sharedIn(model)),
    // One pair that holds keeps the finding.
    fragile: fragileBy(
      thresholds,
      SMALL,
      moved => (cluster.some(({ pieces }) => tooSmall(pieces, moved) !== undefined) ? 'TOO SMALL' : 'WATCH'),
      'TOO SMALL',
    ),
    examples: examplesOf(carries.lifts),
    imports: importsBehind(model, members),
    excluded: excludedOf(carries),
    ...(strongest ? { pair: [strongest.pieces.test.a, strongest.pieces.test.b] as const } : {}),
  };
}

/** Told pair by pair; of a row of ten pieces nobody reads nine sentences of three lines. */
const MOST_TOLD = 2;

/** One sentence for each of the first pairs, with their names where there are several pairs. */
export function becauseOf(
  cluster: readonly {
    readonly because: string;
    readonly pieces: { readonly test: { readonly a: string; readonly b: string } };
  }[],
): string {
  const [only] = cluster;
  if (only && cluster.length === 1) return only.because;
  const told = cluster
    .slice(0, MOST_TOLD)
    .map(({ because, pieces: { test } }) => `${test.a} and ${test.b}: ${because}`);
  const more = cluster.length - told.length;
  if (more > 0) told.push(`${count(more, 'more pair')} of them likewise`);
  return told.join('. ');
}

/** Pairs that share a piece, the most often shared first. */
function clusters(found: readonly Found[]): readonly (readonly Found[])[] {
  const open = [...found].sort((x, y) => y.pieces.test.shared - x.pieces.test.shared);
  const done: Found[][] = [];
  for (const each of open) {
    const { a, b } = each.pieces.test;
    const touching = done.filter(cluster =>
      cluster.some(({ pieces: { test } }) => [test.a, test.b].some(name => name === a || name === b)),
    );
    const [first, ...others] = touching;
    if (!first) {
      done.push([each]);
      continue;
    }
    for (const other of others) {
      first.push(...other.splice(0));
    }
    first.push(each);
  }
  return done
    .filter(cluster => cluster.length > 0)
    .map(cluster => cluster.sort((x, y) => y.pieces.test.shared - x.pieces.test.shared))
    .sort((x, y) => byText(membersOf(x).join('+'), membersOf(y).join('+')));
}

function membersOf(cluster: readonly Found[]): readonly ModuleName[] {
  const names = new Set<ModuleName>();
  for (const { pieces } of cluster) names.add(pieces.test.a).add(pieces.test.b);
  return [...names].sort(byText);
}
