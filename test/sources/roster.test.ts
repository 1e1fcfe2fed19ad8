import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeclaredFacts, NOTHING_DECLARED } from '#core/facts/declared';
import { FILE_START, repoPath } from '#core/facts/place';
import { changeLens } from '#core/measures/changes';
import { memoryFileSystem } from '#platform/memory-file-system';
import { nodeFileSystem } from '#platform/node-file-system';
import { readRosters } from '#sources/roster';
import { rosterLines } from '#sources/roster-lines';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';
import { declaredTeam } from '../support/facts.ts';

const PATH = repoPath('people.csv');
const AT = { path: repoPath('a.wiring'), range: FILE_START };

function naming(...paths: readonly string[]): DeclaredFacts {
  return {
    ...NOTHING_DECLARED,
    teams: [declaredTeam('Cart', ['@Acme/Cart'], ['old@x.example'])],
    rosters: paths.map(path => ({ path, at: AT })),
  };
}

describe('the lines of a roster', () => {
  const people = (text: string) =>
    rosterLines(PATH, text).people.map(({ email, team, from, until }) => [email, team.name, from, until]);
  const said = (text: string) =>
    rosterLines(PATH, text).problems.map(({ message, place: { range } }) => [
      message,
      range.start.line,
      range.start.character,
      range.end.character,
    ]);

  it('are e-mail, team, from and until, with dates where they matter', () => {
    const text =
      '\uFEFF# who is where\r\nAna@X.example,Cart\r\n\r\n@bo, "Cart, and Pay" ,2025-01-10,2026-02-01\r\nci@x.example;y,Pay,,2026-01-01';
    assert.deepEqual(people(text), [
      ['ana@x.example', 'Cart', undefined, undefined],
      ['@bo', 'Cart, and Pay', '2025-01-10', '2026-02-01'],
      ['ci@x.example;y', 'Pay', undefined, '2026-01-01'],
    ]);
    assert.deepEqual(people('a@x.example;Cart;;2026-01-01'), [
      ['a@x.example', 'Cart', undefined, '2026-01-01'],
    ]);
  });

  it('have the columns that a line of titles names, and others are not read', () => {
    assert.deepEqual(people('Name,Team,E-Mail,Until\n"Ann ""A"" A",Cart,ana@x.example,2026-01-01\n'), [
      ['ana@x.example', 'Cart', undefined, '2026-01-01'],
    ]);
    assert.deepEqual(said('name,email\nAna,ana@x.example'), [
      ['This line of titles has no "team", so nobody in this file counts.', 0, 0, 10],
    ]);
  });

  it('count for nobody where they are wrong, which is said at the place and without repeating it', () => {
    const text = [
      'ana@x.example,Cart,2026-02-30,',
      'Ana Ananas,Cart',
      'bo@x.example,',
      'bo@x.example,"Cart',
      'bo@x.example,Cart,2026-02-01,2026-01-01',
      'ok@x.example,Cart',
    ].join('\n');
    assert.deepEqual(people(text), [['ok@x.example', 'Cart', undefined, undefined]]);
    assert.deepEqual(said(text), [
      ['"from" of this line is no date; write one as 2026-01-31, or leave it empty.', 0, 19, 29],
      ['The e-mail of this line is none; write an address as it stands in the history, or @login.', 1, 0, 10],
      ['This line names no team; write e-mail, team, and from and until where they matter.', 2, 0, 13],
      ['A quote in this line is not closed, so the line counts for nobody.', 3, 0, 18],
      ['This ends on 2026-01-01, before it begins on 2026-02-01.', 4, 29, 39],
    ]);
    const many = rosterLines(PATH, 'nobody,Cart\n'.repeat(100)).problems;
    assert.equal(many.length, 20);
    assert.match(many[19]?.message ?? '', /\(And 80 more lines of this file\.\)$/);
  });
});

describe('a roster', () => {
  it('gives declared teams their members, by name or handle, and keeps the others apart', () => {
    const fs = memoryFileSystem({
      'people.csv': 'a@x.example,Cart\nb@x.example,@acme/cart\nc@x.example,@acme/pay',
    });
    const declared = naming('people.csv', './people.csv');
    const facts = readRosters(fs, declared);
    assert.deepEqual(
      facts.teams[0]?.members.map(({ email, at }) => [email, at.path]),
      [
        ['old@x.example', 'architecture.wiring'],
        ['a@x.example', 'people.csv'],
        ['b@x.example', 'people.csv'],
      ],
    );
    assert.deepEqual(
      facts.people?.map(({ email, team }) => [email, team.name]),
      [['c@x.example', '@acme/pay']],
    );
    assert.equal(readRosters(fs, declared), facts, 'nothing changed');
    assert.equal(readRosters(fs, NOTHING_DECLARED), NOTHING_DECLARED);
  });

  it('is a regular file below the root, and whatever is none is said where it is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wiring-roster-'));
    try {
      const root = join(folder, 'root');
      mkdirSync(join(root, 'org'), { recursive: true });
      writeFileSync(join(folder, 'outside.csv'), 'a@x.example,Cart');
      symlinkSync(join(folder, 'outside.csv'), join(root, 'link.csv'));
      const facts = readRosters(
        nodeFileSystem(root, { git: false }),
        naming('../outside.csv', 'link.csv', 'org', 'missing.csv', '/etc/passwd'),
      );
      assert.equal(facts.people, undefined);
      assert.deepEqual(facts.teams[0]?.members.length, 1);
      assert.deepEqual(
        facts.problems.map(({ code, place }) => [code, place.path]),
        Array.from({ length: 5 }, () => ['unreadable-file', 'a.wiring']),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('places authors in the review, with its dates, and an unknown team is said once', async () => {
    const snapshot = await review(
      readTree(`
//- /a.wiring
roster "people.csv"
module cart { path "cart" }
//- /people.csv
ana@x.example,@acme/pay,,2026-01-01
bo@x.example,@acme/pai
ci@x.example,@acme/pai
//- /CODEOWNERS
/cart/ @acme/cart
/pay/ @acme/pay
//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- git
change 2026-01-01 "On her last day" by ana@x.example: cart/a.ts
change 2026-01-02 "On the day after" by ana@x.example: cart/a.ts
`),
    );
    const { model } = snapshot;
    const lens = changeLens(model);
    const changes = model.facts.history.state === 'absent' ? [] : model.facts.history.facts.changes;
    assert.deepEqual(changes.map(change => [change.subject, lens.lifters(change)]).sort(), [
      ['On her last day', ['@acme/cart', '@acme/pay']],
      ['On the day after', ['@acme/cart']],
    ]);
    assert.deepEqual(
      snapshot.problems.map(({ message, place }) => [message, place.path, place.range.start.line]),
      [
        [
          'There is no team "@acme/pai", so 2 lines of this file count for nobody. Did you mean @acme/pay?',
          'people.csv',
          1,
        ],
      ],
    );
  });
});
