import assert from 'node:assert/strict';
import { couchesWorth } from '#core/views/couch-list';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['couch-too-big'] };

describe('a finding about several modules together', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
  const TOGETHER = NAMES.slice(0, 4);
  /** Four modules of four teams that always change together, and two that do not. */
  const group = (accepts: string, marked: boolean) => `
//- /architecture.wiring
${NAMES.map(
  name =>
    `module ${name} { path "${name}"  owner T${name} }${marked && TOGETHER.includes(name) ? '\n//     ^ warning couch-too-big: a + b + c + d is too big' : ''}\nteam T${name}`,
).join('\n')}
service all-four { runs a, b, c, d }
${accepts}
${NAMES.map(name => `//- /${name}/a.ts\nexport const a = 1;`).join('\n')}
//- git
change 2025-07-01 every 14 days 20 times "All of it": ${TOGETHER.map(name => `${name}/a.ts`).join(', ')}
change 2025-07-02 every 28 days 12 times "One": e/a.ts
change 2025-07-09 every 28 days 12 times "Other": f/a.ts
`;
  const accept = (on: string, because = 'it is being split', more = '') =>
    `accept couch-too-big ${on} ${more}because "${because}"`;

  it('is not accepted for all by who accepts one of them, whatever the accept names', async () => {
    for (const on of ['on module a', 'on module d', 'on team Td', 'on team Ta', 'from a to b']) {
      const snapshot = await check(group(accept(on), true), ONLY);
      assert.deepEqual(snapshot.judgement.accepted, [], on);
      assert.ok(snapshot.judgement.findings.every(({ rule }) => rule !== 'stale-accept'));
    }
    const { judgement } = await check(group(accept('on module d'), true), ONLY);
    const finding = judgement.findings.find(({ rule }) => rule === 'couch-too-big');
    assert.equal(
      finding?.evidence.at(-1),
      'accepted by itself: d; it stays until a, b and c are accepted too',
    );
  });

  it('is accepted where accepts name every one, and its modules are not told as if they were not', async () => {
    const each = TOGETHER.map(name => accept(`on module ${name}`)).join('\n');
    const mixed = [
      accept('from a to b', 'first'),
      accept('on team Tc', 'second', 'until 2027-01-01 '),
      accept('on module d', 'third', 'until 2026-12-01 '),
    ].join('\n');
    for (const [accepts, reason, until] of [
      [each, 'it is being split', undefined],
      [mixed, 'first; second; third', '2026-12-01'],
      [accept('on service all-four'), 'it is being split', undefined],
      ['accept couch-too-big because "all"', 'all', undefined],
    ] as const) {
      const snapshot = await check(group(accepts, false), ONLY);
      const { accepted, findings } = snapshot.judgement;
      assert.deepEqual(
        accepted.map(entry => [entry.finding.members, entry.reason, entry.until]),
        [[TOGETHER, reason, until]],
      );
      assert.ok(findings.every(({ rule }) => rule !== 'stale-accept'));
      const { worth, accepted: couches } = couchesWorth(snapshot);
      assert.deepEqual(worth, []);
      assert.equal(couches, 5);
    }
  });

  it('leaves a module out of the list that is accepted by itself, and no other', async () => {
    const snapshot = await check(group(accept('on module d'), true), ONLY);
    assert.deepEqual(
      couchesWorth(snapshot).worth.map(({ couch }) => couch.name),
      ['a + b + c + d', 'a', 'b', 'c'],
    );
  });

  it('is back the day after one of the accepts ends', async () => {
    const ended = [
      ...['a', 'b', 'c'].map(name => accept(`on module ${name}`)),
      accept('on module d', 'soon', 'until 2026-05-31 '),
    ].join('\n');
    const { judgement } = await review(readTree(group(ended, false)));
    assert.ok(judgement.findings.some(({ rule }) => rule === 'couch-too-big'));
    assert.match(
      judgement.findings.find(({ rule }) => rule === 'stale-accept')?.message ?? '',
      /ended on 2026-05-31, and 1 finding of couch-too-big is back/,
    );
  });

  it('is accepted by the fix on each of its modules that is not accepted yet', async () => {
    const todo = (name: string) =>
      `accept couch-too-big on module ${name} until 2026-08-30 because "TODO: say why, and what will end it"\n`;
    const before = group(accept('on module d'), false);
    await checkFix(
      before.replace('module a {', 'module <|>a {'),
      before.replace('\n//- /a/a.ts', `\n${['a', 'b', 'c'].map(todo).join('')}//- /a/a.ts`),
      { ...ONLY, title: 'Accept couch-too-big on each of 3 modules until', rule: 'couch-too-big' },
    );
  });
});
