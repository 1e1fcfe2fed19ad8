import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { factsOf, ready } from '#core/facts/state';
import type { Model } from '#core/model/model';
import { planOf } from '#core/organisation/plan';
import { slipIn } from '#core/organisation/slips';
import { newFileAt, touchedBy } from '#core/organisation/touched';
import { planSections, planStory } from '#core/views/plan-story';
import type { Snapshot } from '#session/snapshot';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

const TREE = `
//- /architecture.wiring
group Shop
group Front in Shop
group Back in Shop
team Web in Front
team Pay in Back
team Law in Back
team Roles
channel Web <-> Law by ticket
channel Law <-> Pay by meeting
module web { path "web/**"  owner Web }
module pay { path "pay/**"  owner Pay or Law }
module law { path "law/**"  owner Law }
service shop { runs web  deploys one at a time with train-a }
queue rights {
  run by Roles
  serves Web
  promised 2 weeks
  actual 6 weeks
}
queue contracts {
  run by Law
  serves Pay, Web
  promised 3 weeks
}
//- /web/a.ts
export const a = 1;
//- /web/deep/b.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- /law/a.ts
export const a = 1;
//- git
change 2025-07-01 every 20 days 12 times "Another price": web/a.ts, law/a.ts
change 2025-07-05 every 50 days 4 times "Another card": pay/a.ts
change 2026-03-05 every 10 days 3 times "Pay by card": pay/a.ts, web/a.ts
`;

describe('a file that is planned in a folder that is planned', () => {
  it('is in no module and has no owner, and a name without an ending is no file', async () => {
    const { model } = await review(readTree(TREE));
    const root = repoPath('');
    const file = newFileAt(model, 'docs/tax.md', root);
    assert.deepEqual(file, { name: 'docs/tax.md', kind: 'new file', files: ['docs/tax.md'], modules: [] });
    assert.deepEqual(planOf(model, [file]).teams, []);
    const owned = await review(
      readTree(`${TREE}\n//- /CODEOWNERS\n* Roles\n`.replace('* Roles', '* @acme/roles')),
    );
    const [teams] = planSections(planStory(owned, [file])).filter(({ heading }) =>
      heading.startsWith('Teams'),
    );
    assert.deepEqual(teams?.lines, ['@acme/roles: owns docs/tax.md', 'it owns all of it']);
    assert.equal(newFileAt(model, 'docs/tax', root), undefined);
    assert.equal(newFileAt(model, '../tax.md', root), undefined);
    assert.deepEqual(newFileAt(model, 'deep/new.ts', repoPath('web'))?.modules, ['web']);
  });
});

describe('a path that is not there', () => {
  const PATHS = [
    'packages/bridge-controller/src/index.ts',
    'packages/price/src/index.ts',
    'packages/price/README',
    'packages/web/src/index.ts',
    'package.json',
  ];
  let model: Model;
  before(async () => {
    ({ model } = await review(
      readTree(`${PATHS.map(path => `//- /${path}\nexport const a = 1;`).join('\n')}
//- git
change 2026-03-05 every 10 days 3 times "Another price": packages/price/src/index.ts
`),
    ));
  });
  const meant = (path: string) => slipIn(model, repoPath(path))?.meant;

  it('is a slip where a folder is nearly so called, or a file lies below one', () => {
    assert.equal(meant('packages/bridge-controler'), 'packages/bridge-controller');
    assert.equal(meant('packages/bridge-controler/src/a.ts'), 'packages/bridge-controller/src/a.ts');
    assert.equal(meant('packges/price/src/index.ts'), 'packages/price/src/index.ts');
    assert.equal(meant('packages/price/scr/index.ts'), 'packages/price/src/index.ts');
    assert.equal(meant('packages/price/READNE'), 'packages/price/README');
    assert.equal(meant('package.jsn'), 'package.json');
  });

  it('is none where it may well come to be', () => {
    for (const path of [
      'packages/price/docs/new.md',
      'packages/price/src/index2.ts',
      'packages/price/src/indes.ts',
      'packages/price2/src/index.ts',
      'packages/price-ui/src/index.ts',
      'packages/prize/docs/new.md',
      'packages/price/Makefile',
      'packages/tax',
      'NEW.md',
    ])
      assert.equal(meant(path), undefined, path);
    for (const there of ['packages', 'packages/price/src/index.ts', ''])
      assert.equal(meant(there), undefined, there);
  });

  it('is one that history knows by another name', () => {
    const history = factsOf(model.facts.history);
    assert.ok(history);
    const changes = history.changes.map((change, i) => ({
      ...change,
      files: [
        ...change.files.map(file =>
          i > 0
            ? { ...file, path: repoPath('packages/cost/src/index.ts') }
            : { ...file, status: 'renamed' as const, from: repoPath('packages/cost/src/index.ts') },
        ),
        ...change.files.map(({ now: _, ...file }) => ({
          ...file,
          path: repoPath('packages/cost/package.json'),
        })),
      ],
    }));
    const facts = { ...model.facts, history: ready({ ...history, changes }) };
    const slip = (path: string) => slipIn({ ...model, facts }, repoPath(path));
    const renamed = { from: 'packages/cost', to: 'packages/price' };
    assert.deepEqual(slip('packages/cost'), { meant: 'packages/price', renamed });
    assert.deepEqual(slip('packages/cost/src/index.ts'), { meant: 'packages/price/src/index.ts', renamed });
    assert.deepEqual(slip('packages/cost/src/new.ts'), { meant: 'packages/price/src/new.ts', renamed });
    assert.equal(slip('packages/else/new.ts'), undefined);
  });
});

describe('one team alone', () => {
  const lines = async (annotated: string, path: string) => {
    const snapshot = await review(readTree(annotated));
    const touched = touchedBy(snapshot.model, path, repoPath(''));
    assert.ok(touched);
    return planSections(planStory(snapshot, [touched])).find(({ heading }) => heading.startsWith('Teams'))
      ?.lines;
  };
  const tree = (more: string) => `
//- /architecture.wiring
team Law
module law { path "law/**"  owner Law }
module rest { path "rest/**"${more} }
//- /rest/a.ts
export const a = 1;
//- /rest/b.ts
export const a = 1;
//- /law/a.ts
export const a = 1;
`;
  const HISTORY = `//- git
change 2025-08-01 every 20 days 12 times "Another text": rest/a.ts, law/a.ts
`;

  it('that is there by history only is not said to own anything', async () => {
    assert.deepEqual(await lines(`${tree('')}${HISTORY}`, 'rest/a.ts'), [
      'Law: lifted 12 of 12 changes to rest',
      'nobody is known to own what it touches; such changes needed one team only',
    ]);
  });

  it('that owns a part is not said to own all of it', async () => {
    const owners = '//- /CODEOWNERS\n/rest/a.ts @acme/rest\n';
    assert.deepEqual(await lines(`${tree('')}${owners}`, 'rest/*'), [
      '@acme/rest: owns rest',
      'nobody is known to own 1 file of it',
    ]);
    assert.deepEqual(await lines(tree('  owner Law'), 'rest'), ['Law: owns rest', 'it owns all of it']);
  });
});

describe('a plan', () => {
  let snapshot: Snapshot;
  before(async () => {
    snapshot = await review(readTree(TREE));
  });
  const touch = (...names: readonly string[]) =>
    names.map(name => {
      const found = touchedBy(snapshot.model, name, repoPath(''));
      assert.ok(found, name);
      return found;
    });

  it('knows what is named: modules, folders, files, and files that are to be', () => {
    const kinds = touch('web', 'web/', 'web/deep', 'pay/a.ts', 'pay/new.ts').map(
      ({ kind, files, modules }) => [kind, files.length, modules.join()],
    );
    assert.deepEqual(kinds, [
      ['module', 2, 'web'],
      ['module', 2, 'web'],
      ['folder', 1, 'web'],
      ['file', 1, 'pay'],
      ['new file', 1, 'pay'],
    ]);
    for (const wrong of ['nowhere', 'nowhere/x.ts', '../web', 'web/deep/er/x.ts'])
      assert.equal(touchedBy(snapshot.model, wrong, repoPath('')), undefined, wrong);
    assert.equal(touchedBy(snapshot.model, 'b.ts', repoPath('web/deep'))?.kind, 'file');
  });

  it('knows globs, with all that lies below a folder that matches, and never takes one for a new file', () => {
    const kinds = touch('web/**/*.ts', '{web,pay}', 'we?', 'pay/*', '*/a.ts').map(
      ({ kind, files, modules }) => [kind, files.length, modules.join()],
    );
    assert.deepEqual(kinds, [
      ['pattern', 2, 'web'],
      ['pattern', 3, 'pay,web'],
      ['pattern', 2, 'web'],
      ['pattern', 1, 'pay'],
      ['pattern', 3, 'law,pay,web'],
    ]);
    assert.equal(touchedBy(snapshot.model, 'pay/*.md', repoPath('')), undefined);
    assert.equal(newFileAt(snapshot.model, 'docs/*.md', repoPath('')), undefined);
    assert.deepEqual(touchedBy(snapshot.model, '*.ts', repoPath('web'))?.files, ['web/a.ts']);
    // Frameworks have brackets in names of files.
    assert.equal(touchedBy(snapshot.model, 'web/[id].ts', repoPath(''))?.kind, 'new file');
  });

  it('takes the smallest set of owners, and who usually lifts along', () => {
    const of = (...names: readonly string[]) =>
      planOf(snapshot.model, touch(...names)).teams.map(({ team, because }) => `${team} ${because.by}`);
    // Law may approve what Pay owns too; and 12 of 15 changes to web lifted it.
    assert.deepEqual(of('pay', 'law'), ['Law owns', 'Web history']);
    assert.deepEqual(of('web'), ['Law history', 'Web owns']);
    assert.deepEqual(of('pay'), ['Law owns']);
  });

  it('tells approvals, distances, waits and the past', () => {
    const plan = planOf(snapshot.model, touch('web', 'pay'));
    assert.deepEqual(
      plan.approvals.map(({ owners, files }) => [owners.teams.join(' '), files]),
      [
        ['Web', 2],
        ['Law Pay', 1],
      ],
    );
    assert.equal(plan.approvals[1]?.owners.mode, 'any');
    assert.deepEqual(
      plan.between.map(({ teams, hops, decides, bandwidth, medium }) => [
        teams.join(),
        hops,
        decides,
        bandwidth,
        medium,
      ]),
      [['Law,Web', 4, 'Shop', 0.1, 'ticket']],
    );
    assert.deepEqual(
      plan.waits.map(wait => (wait.kind === 'queue' ? `${wait.queue.name} ${wait.text}` : wait.service.name)),
      ['rights 6 weeks', 'contracts 3 weeks', 'shop'],
    );
    const week = 7 * 86_400_000;
    assert.deepEqual(plan.waitsTogether, { inSeries: 9 * week, atOnce: 6 * week });
    assert.deepEqual([plan.past?.alike, plan.past?.changes, plan.past?.alone], ['all', 3, 0]);
    const both = planOf(snapshot.model, touch('law', 'pay')).past;
    assert.deepEqual([both?.alike, both?.changes], ['any', 19]);
  });

  it('says what would make it smaller', () => {
    const { smaller } = planStory(snapshot, touch('web', 'pay'));
    assert.ok(
      smaller.some(line => line === 'leave out web: 2 → 1 team, without Web'),
      smaller.join('\\n'),
    );
    assert.ok(smaller.includes('ask for everything at once: 2.1 months → 6 weeks'), smaller.join('\\n'));
    assert.ok(smaller.includes('have rights without asking: 6 weeks of waiting less'));
    const alone = planSections(planStory(snapshot, touch('law')));
    assert.deepEqual(
      alone.find(({ heading }) => heading === 'Teams  2')?.lines.at(0),
      '1 path between two of them, on each of which they must agree',
    );
  });

  it('asks each owner once, however many rules name it', async () => {
    const { model, ...rest } = await review(
      readTree(
        '//- /CODEOWNERS\n/a/ @x/one\n/b/ @x/two\n/c/ @x/one\n//- /a/x.ts\nexport {};\n//- /a/y.ts\nexport {};\n//- /b/x.ts\nexport {};\n//- /c/x.ts\nexport {};\n',
      ),
    );
    const touched = ['a', 'b', 'c'].flatMap(name => touchedBy(model, name, repoPath('')) ?? []);
    const approve = planSections(planStory({ model, ...rest }, touched)).find(({ heading }) =>
      heading.startsWith('Who must approve'),
    );
    assert.deepEqual(approve, {
      heading: 'Who must approve  2',
      lines: ['@x/one: 3 files (CODEOWNERS:1 and CODEOWNERS:3)', '@x/two: 1 file (CODEOWNERS:2)'],
    });
  });

  it('without history or owners says what is unknown', async () => {
    const bare = await review(readTree('//- /a/x.ts\nexport const a = 1;\n'));
    const found = touchedBy(bare.model, 'a/x.ts', repoPath(''));
    assert.ok(found);
    const lines = planSections(planStory(bare, [found])).flatMap(section => section.lines);
    assert.ok(lines.includes('nobody is known to own what it touches'));
    assert.ok(lines.includes('nobody: 1 file'));
    assert.ok(
      lines.some(line => line.startsWith('unknown: ')),
      lines.join('\\n'),
    );
  });
});
