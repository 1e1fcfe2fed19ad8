import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeCouches } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import type { AnnotatedTree, WrittenChange } from '#test/support/annotations';
import { review } from '#test/support/check';
import { assertKept } from './support/applied.ts';

/** Verdicts that ask for something to be done; of all others nothing may be offered. */
const ASKS: readonly string[] = ['TOO BIG', 'MISWIRED', 'TOO SMALL'];

const TEAMS = ['Ada', 'Bo', 'Cem', 'Dia'] as const;
const MEDIA = ['embedded', 'meeting', 'chat', 'review', 'ticket'] as const;
const DAY = 86_400_000;

/** A kind of work that comes again and again: the same files of some modules, now and then others with them. */
const work = fc.record({
  modules: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
  folder: fc.constantFrom('src', 'src/core', 'src/api'),
  times: fc.integer({ min: 2, max: 16 }),
  days: fc.integer({ min: 3, max: 40 }),
});

/** Nothing in it is made so that a verdict comes out: what comes, comes. */
const repository = fc
  .record({
    owners: fc.array(fc.constantFrom(...TEAMS), { minLength: 5, maxLength: 5 }),
    inCodeowners: fc.boolean(),
    imports: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      maxLength: 5,
      selector: ([from, to]) => `${from} ${to}`,
    }),
    channels: fc.uniqueArray(
      fc.tuple(fc.constantFrom(...TEAMS), fc.constantFrom(...TEAMS), fc.constantFrom(...MEDIA)),
      { maxLength: 3, selector: ([one, other]) => [one, other].sort().join(' ') },
    ),
    works: fc.array(work, { minLength: 2, maxLength: 7 }),
    couch: fc.boolean(),
    /** How often the last two, of one team and tied by an import, change together. */
    pieces: fc.constantFrom(0, 0, 12, 20),
  })
  .map(made);

function made(parts: Parts): AnnotatedTree {
  if (parts.pieces === 0) return build(parts);
  const both = { modules: [3, 4], folder: 'src', times: parts.pieces, days: 9 };
  return build({
    ...parts,
    owners: [...parts.owners.slice(0, 4), parts.owners[3] ?? 'Ada'],
    imports: [...parts.imports, [3, 4]],
    works: [
      ...parts.works.map(each => ({ ...each, modules: each.modules.filter(m => m < 3 || m % 2 === 1) })),
      both,
    ],
  });
}

interface Parts {
  readonly owners: readonly string[];
  readonly inCodeowners: boolean;
  readonly imports: readonly (readonly [number, number])[];
  readonly channels: readonly (readonly [string, string, string])[];
  readonly works: readonly {
    readonly modules: readonly number[];
    readonly folder: string;
    readonly times: number;
    readonly days: number;
  }[];
  readonly couch: boolean;
  readonly pieces: number;
}

function build(parts: Parts): AnnotatedTree {
  const names = parts.owners.map((_, i) => `m${i}`);
  const files: Record<string, string> = { 'package.json': '{ "private": true, "workspaces": ["m*"] }\n' };
  for (const [i, name] of names.entries()) {
    files[`${name}/package.json`] = `{ "name": "${name}", "private": true }\n`;
    const imports = parts.imports
      .filter(
        ([from, to], at, all) =>
          from === i && to !== i && all.findIndex(each => each[0] === from && each[1] === to) === at,
      )
      .map(([, to]) => `import { a as a${to} } from '../../m${to}/src/a';\n`);
    files[`${name}/src/a.ts`] = `${imports.join('')}export const a = 1;\n`;
    for (const folder of ['src/core', 'src/api']) files[`${name}/${folder}/a.ts`] = 'export const a = 1;\n';
  }
  const channels = parts.channels.filter(([one, other]) => one !== other);
  files['architecture.wiring'] = [
    ...TEAMS.map(team => `team ${team} { handle "@x/${team.toLowerCase()}" }`),
    ...(parts.inCodeowners
      ? []
      : names.map((name, i) => `module ${name} { path "${name}/**"  owner ${parts.owners[i]} }`)),
    ...channels.map(([one, other, medium]) => `channel ${one} <-> ${other} by ${medium}`),
    parts.couch ? 'couch some { modules m0, m1, m2 }' : '',
    '',
  ].join('\n');
  if (parts.inCodeowners)
    files.CODEOWNERS = names.map((name, i) => `/${name}/ @x/${parts.owners[i]?.toLowerCase()}\n`).join('');
  const end = Date.parse('2026-05-31T00:00:00Z');
  const works = parts.works.filter(({ modules }) => modules.length > 0);
  const changes: WrittenChange[] = works.flatMap(({ modules, folder, times, days }, kind) =>
    Array.from({ length: times }, (_, i) => ({
      date: new Date(end - (times - 1 - i) * days * DAY).toISOString().slice(0, 10),
      subject: `Work ${kind} ${i}`,
      authors: [],
      paths: modules.map(module => `m${module}/${folder}/a.ts`),
    })),
  );
  return { files, expected: [], changes };
}

describe('a remedy', function () {
  this.timeout(240_000);

  it('gains, keeps its promise when it is applied, and is offered for no couch that is fine or unknown', async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(repository, async tree => {
        const before = await review(tree);
        const context = { ...before, text: before.text };
        for (const judged of judgeCouches(before.model)) {
          const remedies = remediesFor(judged, context);
          if (!ASKS.includes(judged.verdict)) {
            assert.deepEqual(remedies, [], `${judged.couch.id} ${judged.verdict}`);
            continue;
          }
          assert.deepEqual(remediesFor(judged, context), remedies, 'the same again');
          for (const [i, remedy] of remedies.entries()) {
            met.set(remedy.kind, (met.get(remedy.kind) ?? 0) + 1);
            // Bandwidth is not weighed against independence: what wires a miswired couch stands first.
            const last = remedies[i - 1];
            if (last && last.kind !== 'wire')
              assert.ok(remedy.worth <= last.worth, 'the greatest gain first');
            const isUntold = remedy.gain.startsWith('not replayable');
            assert.equal(remedy.worth > 0, !isUntold, remedy.gain);
            assert.ok(remedy.cost.length > 0, remedy.title);
            assert.ok(remedy.edits.length + (remedy.moves?.moves.length ?? 0) > 0, remedy.title);
            const plan = remedy.moves && before.planMoves({ ...remedy.moves, edits: remedy.edits });
            // Only a plan can tell that files cannot move as they are, and then it says why.
            if (plan?.ok === false) assert.match(plan.reasons.join('\n'), /^\S.*\.$/s, remedy.title);
            else await assertKept(tree, before, judged, remedy);
          }
        }
      }),
      { numRuns: Number(process.env.WIRING_RUNS ?? 40), seed: 20_260_821 },
    );
    // A property of nothing would hold as well.
    for (const kind of ['reassign', 'merge', 'wire'])
      assert.ok((met.get(kind) ?? 0) > 0, `${kind} never came up: ${JSON.stringify([...met])}`);
  });
});
