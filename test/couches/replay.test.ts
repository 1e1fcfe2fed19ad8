import assert from 'node:assert/strict';
import { verdictOn } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import { moduleCouch, replayCouch, replayModels } from '#core/couches/replay';
import type { RepoPath } from '#core/facts/place';
import type { ModuleName } from '#core/model/model';
import { couchList, couchSections, replayLens } from '#core/views/couches';
import { explain } from '#core/views/explain';
import { moduleStory, teamStory, verdictLine } from '#core/views/verdict-story';
import { readTree } from '#test/support/annotations';
import { applyEdits, open, review } from '#test/support/check';
import { hub } from './cases/hub.ts';

for (const owners of ['wiring', 'codeowners'] as const) {
  describe(`remedies, where ${owners} says who owns it`, () => {
    it('are edits that do what their replay says, split and reassign alike', async () => {
      const tree = hub(owners);
      const snapshot = await review(tree);
      const judged = verdictOn(snapshot.model, 'hub');
      assert.equal(judged?.verdict, 'TOO BIG');
      const remedies = remediesFor(judged, {
        model: snapshot.model,
        today: snapshot.today,
        text: snapshot.text,
      });
      // Whether files are moved has tests of its own (move-file.test.ts, moves of a split).
      const inPlace = remedies.filter(({ moves }) => !moves);
      assert.deepEqual(inPlace.map(({ kind }) => kind).sort(), ['reassign', 'split']);
      for (const { kind, edits, replay, gain } of inPlace) {
        assert.ok(replay);
        assert.match(
          gain,
          /^independence of action 0 % → \d\d % over 27 carries, 2\.0 → 1\.\d lifters each$/,
        );
        const after = await review({ ...tree, files: applyEdits(tree.files, edits) });
        assert.deepEqual(after.problems, [], kind);
        assert.deepEqual(
          after.judgement.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id),
          [],
        );
        const again = replayCouch(snapshot.model, after.model, judged.couch);
        assert.deepEqual(again, replay, kind);
      }
    });
  });
}

describe('replay', () => {
  it('carries the same changes over both models, of every module that differs', async () => {
    const tree = hub('wiring');
    const session = open(tree);
    const before = await session.snapshot();
    const text = tree.files['architecture.wiring'] ?? '';
    session.apply({
      kind: 'edited',
      path: 'architecture.wiring' as RepoPath,
      text: text.replace('owner Hub', 'owner api-team'),
    });
    const after = await session.snapshot();
    const { all, modules } = replayModels(before.model, after.model);
    assert.deepEqual([all?.carries, all?.today.alone, all?.edited.alone], [27, 0, 10]);
    assert.deepEqual(
      modules.map(({ module, replay }) => [module, replay.carries, replay.edited.alone]),
      [
        ['api', 10, 10],
        ['hub', 27, 10],
        // No fewer teams for these, but another one.
        ['app', 9, 0],
        ['web', 8, 0],
      ],
    );
    const [, ofHub] = modules;
    assert.match(
      replayLens('hub', ofHub?.replay ?? assert.fail()),
      /^independence of hub 0 % → 3\d % over 27 changes$/,
    );
  });

  it('finds no difference between a model and itself', async () => {
    const { model } = await review(hub('wiring'));
    const { all, modules } = replayModels(model, model);
    assert.deepEqual(modules, []);
    assert.deepEqual(all?.today, all?.edited);
    const same = replayCouch(model, model, moduleCouch(model, 'hub' as ModuleName));
    assert.match(replayLens('hub', same ?? assert.fail()), /^independence of hub stays 0 % over 27 changes$/);
  });

  it('is not possible where nobody can tell what consumers take', async () => {
    const tree = readTree(`
//- /architecture.wiring
module hub { path "hub/**"  owner Hub }
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
module c { path "c/**"  owner C }
team Hub
team A
team B
team C
//- /hub/index.ts
export * from './x';
export * from './y';
//- /hub/x.ts
export const x = 1;
//- /hub/y.ts
export const y = 1;
//- /a/a.ts
import { x } from '../hub/x';
export const a = x;
//- /b/a.ts
import * as hub from '../hub/index';
export const b = hub;
//- /c/a.ts
import { y } from '../hub/y';
export const c = y;
//- git
change 2026-01-01 every 7 days 12 times "All": hub/x.ts, a/a.ts, b/a.ts, c/a.ts
`);
    const { model, today, text } = await review(tree);
    const judged = verdictOn(model, 'hub');
    const remedies = remediesFor(judged ?? assert.fail(), { model, today, text });
    const found = remedies.find(({ kind }) => kind === 'interface');
    assert.match(found?.gain ?? '', /^not replayable: for 1 import nobody can tell/);
    assert.equal(found?.worth, 0);
  });
});

describe('views of couches', () => {
  it('list the worst first, at most a screen, and say how many were left out', async () => {
    const { model } = await review(hub('wiring'));
    const { lines, leftOut, counts } = couchList(model, 1);
    assert.deepEqual(
      lines.map(({ name, verdict, fragile }) => [name, verdict, fragile]),
      [['hub', 'TOO BIG', true]],
    );
    // Ten carries of api are a question: how do the two teams talk? Eight and nine are too few to ask.
    assert.equal(leftOut, 1);
    assert.deepEqual([counts['TOO BIG'], counts.WATCH, counts.UNKNOWN], [1, 1, 2]);
  });

  it('tell it in five lines and in one', async () => {
    const snapshot = await review(hub('wiring'));
    const { model } = snapshot;
    const judged = verdictOn(model, 'hub') ?? assert.fail();
    assert.equal(
      verdictLine(snapshot, judged),
      'TOO BIG (fragile) · 4 teams, 0 % alone over 27 changes · 12 months',
    );
    const story = moduleStory(snapshot, model.module('hub') ?? assert.fail());
    assert.deepEqual(
      story.map(line => line.replace(/\d+/g, '9')),
      [
        'TOO BIG (fragile): 9 % of its 9 carries in 9 months were lifted by one team alone (9 % interval 9–9 %), 9.9 effective teams share it',
        'Lifted by Hub 9 %, api-team 9 %, app-team 9 % and web-team 9 %',
        'For example 9-9-9 c9 "For web 9": Hub and web-team',
        'Would help: Split api and app from hub, for api-team: 9 % → 9 % alone; 9 of 9 carries cross the cut',
      ],
    );
    const headings = couchSections(judged).map(({ heading }) => heading);
    assert.deepEqual(headings, ['Verdict  TOO BIG', 'Lifted by', 'For example']);
  });

  it('tell of a team which couch that is not just right it lifts most of, and not that most of its work is there', async () => {
    const snapshot = await review(hub('wiring'));
    const team = snapshot.model.team('Hub') ?? assert.fail('no team Hub');
    assert.match(
      teamStory(snapshot, team).join('\n'),
      /^Of couches that are not just right it lifts most of hub, TOO BIG: \d+ % of its carries$/m,
    );
  });

  it('explain a module, a team and a couch', async () => {
    const tree = hub('wiring');
    const files = { ...tree.files };
    files['architecture.wiring'] += 'couch all { modules hub, web, app, api }\n';
    const snapshot = await review({ ...tree, files });
    const headings = (name: string) => {
      const told = explain(snapshot, name, '' as RepoPath);
      assert.ok('sections' in told, name);
      return [told.kind, ...told.sections.map(({ heading }) => heading)];
    };
    assert.ok(headings('hub').includes('What may be done'));
    assert.deepEqual(headings('module:hub'), headings('hub'));
    const apart = (name: string) => {
      const told = explain(snapshot, name, '' as RepoPath);
      assert.ok('sections' in told, name);
      return told.sections.find(({ heading }) => heading === 'Where it would come apart')?.lines;
    };
    assert.deepEqual(apart('hub'), [
      'api and app below hub/src: 19 carries',
      'web below hub/src: 8 carries',
      '0 of 27 carries touched both parts (0 %, newer ones counting more) and would still have to be lifted together',
    ]);
    assert.deepEqual(apart('all'), ['nowhere: its history shows no two parts that mostly change apart']);
    assert.equal(apart('web'), undefined);
    assert.ok(headings('hub').includes('Part of'));
    assert.deepEqual(headings('all').slice(0, 2), ['couch', 'Verdict  TOO BIG']);
    assert.ok(headings('Hub').includes('Couches it carries, of those not just right'));
  });
});
