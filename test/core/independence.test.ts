import assert from 'node:assert/strict';
import { type DeclaredFacts, NOTHING_DECLARED } from '#core/facts/declared';
import type { Change } from '#core/facts/history';
import { repoPath } from '#core/facts/place';
import { absent, ready, type SourceState } from '#core/facts/state';
import { classify, lifters } from '#core/measures/changes';
import { independenceOfAction } from '#core/measures/independence';
import { buildModel } from '#core/model/build';
import type { Model } from '#core/model/model';
import { parseCodeowners } from '#sources/codeowners';

const OWNERS = `
/cart/     @acme/checkout
/price/    @acme/pricing
/shared/   @acme/checkout @acme/pricing
/ops/      @acme/platform
`;

describe('independence of action', () => {
  it('counts what each team lifted alone, and with whom it lifted', () => {
    const model = made({
      changes: [
        change(0, ['cart/a.ts']),
        change(1, ['cart/a.ts', 'shared/x.ts']),
        change(2, ['cart/a.ts', 'price/b.ts']),
        change(3, ['price/b.ts', 'cart/a.ts', 'ops/c.ts']),
        change(4, ['readme.txt']),
        change(5, ['cart/CHANGELOG.md', 'price/b.ts']),
        { ...change(6, ['cart/a.ts', 'price/b.ts']), subject: 'v1.2.3' },
      ],
    });
    const told = independenceOfAction(model, { carries: 1 });
    assert.equal(told.unknown, undefined);
    assert.deepEqual([told.carries, told.alone, told.windowMonths], [5, 3, 12]);
    assert.deepEqual(told.setAside, { release: 1, unowned: 1 });
    assert.equal(told.liftersBy, 'owners');
    assert.deepEqual(
      told.teams.map(({ team, alone, lifted, share }) => [team, alone, lifted, share]),
      [
        ['@acme/checkout', 2, 4, 0.5],
        ['@acme/platform', 0, 1, 0],
        ['@acme/pricing', 1, 3, 1 / 3],
      ],
    );
    assert.deepEqual(told.teams[0]?.with, [
      { team: '@acme/pricing', changes: 2 },
      { team: '@acme/platform', changes: 1 },
    ]);
  });

  it('widens the window until there are ten carries, at most to 36 months', () => {
    const monthly = Array.from({ length: 40 }, (_, n) => change(n * 60, ['cart/a.ts']));
    const told = independenceOfAction(made({ changes: monthly }));
    // Ten carries, sixty days apart, the first of them now: the tenth is 540 days back.
    assert.deepEqual([told.windowMonths, told.carries], [18, 10]);
    const rare = independenceOfAction(made({ changes: monthly.filter((_, n) => n % 5 === 0) }));
    assert.deepEqual([rare.windowMonths, rare.carries], [36, 4]);
  });

  it('takes the window from the wiring file', () => {
    const changes = Array.from({ length: 30 }, (_, n) => change(n * 10, ['cart/a.ts']));
    const declared = { ...NOTHING_DECLARED, history: { windowMonths: 6, ignore: [] } };
    assert.equal(independenceOfAction(made({ changes, declared })).windowMonths, 6);
  });

  it('is unknown, with a sentence, without history, without teams, and with only one', () => {
    const changes = [change(0, ['cart/a.ts'])];
    const unknown = (model: Model) => independenceOfAction(model).unknown ?? '';
    assert.match(
      unknown(made({ changes, history: absent('git is not there', 'x') })),
      /no history to count in: git is not there/,
    );
    assert.match(unknown(made({ changes, owners: '' })), /no team is known/);
    assert.match(unknown(made({ changes, owners: '* @acme/one\n' })), /only one team is known/);
    assert.match(
      unknown(made({ changes: [change(0, ['readme.txt'])] })),
      /no ordinary change in 36 months touched a file that a team owns/,
    );
  });

  it('counts the teams of authors where a roster tells', () => {
    const at = {
      path: repoPath('a.wiring'),
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    };
    const declared: DeclaredFacts = {
      ...NOTHING_DECLARED,
      teams: [
        {
          name: 'Pricing',
          at,
          whole: at,
          handles: [{ name: '@acme/pricing', at }],
          members: [{ email: 'pia@x.example', at }],
        },
      ],
    };
    const byPia = (paths: readonly string[]) => ({ ...change(0, paths), authors: ['pia@x.example'] });
    const model = made({ changes: [], declared });
    assert.deepEqual(lifters(byPia(['cart/a.ts']), model), ['@acme/checkout', 'Pricing']);
    assert.deepEqual(
      lifters(byPia(['shared/x.ts']), model),
      ['Pricing'],
      'she is the alternative that is there',
    );
    assert.deepEqual(lifters(byPia(['readme.txt']), model), [], 'who edits what nobody owns lifts nothing');
    assert.equal(
      independenceOfAction(made({ changes: [byPia(['cart/a.ts'])], declared })).liftersBy,
      'owners and roster',
    );
  });

  it('needs no second team where somebody stands in both sets of persons', () => {
    const owners = '/web/ @ana @bo @cy\n/apps/ @bo @ana\n/ops/ @cy @dan\n/lab/ @eve\n';
    const model = made({ changes: [], owners });
    const needed = (...paths: string[]) => lifters(change(0, paths), model);
    assert.deepEqual(needed('web/a.ts', 'apps/b.ts'), ['owners of /apps/'], 'both of them own /web/ too');
    assert.deepEqual(needed('web/a.ts'), ['owners of /web/']);
    assert.deepEqual(needed('web/a.ts', 'ops/c.ts'), ['owners of /ops/'], 'one of them owns both');
    assert.deepEqual(
      needed('web/a.ts', 'ops/c.ts', 'web/b.ts'),
      ['owners of /web/'],
      'told by the most files',
    );
    assert.deepEqual(needed('apps/b.ts', 'ops/c.ts'), ['owners of /apps/', 'owners of /ops/']);
    assert.deepEqual(needed('web/a.ts', 'apps/b.ts', 'ops/c.ts').length, 2, 'nobody owns all three');
    assert.deepEqual(needed('web/a.ts', 'ops/c.ts', 'lab/d.ts'), ['owners of /lab/', 'owners of /ops/']);
  });

  it('sets aside what the wiring file ignores', () => {
    const at = {
      path: repoPath('a.wiring'),
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    };
    const declared = { ...NOTHING_DECLARED, history: { ignore: [{ glob: '**/*.ts', at }] } };
    const model = made({ changes: [], declared });
    assert.deepEqual(lifters(change(0, ['cart/a.ts', 'price/b.js']), model), ['@acme/pricing']);
    assert.equal(classify(change(0, ['cart/a.ts']), model), 'noise-only');
  });

  it('counts a moved file where it is today', () => {
    const moved = change(0, ['old/a.ts']);
    const files = moved.files.map(file => ({ ...file, now: repoPath('price/a.ts') }));
    assert.deepEqual(lifters({ ...moved, files }, made({ changes: [] })), ['@acme/pricing']);
    const gone = moved.files.map(({ now, ...file }) => ({ ...file, path: repoPath('cart/gone.ts') }));
    assert.deepEqual(lifters({ ...moved, files: gone }, made({ changes: [] })), ['@acme/checkout']);
  });
});

const NOW = Date.parse('2026-06-01T12:00:00Z') / 1000;

function change(daysAgo: number, paths: readonly string[]): Change {
  return {
    id: `c${daysAgo}`,
    at: NOW - daysAgo * 86_400,
    subject: 'Work',
    authors: ['ana@x.example'],
    files: paths.map(path => ({
      path: repoPath(path),
      now: repoPath(path),
      status: 'modified',
      before: 'a',
      after: 'b',
    })),
  };
}

function made(parts: {
  readonly changes: readonly Change[];
  readonly owners?: string;
  readonly declared?: DeclaredFacts;
  readonly history?: SourceState<never>;
}): Model {
  const none = absent('not read', 'nothing');
  const { changes } = parts;
  const facts = { now: NOW, reviewed: 'c0', branch: 'main', mergeBase: 'c0', changes, limits: [] };
  return buildModel({
    declared: parts.declared ? ready(parts.declared) : none,
    files: none,
    modules: none,
    imports: none,
    ownership: ready(parseCodeowners(repoPath('CODEOWNERS'), parts.owners ?? OWNERS)),
    history: parts.history ?? ready(facts),
    runtime: none,
  });
}
