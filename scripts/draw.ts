/**
 * Draws verdicts and findings at random, to be judged by hand: of each rule and of each verdict one, then of each a second
 * one, and so on, in an order that the seed decides. The same seed on the same repositories draws the same.
 * npx tsx scripts/draw.ts SEED COUNT DIR...
 */
import { basename, resolve } from 'node:path';
import { judgeCouches } from '#core/couches/judge-couches';
import { byText } from '#core/facts/place';
import { seededRandom } from '#core/measures/seeded-random';
import { openRoot } from '../server/src/parts.ts';

const [seed, count, ...folders] = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Give a seed, how many to draw, and folders: npx tsx scripts/draw.ts 1 20 DIR...');
  process.exit(2);
}

interface Drawn {
  /** A rule or a verdict. */
  readonly kind: string;
  readonly id: string;
  readonly says: string;
}

const all: Drawn[] = [];
// A second copy of a repository, with a wiring file, adds what the first does not say.
const known = new Set<string>();
const add = (each: Drawn) => {
  if (!known.has(each.id)) all.push(each);
  known.add(each.id);
};
for (const folder of folders) {
  const root = resolve(folder);
  const { session } = openRoot(root, { git: true, withoutGit: '', cache: true });
  const { model, judgement } = await session.snapshot({});
  const name = basename(root);
  for (const { rule, id, message, place } of judgement.findings)
    add({
      kind: rule,
      id: `${name} ${id}`,
      says: `${place.path}:${place.range.start.line + 1} ${message}`,
    });
  for (const { couch, verdict, because } of judgeCouches(model))
    add({ kind: verdict, id: `${name} ${couch.id}`, says: because });
}

const random = seededRandom(Number(seed));
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map(item => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
const kinds = new Map<string, Drawn[]>();
for (const each of all.sort((a, b) => byText(a.id, b.id)))
  kinds.set(each.kind, [...(kinds.get(each.kind) ?? []), each]);
const counts = [...kinds].map(([kind, { length }]) => `${kind} ${length}`).sort();
const piles = shuffled([...kinds.values()].map(shuffled));
const drawn: Drawn[] = [];
for (let round = 0; drawn.length < Number(count) && piles.some(pile => pile.length > round); round++)
  for (const pile of piles) {
    const next = pile[round];
    if (next && drawn.length < Number(count)) drawn.push(next);
  }
const lines = drawn.map(({ kind, id, says }, i) => `${i + 1}. ${kind}  ${id}\n   ${says}`);
// Whoever reads through a pipe gets all of it before the end.
process.stdout.write(`${[counts.join(', '), ...lines].join('\n\n')}\n`, () => process.exit(0));
