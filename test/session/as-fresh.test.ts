import assert from 'node:assert/strict';
import fc from 'fast-check';
import { driftOf } from '#core/couches/drift';
import { judgeCouches } from '#core/couches/judge-couches';
import type { RepoPath } from '#core/facts/place';
import { editEffect } from '#core/views/edit-effect';
import type { Snapshot } from '#session/snapshot';
import { allTold } from '#test/support/all-told';
import type { AnnotatedTree, WrittenChange } from '#test/support/annotations';
import { open } from '#test/support/check';

const MODULES = ['web', 'app', 'api', 'hub', 'lib'];
const TEAMS = ['A', 'B', 'C', 'D'];

/** What stands in a source file: a few imports, and what moves or silences what is said of them. */
const SOURCES: readonly ((other: string) => string)[] = [
  () => 'export const a = 1;\n',
  other => `import { a } from '../${other}/a';\nexport const b = a;\n`,
  other => `\nimport { a } from '../${other}/a';\nexport const b = a;\n`,
  other => `import type { T } from '../${other}/part/0';\nexport type T = string;\n`,
  other => `import { T } from '../${other}/part/0';\nexport interface T { t: T }\n`,
  other => `import { a } from '../../${other}/gone';\nimport '../${other}/part/1';\n`,
  other => `// wiring-ignore-next-line undeclared-dependency: soon\nimport '../${other}/part/1';\n`,
  other => `// @generated\nimport '../${other}/part/2';\n`,
  other => `import { a } from '${other}';\nexport * from './part/1';\nconst half = 'a`,
];

interface Text {
  /** Lines before everything else, which move all that follows. */
  readonly blank: number;
  readonly sources: Readonly<Record<string, readonly [source: number, other: number]>>;
  /** The same for a source file. */
  readonly lines: Readonly<Record<string, number>>;
  readonly owners: readonly (string | undefined)[];
  readonly uses: readonly (readonly number[] | undefined)[];
  readonly exposes: boolean;
  readonly couch: number;
  readonly channel: string | undefined;
  readonly extra: string;
  readonly taken: number | undefined;
  readonly rules: readonly (readonly [number, string])[];
}

const FILES = MODULES.flatMap(name =>
  ['a.ts', 'part/0.ts', 'part/1.ts', 'part/2.ts'].map(file => `${name}/${file}`),
);

function textsOf(said: Text): ReadonlyMap<string, string> {
  const texts = new Map(
    FILES.map(path => {
      const [source, other] = said.sources[path] ?? [0, 0];
      return [path, '// a line\n'.repeat(said.lines[path] ?? 0) + SOURCES[source]?.(MODULES[other] ?? '')];
    }),
  );
  const modules = MODULES.map((name, at) => {
    const uses = said.uses[at];
    return [
      `module ${name} {`,
      `  path "${name}/**"`,
      ...(said.taken === at ? ['  path "lib/part/**"'] : []),
      ...(said.owners[at] ? [`  owner ${said.owners[at]}`] : []),
      ...(uses ? [`  uses ${uses.length === 0 ? 'nothing' : uses.map(use => MODULES[use]).join(', ')}`] : []),
      ...(said.exposes && name === 'hub' ? ['  exposes "a.ts"'] : []),
      '}',
    ].join('\n');
  });
  texts.set(
    'architecture.wiring',
    [
      ...Array.from({ length: said.blank }, () => '// a line'),
      ...modules,
      ...TEAMS.map(name => `team ${name} { handle "@x/${name}" }`),
      `couch ordering { modules web, app, api  at most ${said.couch} teams }`,
      ...(said.channel ? [`channel A <-> B by ${said.channel}`] : []),
      said.extra,
      '',
    ].join('\n'),
  );
  texts.set(
    'CODEOWNERS',
    [
      ...Array.from({ length: said.blank }, () => '# a line'),
      '* @x/A',
      ...said.rules.map(([module, owner]) => `/${MODULES[module]}/ ${owner}`),
      '',
    ].join('\n'),
  );
  return texts;
}

const module = fc.nat(MODULES.length - 1);
const at = <T>(list: readonly T[], index: number, value: T) =>
  list.map((old, i) => (i === index ? value : old));
type Edit = (before: Text) => Text;

/** One thing at a time, as people type; taking something back is one too. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.nat(2).map(
      (blank): Edit =>
        before => ({ ...before, blank }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...FILES), fc.nat(SOURCES.length - 1), module).map(
      ([path, source, other]): Edit =>
        before => ({ ...before, sources: { ...before.sources, [path]: [source, other] } }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...FILES), fc.nat(2)).map(
      ([path, lines]): Edit =>
        before => ({ ...before, lines: { ...before.lines, [path]: lines } }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(module, fc.constantFrom(...TEAMS, undefined)).map(
      ([index, owner]): Edit =>
        before => ({ ...before, owners: at(before.owners, index, owner) }),
    ),
  },
  fc.tuple(module, fc.option(fc.array(module, { maxLength: 2 }), { nil: undefined })).map(
    ([index, uses]): Edit =>
      before => ({ ...before, uses: at(before.uses, index, uses) }),
  ),
  fc.boolean().map(
    (exposes): Edit =>
      before => ({ ...before, exposes }),
  ),
  fc.integer({ min: 1, max: 3 }).map(
    (couch): Edit =>
      before => ({ ...before, couch }),
  ),
  fc.constantFrom('chat', 'ticket', 'embedded', undefined).map(
    (channel): Edit =>
      before => ({ ...before, channel }),
  ),
  fc
    .constantFrom(
      '',
      'accept couch-too-big because "so be it"',
      'rules { couch-too-big { carries-from 12 } }',
      'rules { couch-too-big { independent-from 90% }  dependency-cycle { tests counted } }',
      'history { window 3 months }',
      'rules { undeclared-dependency off in "web/part/**" }',
      'module half {',
    )
    .map(
      (extra): Edit =>
        before => ({ ...before, extra }),
    ),
  fc.option(module, { nil: undefined }).map(
    (taken): Edit =>
      before => ({ ...before, taken }),
  ),
  fc.tuple(module, fc.constantFrom('@x/A', '@x/B', '@x/new', '@ana @bo', '')).map(
    ([index, owner]): Edit =>
      before => ({ ...before, rules: [...before.rules, [index, owner]] }),
  ),
  fc.constant((before: Text): Text => ({ ...before, rules: before.rules.slice(1) })),
);

const BEGIN: Text = {
  blank: 0,
  sources: Object.fromEntries(FILES.map((path, i) => [path, [i % 5, (i * 3) % MODULES.length]] as const)),
  lines: {},
  owners: ['A', 'B', 'C', 'D', undefined],
  uses: [[1], undefined, [], undefined, undefined],
  exposes: true,
  couch: 2,
  channel: 'ticket',
  extra: '',
  taken: undefined,
  rules: [],
};

const changes: readonly WrittenChange[] = Array.from({ length: 70 }, (_, i) => ({
  date: new Date(Date.UTC(2024, 0, 1) + i * 12 * 86_400_000).toISOString().slice(0, 10),
  subject: i % 11 === 0 ? `Upgrade dependencies ${i}` : `Change ${i}`,
  authors: ['ana@x.example'],
  paths:
    i % 11 === 0
      ? MODULES.map(name => `${name}/part/0.ts`)
      : [i, i * 7, ...(i % 3 === 0 ? [i + 1] : [])].map(n => {
          const name = MODULES[n % MODULES.length] ?? '';
          return i % 2 === 0 ? `${name}/a.ts` : `${name}/part/${i % 3}.ts`;
        }),
}));

const TREE: AnnotatedTree = { files: Object.fromEntries(textsOf(BEGIN)), expected: [], changes };

/** Everything that somebody is told. */
function told({ judgement, problems, independence, model, unsaved }: Snapshot) {
  const drift = driftOf(model);
  return structuredClone({
    judgement,
    problems,
    independence,
    edges: model.edges,
    modules: model.modules.map(({ name, at: place, files, ownership }) => ({
      name,
      place,
      files,
      ownership,
    })),
    couches: judgeCouches(model).map(allTold),
    drift: [drift.repository, drift.couches, drift.tests, drift.embedded],
    ofTeams: model.teams.map(({ name }) => [name, drift.ofTeam(name)]),
    unsaved: unsaved && [
      unsaved.paths,
      unsaved.why,
      unsaved.errors,
      unsaved.saved && editEffect(unsaved.saved, model),
    ],
  });
}

const RUNS = Number(process.env.PROPERTY_RUNS ?? 40);

describe('a session after many edits', () => {
  it('says what a session says that was opened with all of them', async function () {
    this.timeout(RUNS * 3000);
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async edits => {
        const session = open(TREE);
        await session.snapshot();
        let said = BEGIN;
        const held = new Map(Object.entries(TREE.files));
        for (const change of edits) {
          said = change(said);
          for (const [path, text] of textsOf(said)) {
            if (held.get(path) === text) continue;
            held.set(path, text);
            session.apply({ kind: 'edited', path: path as RepoPath, text });
          }
          const snapshot = await session.snapshot();
          const fresh = open(TREE);
          for (const [path, text] of held)
            if (text !== TREE.files[path]) fresh.apply({ kind: 'edited', path: path as RepoPath, text });
          assert.deepEqual(told(snapshot), told(await fresh.snapshot()));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
