import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repoPath } from '#core/facts/place';
import { explain } from '#core/views/explain';
import { moveSections } from '#core/views/move-story';
import { type AnnotatedTree, readTree } from '#test/support/annotations';
import { review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { again } from './cases/history.ts';
import { hub } from './cases/hub.ts';
import { twoSides } from './cases/two-sides.ts';
import { assertAcceptable, assertKept, offered } from './support/applied.ts';

const TABLE: readonly (readonly [string, AnnotatedTree, readonly string[]])[] = [
  ['amazon-ordering', exampleTree('amazon-ordering'), ['interface']],
  ['prime-video', exampleTree('prime-video'), ['merge']],
  ['dev-ops-tickets', exampleTree('dev-ops-tickets'), ['wire']],
  ['battery-brakes', exampleTree('battery-brakes'), ['wire']],
  ['airbnb-pendulum', exampleTree('airbnb-pendulum'), []],
  ['adidas-platform', exampleTree('adidas-platform/sick'), []],
  ['hub, owned by the wiring file', hub('wiring'), ['split', 'reassign']],
  ['hub, owned by CODEOWNERS', hub('codeowners'), ['split', 'reassign']],
  ['a couch of two sides, owned by the wiring file', twoSides('wiring'), ['split']],
  ['a couch of two sides, owned by CODEOWNERS', twoSides('codeowners'), ['split']],
];

describe('remedies keep what they promise', function () {
  this.timeout(60_000);
  for (const [name, tree, kinds] of TABLE) {
    it(`in ${name}`, async () => {
      const before = await review(tree);
      const remedies = offered(before);
      for (const kind of kinds)
        assert.ok(
          remedies.some(({ remedy }) => remedy.kind === kind),
          `no ${kind} among ${remedies.map(({ remedy }) => remedy.kind)}`,
        );
      for (const { judged, remedy } of remedies) await assertKept(tree, before, judged, remedy);
    });
  }

  it('and of two handovers that are as good the smaller piece changes hands, in whatever order the couch names them', async () => {
    const wiring = (modules: string) => `
//- /architecture.wiring
team Cart
team Pay
team Ship
team Ui
module cart { path "cart/**"  owner Cart }
module pay { path "pay/**"  owner Pay }
module ship { path "ship/**"  owner Ship }
module ui { path "ui/**"  owner Ui }
couch ordering {
  modules ${modules}
  at most 2 teams
}
//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- /ship/a.ts
export const a = 1;
//- /ui/a.ts
export const a = 1;
//- git
change 2025-10-01 every 20 days 6 times "Order": cart/a.ts, pay/a.ts
change 2025-10-11 every 40 days 3 times "Ship": cart/a.ts, pay/a.ts, ship/a.ts
change 2025-10-12 every 40 days 3 times "Show": cart/a.ts, pay/a.ts, ship/a.ts, ui/a.ts
change 2025-10-02 every 4 days 50 times "Cart": cart/a.ts
`;
    for (const order of ['cart, pay', 'pay, cart']) {
      const remedies = offered(await review(readTree(wiring(order))));
      const given = remedies.find(
        ({ judged, remedy }) => judged.couch.name === 'ordering' && remedy.kind === 'reassign',
      );
      assert.equal(given?.remedy.title, 'Give pay to Cart');
    }
  });

  it('and an interface says that the past stays counted, and what of it leads back into its module', async () => {
    const tree = exampleTree('amazon-ordering');
    const [offer] = offered(await review(tree));
    assert.match(
      offer?.remedy.cost ?? '',
      /stays counted as it was, .*; 1 import leads from the interface back into @store\/fulfilment, a circle/,
    );
    const order = 'fulfilment/src/order.ts';
    const alone = (tree.files[order] ?? '').replace(/^import .*$/m, '');
    const [other] = offered(await review({ ...tree, files: { ...tree.files, [order]: alone } }));
    assert.match(other?.remedy.cost ?? '', /with changes to come$/);
  });

  it('and is written with the line ends that its file has', async () => {
    const tree = exampleTree('amazon-ordering');
    const wiring = 'architecture.wiring';
    const text = (tree.files[wiring] ?? '').replaceAll('\n', '\r\n');
    const [offer] = offered(await review({ ...tree, files: { ...tree.files, [wiring]: text } }));
    const [edit] = offer?.remedy.edits ?? [];
    assert.match(edit?.newText ?? '', /^\r\nmodule fulfilment-interface \{\r\n {2}path /);
    assert.doesNotMatch(edit?.newText ?? '', /(?<!\r)\n/);
  });

  it('and pieces that are merged may bring their files along, or it is said why not', async () => {
    const before = await review(exampleTree('prime-video'));
    const merging = offered(before).filter(({ remedy }) => remedy.kind === 'merge');
    const [plain, whole] = merging.map(({ remedy }) => remedy);
    assert.equal(merging.length, 2);
    assert.ok(plain && whole?.moves);
    assert.equal(whole.title, `${plain.title} and move its files`);
    assert.match(
      whole.cost,
      /^\d+ files move, imports in \d+ files? .*follow, \d+ other files stay for you to delete; /,
    );
    assert.equal(plain.stays, undefined);
    const told = explain(before, merging[0]?.judged.couch.name ?? '', repoPath(''));
    assert.ok('sections' in told);
    const lines = told.sections.find(({ heading }) => heading === 'What moving files would take')?.lines;
    assert.match(lines?.[0] ?? '', /and move its files: \d+ files moved, \d+ files rewritten, owned by /);
  });

  it('and what is split off is gathered in one folder, or it is said why not', async () => {
    for (const owners of ['wiring', 'codeowners'] as const) {
      const tree = hub(owners);
      const [plain, whole] = offered(await review(tree))
        .map(({ remedy }) => remedy)
        .filter(({ kind }) => kind === 'split');
      assert.ok(plain && whole?.moves);
      assert.equal(whole.title, `${plain.title} and move its files`);
      assert.deepEqual(whole.moves.moves, [
        { from: 'hub/src/api/a.ts', to: 'hub/src/hub-api/api/a.ts' },
        { from: 'hub/src/app/a.ts', to: 'hub/src/hub-api/app/a.ts' },
      ]);
      const said = whole.edits.map(({ newText }) => newText).join('\n');
      assert.match(said, /path "hub\/src\/hub-api\/\*\*"/);
      if (owners === 'codeowners') assert.match(said, /\n\/hub\/src\/hub-api\/ @x\/api$/m);
      assert.match(whole.cost, /^2 files move, nobody imports them; /);
      // Where they go is a module only by this plan, and history knows of it when it is committed.
      const plan = { ok: true as const, moves: whole.moves.moves, edits: whole.edits, notes: [] };
      const story = moveSections((await review(tree)).model, plan, () => '');
      assert.match(story.at(-1)?.lines.join('\n') ?? '', /^Until the move is committed, /m);
      const files = { ...tree.files, 'hub/src/api/data.json': '{}' };
      const [only, ...others] = offered(await review({ ...tree, files }))
        .map(({ remedy }) => remedy)
        .filter(({ kind }) => kind === 'split');
      assert.deepEqual([only?.stays, others], ['1 file in these folders is no source', []]);
      if (owners === 'wiring') continue;
      const finer = { ...tree.files, CODEOWNERS: `${tree.files.CODEOWNERS}/hub/src/app/ @x/hub\n` };
      const [kept, ...more] = offered(await review({ ...tree, files: finer }))
        .map(({ remedy }) => remedy)
        .filter(({ kind }) => kind === 'split');
      assert.deepEqual(
        [kept?.stays, more],
        ['a finer rule of CODEOWNERS goes on deciding about hub/src/app/a.ts', []],
      );
    }
  });

  it('in made-up repositories', async function () {
    this.timeout(240_000);
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(repository, async tree => {
        const before = await review(tree);
        for (const { judged, remedy } of offered(before)) {
          met.set(remedy.kind, (met.get(remedy.kind) ?? 0) + 1);
          await assertKept(tree, before, judged, remedy);
        }
        await assertAcceptable(tree, before);
      }),
      { numRuns: Number(process.env.WIRING_RUNS ?? 25) },
    );
    assert.ok((met.get('reassign') ?? 0) > 0, JSON.stringify([...met]));
  });
});

const NAMES = ['alpha', 'beta', 'gamma', 'delta'] as const;

/** Who says who owns what: the wiring file, CODEOWNERS, or both. */
const ownership = fc.constantFrom('wiring', 'codeowners', 'both');

const rhythm = fc.record({
  /** The modules whose part of the hub a change works on. */
  parts: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
  /** Whether the module of that name changes with it. */
  own: fc.boolean(),
  times: fc.integer({ min: 4, max: 14 }),
  days: fc.integer({ min: 5, max: 25 }),
});

const repository = fc
  .record({
    ownership,
    rhythms: fc.array(rhythm, { minLength: 2, maxLength: 6 }),
    imports: fc.constantFrom('none', 'own', 'common'),
    /** How often two packages of one team changed together, if there are such. */
    pieces: fc.constantFrom(0, 0, 8, 20),
    declaredPieces: fc.boolean(),
    uses: fc.boolean(),
    channel: fc.constantFrom('', 'channel Hub-team <-> alpha-team by ticket'),
    couch: fc.boolean(),
    except: fc.boolean(),
    finer: fc.boolean(),
    packages: fc.boolean(),
  })
  .map((made): AnnotatedTree => {
    const inWiring = made.ownership !== 'codeowners';
    const owner = (team: string) => (inWiring ? `  owner ${team}` : '');
    const uses = made.uses ? '  uses hub' : '';
    const wiring = [
      `module hub { path "hub/**"${made.except ? ' except "hub/old/**"' : ''}${owner('Hub-team')}${made.uses ? '  uses nothing' : ''} }`,
      ...NAMES.map(name => `module ${name} { path "${name}/**"${owner(`${name}-team`)}${uses} }`),
      'team Hub-team { handle "@x/hub" }',
      ...NAMES.map(name => `team ${name}-team { handle "@x/${name}" }`),
      made.channel,
      ...(made.pieces > 0 && made.declaredPieces
        ? [
            `module one { path "bits/one/**"${owner('Hub-team')}${made.uses ? '  uses two' : ''} }`,
            `module two { path "bits/two/**"${owner('Hub-team')} }`,
          ]
        : []),
      made.couch ? 'couch all { modules hub, alpha, beta }' : '',
      '',
    ];
    const owners = [
      '* @x/hub',
      '/hub/ @x/hub',
      ...NAMES.map(name => `/${name}/ @x/${name}`),
      made.finer ? '/hub/src/beta/ @x/beta' : '',
      made.pieces > 0 ? '/bits/ @x/hub' : '',
      '',
    ];
    const files: Record<string, string> = {
      'architecture.wiring': wiring.join('\n'),
      ...(made.ownership === 'wiring' ? {} : { CODEOWNERS: owners.join('\n') }),
      'hub/src/index.ts': 'export const hub = 1;\n',
      'hub/old/index.ts': 'export const old = 1;\n',
    };
    for (const name of NAMES) {
      files[`hub/src/${name}/a.ts`] = `export const ${name} = 1;\n`;
      files[`${name}/a.ts`] = {
        none: 'export const a = 1;\n',
        own: `import { ${name} } from '../hub/src/${name}/a';\nexport const a = ${name};\n`,
        common: "import { hub } from '../hub/src/index';\nexport const a = hub;\n",
      }[made.imports];
      if (made.packages) files[`${name}/package.json`] = `{ "name": "${name}", "private": true }\n`;
    }
    if (made.pieces > 0) {
      files['bits/one/index.ts'] = "import { two } from '../two/index';\nexport const one = two;\n";
      files['bits/two/index.ts'] = 'export const two = 1;\n';
      for (const bit of ['one', 'two'])
        files[`bits/${bit}/package.json`] = `{ "name": "@x/${bit}", "private": true }\n`;
    }
    const packages = [...(made.packages ? NAMES : []), ...(made.pieces > 0 ? ['bits/*'] : [])];
    if (packages.length > 0)
      files['package.json'] = `{ "private": true, "workspaces": ${JSON.stringify(packages)} }\n`;
    const changes = made.rhythms.flatMap(({ parts, own, times, days }, number) =>
      again(
        `Work ${number}`,
        parts.flatMap(name => [`hub/src/${name}/a.ts`, ...(own ? [`${name}/a.ts`] : [])]),
        { times, days },
      ),
    );
    const bits = again('Bits', ['bits/one/index.ts', 'bits/two/index.ts'], { times: made.pieces, days: 11 });
    return { files, expected: [], changes: [...changes, ...bits] };
  });
