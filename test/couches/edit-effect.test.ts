import assert from 'node:assert/strict';
import { replayModels } from '#core/couches/replay';
import type { RepoPath } from '#core/facts/place';
import { editEffect } from '#core/views/edit-effect';
import { editedPlace } from '#core/views/edited-places';
import { replayed } from '#core/views/replayed';
import type { AnnotatedTree, WrittenChange } from '#test/support/annotations';
import { open } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { again } from './cases/history.ts';
import { hub } from './cases/hub.ts';

const WIRING = 'architecture.wiring' as RepoPath;

function tree(
  files: Readonly<Record<string, string>>,
  ...changes: readonly (readonly WrittenChange[])[]
): AnnotatedTree {
  return { files, expected: [], changes: changes.flat() };
}

/** The saved state of a tree, and an edit of one of its files. */
async function edit(before: AnnotatedTree, what: string | RegExp, by: string, path: RepoPath = WIRING) {
  const session = open(before);
  const text = before.files[path] ?? '';
  session.apply({ kind: 'edited', path, text });
  await session.snapshot();
  const now = text.replace(what, by);
  assert.notEqual(now, text);
  session.apply({ kind: 'edited', path, text: now });
  const snapshot = await session.snapshot();
  const saved = snapshot.unsaved?.saved ?? assert.fail('nothing to compare with');
  const place = editedPlace(saved.facts, snapshot.model.facts, path);
  return {
    saved,
    edited: snapshot.model,
    text: editEffect(saved, snapshot.model).text,
    line: place && now.split('\n')[place.range.start.line],
  };
}

describe('a replay', () => {
  const longAgo = tree(
    {
      [WIRING]: `module a { path "a/**" owner A }
module b { path "b/**" owner B }
team A
team B
history { window 24 months }
`,
      'a/a.ts': '',
      'b/b.ts': '',
    },
    again('Lately', ['a/a.ts', 'b/b.ts'], { times: 12, days: 25 }),
    again('Before', ['a/a.ts', 'b/b.ts'], { times: 12, days: 25, until: '2025-05-01' }),
  );

  it('counts in the window that the wiring file of today names', async () => {
    const { saved, edited, text } = await edit(longAgo, 'owner B', 'owner A');
    const { all } = replayModels(saved, edited);
    assert.deepEqual([all?.carries, all?.windowMonths, all?.edited.alone], [24, 24, 24]);
    assert.equal(replayed(saved, edited).all.replay?.windowMonths, 24);
    assert.match(text, /^independence of b 0 % → 100 % over 24 changes · /);
    const files = {
      ...longAgo.files,
      [WIRING]: (longAgo.files[WIRING] ?? '').replace('window 24 months', ''),
    };
    const usual = await edit({ ...longAgo, files }, 'owner B', 'owner A');
    assert.deepEqual([replayModels(usual.saved, usual.edited).all?.carries], [12]);
  });

  it('is refused where the two say otherwise which files and changes count, and tells another window', async () => {
    const ignoring = await edit(longAgo, 'window 24 months', 'window 24 months ignore "b/**"');
    assert.match(replayed(ignoring.saved, ignoring.edited).all.why ?? '', /a replay needs the same ones/);
    const shorter = await edit(longAgo, 'window 24 months', 'window 6 months');
    const { all, notes } = replayed(shorter.saved, shorter.edited);
    assert.equal(all.replay?.windowMonths, 24);
    assert.match(notes.join(), /^Not counted over the 6 months that the other file names/);
  });

  it('tells a package once, by whatever name a declaration gives it', async () => {
    const packaged = tree(
      {
        [WIRING]: 'module a { path "a/**" owner A }\nteam A\nteam B\nteam C\n',
        'package.json': '{ "private": true, "workspaces": ["a", "b"] }',
        'a/package.json': '{ "name": "@x/a" }',
        'b/package.json': '{ "name": "@x/b" }',
        CODEOWNERS: '/b/ @x/b\n',
        'a/a.ts': '',
        'b/b.ts': '',
      },
      again('Lately', ['a/a.ts', 'b/b.ts'], { times: 12, days: 25 }),
    );
    const named = await edit(packaged, 'team A', 'module bee { path "b/**" owner C }\nteam A');
    const names = ({ saved, edited }: Pick<typeof named, 'saved' | 'edited'>) =>
      replayed(saved, edited).couches.map(({ name }) => name);
    assert.deepEqual(names(named), []);
    assert.equal(replayed(named.saved, named.edited).otherTeams, 12);
    const alone = await edit(packaged, 'team A', 'module bee { path "b/**" owner A }\nteam A');
    assert.deepEqual(names(alone), ['@x/b', 'a']);
    assert.deepEqual(names({ saved: alone.edited, edited: alone.saved }), ['a', 'bee']);
  });

  it('is not made of other changes, where the edit is about which ones count', async () => {
    const { text } = await edit(longAgo, 'window 24 months', 'window 6 months');
    assert.match(text, /^not replayable: "history" decides which changes count/);
  });
});

describe('what an edit would have done', () => {
  it('is told of few changes in counts and not in shares', async () => {
    const few = tree(
      { [WIRING]: 'module a { path "a/**" owner A }\nmodule b { path "b/**" owner B }\nteam A\nteam B\n' },
      again('Both', ['a/a.ts', 'b/b.ts'], { times: 4, days: 30 }),
    );
    const { text } = await edit(few, 'owner B', 'owner A');
    assert.match(text, /^one team alone 0 → 4 of 4 changes to b · 1 other couch too$/);
  });

  it('says first who takes an owner away, for whom nobody owns looks independent', async () => {
    const owners = hub('codeowners');
    const { text, line } = await edit(owners, '/web/ @x/web', '/web/', 'CODEOWNERS' as RepoPath);
    assert.equal(line, '/web/');
    assert.match(
      text,
      /^1 file that changed would have had no owner · one team alone 0 → 8 of 8 changes to web · /,
    );
    const all = await edit(
      owners,
      /\/hub\/ @x\/hub(.|\n)*/,
      '* @x/hub\n/hub/\n/web/\n',
      'CODEOWNERS' as RepoPath,
    );
    assert.match(all.text, /^4 files that changed would have had no owner · /);
  });

  it('stands at the top where the last owner is taken away', async () => {
    const owners = hub('codeowners');
    for (const left of ['', '\n', '# none\n']) {
      const { text, line } = await edit(owners, /(.|\n)*/, left, 'CODEOWNERS' as RepoPath);
      assert.equal(line, left.trim());
      assert.match(text, /^6 files that changed would have had no owner · /);
    }
  });

  it('stands at what was edited, what follows on what was removed, or the top', async () => {
    const shop = hub('wiring');
    const lineOf = async (what: string | RegExp, by: string) => (await edit(shop, what, by)).line;
    assert.equal(await lineOf('owner Hub', 'owner api-team'), 'module hub { path "hub/**"  owner api-team }');
    assert.equal(await lineOf(/module web .*\n/, ''), 'module app { path "app/**"  owner app-team }');
    assert.equal(
      await lineOf('team Hub', 'couch all { modules hub, web }\nteam Hub'),
      'couch all { modules hub, web }',
    );
    assert.equal(
      await lineOf(/owner (web|app)-team/g, 'owner Hub'),
      'module hub { path "hub/**"  owner Hub }',
    );
    assert.equal(await lineOf('team Hub', '// A comment\n\nteam Hub'), undefined);
    const owners = { path: 'CODEOWNERS' as RepoPath, tree: hub('codeowners') };
    const ruleOf = async (what: string | RegExp, by: string) =>
      (await edit(owners.tree, what, by, owners.path)).line;
    assert.equal(await ruleOf('/app/ @x/app', '/app/ @x/api'), '/app/ @x/api');
    assert.equal(await ruleOf('/api/ @x/api\n', ''), '/app/ @x/app');
    assert.equal(await ruleOf('/hub/', '# All of it\n/hub/'), undefined);
  });

  it('takes a team by another name for the same team', async () => {
    const owners = { ...hub('wiring') };
    const text = owners.files[WIRING] ?? '';
    const shop = {
      ...owners,
      files: { ...owners.files, [WIRING]: text.replace(/team Hub\b[^\n]*/, 'team Hub { handle "@x/hub" }') },
    };
    const renamed = await edit(shop, /\bHub\b/g, 'Middle');
    assert.equal(replayed(renamed.saved, renamed.edited).otherTeams, 0);
    assert.match(renamed.text, /^no change over \d+ changes/);
  });

  it('names the module that was edited, of all for which as much changes', async () => {
    const { text } = await edit(hub('wiring'), 'owner Hub', 'owner api-team');
    assert.match(text, /^independence of hub 0 % → 3\d % over 27 changes · TOO BIG → WATCH · /);
  });

  it('tells of a merge how many modules a change works on, and what became of the pieces', async () => {
    const merged =
      'module @player/convert {\n  path "functions/convert/**", "functions/detect/**", "functions/notify/**"\n}\n';
    const { saved, edited, text } = await edit(exampleTree('prime-video'), /$/, merged);
    assert.equal(
      text,
      'modules a carry of @player/convert 3.0 → 1.0 over 12 changes · @player/convert + @player/detect + @player/notify TOO SMALL → JUST RIGHT (as @player/convert)',
    );
    const { couches, unchanged, all } = replayed(saved, edited);
    assert.deepEqual(
      couches.map(({ name, replay }) => [name, replay.today.modules, replay.edited.modules]),
      ['convert', 'detect', 'notify'].map(name => [`@player/${name}`, 3, 1]),
    );
    assert.deepEqual([unchanged, all.replay?.today.modules, all.replay?.edited.modules], [3, 1.25, 1]);
  });

  it('tells of a few changes how many modules each works on', async () => {
    const few = tree(
      {
        [WIRING]: 'module a { path "a/**" owner A }\nmodule b { path "b/**" owner A }\nteam A\nteam B\n',
        'a/a.ts': '',
        'b/b.ts': '',
      },
      again('Both', ['a/a.ts', 'b/b.ts'], { times: 4, days: 30 }),
    );
    const { text } = await edit(few, /module a.*\nmodule b { path/, 'module b { path "a/**",');
    assert.equal(text, '2.0 → 1.0 modules for each of 4 changes to b · 1 other couch too');
  });

  it('tells of a channel how wide it is and how wide it should be', async () => {
    const tickets = exampleTree('dev-ops-tickets');
    const wider = await edit(tickets, /by ticket/g, 'by chat');
    assert.equal(wider.text, 'bandwidth of Development and Operations 10 % → 40 %, they need 77 %');
    const widest = await edit(tickets, /by ticket/g, 'by embedded');
    assert.match(widest.text, /10 % → 80 %, they need 77 % · @webshop\/deployment MISWIRED → WATCH$/);
    const none = await edit(tickets, /channel .*\n/g, '');
    assert.match(none.text, /^bandwidth of Development and Operations 10 % → none, they need 77 %/);
    // Another channel between the two that is no wider, or one of which no two that lift together have need.
    const same = await edit(tickets, /(channel .*\n)/, '$1$1');
    assert.match(same.text, /^no change over \d+ changes$/);
  });

  it('tells of a channel between two who are the first two of no couch', async () => {
    const paths = ['a/a.ts', 'b/b.ts', 'c/c.ts'];
    const three = tree(
      {
        [WIRING]: `${['A', 'B', 'C'].map(team => `module ${team.toLowerCase()} { path "${team.toLowerCase()}/**" owner ${team} }\nteam ${team}\n`).join('')}channel A <-> B by ticket\n`,
        ...Object.fromEntries(paths.map(path => [path, ''])),
      },
      again('All', paths, { times: 12, days: 25 }),
    );
    const { text } = await edit(three, /$/, 'channel B <-> C by chat\n');
    assert.equal(text, 'bandwidth of A and C none → 10 %, they need 100 %, and of 1 more pair');
  });
});
