import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import {
  built,
  copy,
  folder,
  PROJECT,
  removeScratch,
  repository,
  SMALL,
  STRICT,
  storefront,
  wiring,
} from '#test/cli/real';

describe('the documents for programs', function () {
  this.timeout(60_000);
  let root = '';
  before(async () => {
    built();
    root = await storefront();
  });
  after(removeScratch);

  const validator = (name: string) =>
    new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(join(PROJECT, 'schema', name), 'utf8')),
    );
  const valid = (name: string, text: string) => {
    const validate = validator(name);
    assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors?.slice(0, 3), undefined, 1));
  };

  it('follow their schemas, with and without git, teams or a wiring file', () => {
    for (const place of [
      root,
      folder(SMALL),
      repository({ ...SMALL, 'architecture.wiring': STRICT }),
      folder({ 'a.txt': '' }),
    ]) {
      valid('check.schema.json', wiring(place, ['check', '--format', 'json']).stdout);
      valid('facts.schema.json', wiring(place, ['facts']).stdout);
    }
  });

  it('of a move follow theirs, made or refused', () => {
    const file = 'packages/cart/src/total.ts';
    for (const [to, ok] of [
      ['packages/cart/src/sums/', true],
      ['packages/cart/src/index.ts', false],
    ] as const) {
      const { stdout } = wiring(root, ['move', file, '--to', to, '--format', 'json']);
      valid('move.schema.json', stdout);
      assert.equal(JSON.parse(stdout).ok, ok, stdout);
    }
  });

  it('of a fix follow theirs, listed and picked', () => {
    const findings = JSON.parse(wiring(root, ['check', '--format', 'json']).stdout).findings;
    const [first] = findings;
    assert.ok(first);
    const { stdout } = wiring(root, ['fix', first.id, '--format', 'json']);
    valid('fix.schema.json', stdout);
    assert.ok(JSON.parse(stdout).fixes.length > 0);
    valid('move.schema.json', wiring(root, ['fix', first.id, '--pick', '1', '--format', 'json']).stdout);
  });

  it('of explain follow theirs, whatever is explained', () => {
    const kinds = new Set<string>();
    for (const target of [
      'packages/cart/src/total.ts',
      'packages/cart/src/total.ts:1',
      'cart -> pricing',
      'cart',
      'Checkout',
      'cart + pricing',
    ]) {
      for (const more of [[], ['--cochange']]) {
        const { stdout, code } = wiring(root, ['explain', target, ...more, '--format', 'json']);
        if (code !== 0) continue;
        valid('explain.schema.json', stdout);
        kinds.add(JSON.parse(stdout).kind);
      }
    }
    assert.deepEqual([...kinds].slice(0, 5), ['file', 'import', 'dependency', 'module', 'team']);
    const told = JSON.parse(wiring(root, ['explain', 'cart', '--format', 'json']).stdout);
    assert.equal(validator('explain.schema.json')({ ...told, authors: [] }), false);
  });

  it('of plan follow theirs', () => {
    for (const touch of [
      'cart',
      'cart,pricing,packages/cart/src/new.ts',
      'packages',
      'packages/{cart,pricing}/**',
      'package.json',
      'docs/tax.md',
      'packages/cart/docs/tax.md',
    ])
      valid('plan.schema.json', wiring(root, ['plan', '--touch', touch, '--format', 'json']).stdout);
    valid(
      'plan.schema.json',
      wiring(folder(SMALL), ['plan', '--touch', 'package.json', '--format', 'json']).stdout,
    );
    for (const [touch, said] of [
      ['Checkout', /"Checkout" is a team, and a plan begins with what is touched: it owns cart and checkout/],
      [
        'packages/pricng',
        /no module, file or folder "packages\/pricng" here — did you mean "packages\/pricing"\?/,
      ],
      ['packages/carrt/src/total.ts', /did you mean "packages\/cart\/src\/total\.ts"\?/],
      ['packages/*.nope', /no file matches "packages\/\*\.nope" here/],
    ] as const) {
      const { code, stderr } = wiring(root, ['plan', '--touch', touch]);
      assert.equal(code, 2);
      assert.match(stderr, said);
    }
    const told = JSON.parse(wiring(root, ['plan', '--touch', 'cart', '--format', 'json']).stdout);
    assert.equal(validator('plan.schema.json')({ ...told, authors: [] }), false);
  });

  it('of lift, replay and study follow theirs, where there is something to tell and where there is not', () => {
    const wired = repository({ ...SMALL, 'architecture.wiring': STRICT });
    for (const place of [root, wired, folder(SMALL)]) {
      const changed = copy(place);
      writeFileSync(join(changed, 'package-lock.json'), '{}');
      writeFileSync(join(changed, 'more.ts'), 'export const more = 1;\n');
      const proposal = join(changed, 'proposal.wiring');
      writeFileSync(proposal, 'module all { path "**"  owner All }\nteam All\n');
      for (const args of [['lift'], ['lift', '--base', 'HEAD'], ['replay', '--with', proposal], ['study']]) {
        const { stdout, code } = wiring(changed, [...args, '--format', 'json']);
        // Without git there is no change to tell of, and no document.
        if (stdout === '')
          assert.ok(args[0] === 'lift' && (code === 2 || code === 3), `${args.join(' ')} in ${place}`);
        else valid(`${args[0]}.schema.json`, stdout);
      }
    }
    const told = JSON.parse(
      wiring(root, ['replay', '--with', join(root, 'architecture.wiring'), '--format', 'json']).stdout,
    );
    assert.ok(told.all.replay.carries > 0);
    const follows = validator('replay.schema.json');
    assert.equal(follows({ ...told, unchanged: -1 }), false);
    const bandwidth = { teams: ['A', 'B'], today: 0.1, edited: 0.4, need: 0.77 };
    const verdict = { couch: 'pair:a+b', name: 'a + b', before: 'TOO SMALL', after: 'JUST RIGHT' };
    const turned = { ...verdict, becomes: { couch: 'module:a', name: 'a' } };
    assert.ok(follows({ ...told, bandwidths: [bandwidth], verdicts: [turned] }));
    assert.equal(follows({ ...told, bandwidths: [{ ...bandwidth, need: 77 }] }), false);
    // A document of before is one still.
    const { bandwidths, ...before } = told;
    assert.deepEqual(bandwidths, []);
    assert.ok(follows(before));
  });

  it('have a schema that refuses what it does not know', () => {
    const validate = validator('facts.schema.json');
    const document = JSON.parse(wiring(root, ['facts']).stdout);
    assert.equal(validate({ ...document, authors: [] }), false);
    assert.equal(validate({ ...document, files: [{ ...document.files[0], path: '/etc/passwd' }] }), false);
  });

  it('have the same bytes twice, in another folder too, with and without a cache', () => {
    const other = copy(root);
    for (const args of [['facts'], ['check', '--format', 'json', '--today', '2026-11-20']]) {
      const first = wiring(root, args).stdout;
      assert.equal(wiring(root, args).stdout, first);
      assert.equal(wiring(other, args).stdout, first);
      assert.equal(wiring(root, [...args, '--no-cache']).stdout, first);
      assert.ok(!first.includes(root));
    }
  });

  it('are sorted, and tell nothing of persons', () => {
    const text = wiring(root, ['facts']).stdout;
    const { files, modules, teams, changes } = JSON.parse(text);
    for (const [list, key] of [
      [files, 'path'],
      [modules, 'name'],
      [teams, 'name'],
    ]) {
      const names = list.map((item: Record<string, string>) => item[key]);
      assert.deepEqual(names, [...names].sort());
    }
    assert.equal(changes.length, 60);
    assert.doesNotMatch(text, /northwind\.example|"Ana"|"Cem"/);
  });
});
