import assert from 'node:assert/strict';
import fc from 'fast-check';
import { liftingNow } from '#core/couches/lifting';
import { modelIf } from '#core/couches/what-if';
import { byText, type RepoPath } from '#core/facts/place';
import { changeLens } from '#core/measures/changes';
import { liftsOf, setAsideOf } from '#core/measures/lifts';
import type { Model, ModuleName, TeamName } from '#core/model/model';
import type { AnnotatedTree, WrittenChange } from '#test/support/annotations';
import { open, review } from '#test/support/check';

const MODULES = ['web', 'app', 'api', 'hub', 'lib', 'old'];
const TEAMS = ['A', 'B', 'C'];

interface Said {
  /** The owner of each module in the wiring file; none leaves it to CODEOWNERS. */
  readonly owners: readonly (string | undefined)[];
  /** Folders whose files another module takes. */
  readonly taken: readonly number[];
  readonly rules: readonly (readonly [number, string])[];
  readonly members: boolean;
}

function wiring({ owners, taken, members }: Said): string {
  return [
    ...MODULES.map((name, index) => {
      const paths = [
        `${name}/**`,
        ...taken.flatMap((from, to) => (to === index && from !== index ? [`${MODULES[from]}/part/**`] : [])),
      ];
      const owner = owners[index];
      return [
        `module ${name} {`,
        ...paths.map(path => `  path "${path}"`),
        ...(owner ? [`  owner ${owner}`] : []),
        '}',
      ].join('\n');
    }),
    ...TEAMS.map(name => `team ${name} { handle "@x/${name}" }`),
    ...(members ? ['team D { members { "ana@x.example" } }'] : []),
    '',
  ].join('\n');
}

function codeowners({ rules }: Said): string {
  return ['* @x/A', ...rules.map(([module, owner]) => `/${MODULES[module]}/ ${owner}`), ''].join('\n');
}

const moduleNumber = fc.nat(MODULES.length - 1);
const owner = fc.option(fc.constantFrom(...TEAMS), { nil: undefined });
const rule = fc.tuple(moduleNumber, fc.constantFrom('@x/A', '@x/B', '@x/new', '@ana @bo', '@ana', ''));

const said = fc.record<Said>({
  owners: fc.array(owner, { minLength: MODULES.length, maxLength: MODULES.length }),
  taken: fc.array(moduleNumber, { maxLength: 2 }),
  rules: fc.array(rule, { maxLength: 4 }),
  members: fc.boolean(),
});

/** One thing at a time, as people edit: most of the history is then read as before. */
const edit = fc.oneof(
  fc.tuple(moduleNumber, owner).map(
    ([index, team]) =>
      (before: Said): Said => ({
        ...before,
        owners: before.owners.map((old, i) => (i === index ? team : old)),
      }),
  ),
  fc.tuple(moduleNumber, moduleNumber).map(
    ([index, from]) =>
      (before: Said): Said => ({
        ...before,
        taken: MODULES.map((_, i) => (i === index ? from : (before.taken[i] ?? i))),
      }),
  ),
  rule.map(
    added =>
      (before: Said): Said => ({ ...before, rules: [...before.rules, added] }),
  ),
  fc.constant((before: Said): Said => ({ ...before, rules: before.rules.slice(1) })),
  fc.constant((before: Said): Said => ({ ...before, members: !before.members })),
);

const changes: readonly WrittenChange[] = Array.from({ length: 60 }, (_, i) => ({
  date: new Date(Date.UTC(2026, 0, 1) + i * 86_400_000).toISOString().slice(0, 10),
  subject: i % 9 === 0 ? `Upgrade dependencies ${i}` : `Change ${i}`,
  authors: ['ana@x.example'],
  paths:
    i % 9 === 0
      ? MODULES.map(name => `${name}/part/0.ts`)
      : [i, i * 7].flatMap(n => {
          const name = MODULES[n % MODULES.length] ?? '';
          return i % 2 === 0 ? [`${name}/a.ts`] : [`${name}/part/${i % 3}.ts`];
        }),
}));

function tree(first: Said): AnnotatedTree {
  const files: Record<string, string> = {
    'architecture.wiring': wiring(first),
    CODEOWNERS: codeowners(first),
  };
  for (const name of MODULES)
    for (const file of ['a.ts', 'part/0.ts', 'part/1.ts', 'part/2.ts']) files[`${name}/${file}`] = '';
  return { files, expected: [], changes };
}

/** Everything that is read of the history, by the ids of the changes. */
function readings(model: Model) {
  const lens = changeLens(model);
  return {
    lifts: liftsOf(model).map(({ change, modules, files, teams, weight }) => ({
      id: change.id,
      modules,
      files,
      teams,
      weight,
      class: lens.classified(change).class,
    })),
    aside: setAsideOf(model).map(({ change, class: kind, modules }) => ({ id: change.id, kind, modules })),
  };
}

describe('a history read again after an edit', () => {
  it('is what it would be if nothing had been read before', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(said, fc.array(edit, { minLength: 1, maxLength: 6 }), async (first, edits) => {
        const session = open(tree(first));
        readings((await session.snapshot()).model);
        let now = first;
        for (const change of edits) {
          now = change(now);
          session.apply({ kind: 'edited', path: 'architecture.wiring' as RepoPath, text: wiring(now) });
          session.apply({ kind: 'edited', path: 'CODEOWNERS' as RepoPath, text: codeowners(now) });
          const { model } = await session.snapshot();
          assert.deepEqual(readings(model), readings((await review(tree(now))).model));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('keeps what no edit touched, and asks the owners of today about a change that is not committed', async () => {
    const first: Said = { owners: ['A', 'B', 'C', 'A', 'B', 'C'], taken: [], rules: [], members: false };
    const session = open(tree(first));
    const before = (await session.snapshot()).model;
    const old = new Set(liftsOf(before));
    session.apply({
      kind: 'edited',
      path: 'architecture.wiring' as RepoPath,
      text: wiring({ ...first, owners: ['B', 'B', 'C', 'A', 'B', 'C'] }),
    });
    const { model } = await session.snapshot();
    const touched = (path: string) => path.startsWith('web/');
    for (const lift of liftsOf(model)) assert.equal(old.has(lift), !lift.files.some(touched), lift.change.id);
    const { teams } = liftingNow(model, {
      files: [{ path: 'web/a.ts' as RepoPath, status: 'modified', certain: true }],
    });
    assert.deepEqual([...teams].sort(byText), ['B']);
  });

  it('is the same for a model as an edit would make it and for the edit made', async function () {
    this.timeout(60_000);
    const team = fc.constantFrom(...TEAMS) as fc.Arbitrary<TeamName>;
    await fc.assert(
      fc.asyncProperty(said, moduleNumber, moduleNumber, team, async (any, given, from, to) => {
        const first = { ...any, taken: [] };
        const { model } = await open(tree(first)).snapshot();
        const isGiven = (path: RepoPath) => model.moduleOf(path)?.name === MODULES[given];
        const reassigned = modelIf(model, { owners: [{ holds: isGiven, teams: [to] }] });
        const owners = first.owners.map((old, i) => (i === given ? to : old));
        assert.deepEqual(readings(reassigned), readings((await review(tree({ ...first, owners }))).model));

        const isTaken = (path: RepoPath) => given !== from && path.startsWith(`${MODULES[from]}/part/`);
        // One team owns all, for who takes a folder would own it too.
        const known = { ...first, owners: MODULES.map(() => to) };
        const before = (await open(tree(known)).snapshot()).model;
        const name = MODULES[given] as ModuleName;
        const moved = modelIf(before, { modules: [{ holds: isTaken, name }] });
        const taken = MODULES.map((_, i) => (i === given ? from : i));
        assert.deepEqual(readings(moved), readings((await review(tree({ ...known, taken }))).model));
      }),
      { numRuns: 20 },
    );
  });
});
