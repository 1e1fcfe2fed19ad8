import assert from 'node:assert/strict';
import { factsOf } from '#core/facts/state';
import { queueNumbers } from '#core/organisation/queues';
import { fixesFor } from '#core/rules/judge';
import { queueLine } from '#core/views/coordination-lines';
import { explainName } from '#core/views/explain-name';
import { fixContextOf } from '#core/views/reviewed';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['overloaded-queue'] };

const queue = (clauses: string, mark = '', more = '') => `
//- /architecture.wiring
team Roles
team Retail
team Billing
queue role-engineering {
${mark}
  run by Roles
  serves Retail, Billing
${clauses}
}
${more}
//- /a.ts
export const a = 1;
`;

describe('overloaded-queue', () => {
  it('is said of a queue that takes eleven weeks and promises two, with its numbers', () =>
    check(
      queue(
        '  promised 2 weeks\n  actual 11 weeks',
        '//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 11 weeks, 5.5 times the work, the promise read as the work itself: its people are busy 82 % of the time, and to take less than 3 weeks they may be busy 33 % at most',
      ),
      ONLY,
    ));

  it('takes the work itself where it is written down', async () => {
    await check(
      queue(
        '  promised 2 weeks\n  actual 6 weeks\n  touch 3 days',
        '//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 6 weeks, 14 times the work: its people are busy 93 % of the time, and to keep the promise they may be busy 79 % at most',
      ),
      ONLY,
    );
    await check(
      queue(
        '  promised 2 weeks\n  actual 11 weeks\n  touch 4 weeks',
        '//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 11 weeks, 2.8 times the work: its people are busy 64 % of the time, and the promise is shorter than the work alone, which takes 4 weeks; let',
      ),
      ONLY,
    );
  });

  it('never advises to be busy 0 % of the time, where the promise is shorter than the work', async () => {
    for (const touch of ['15 days', '3 weeks']) {
      const snapshot = await check(
        queue(
          `  promised 2 weeks\n  actual 11 weeks\n  touch ${touch}`,
          '//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 11 weeks',
        ),
        ONLY,
      );
      const [finding] = snapshot.judgement.findings.filter(({ rule }) => rule === 'overloaded-queue');
      const said = `the promise is shorter than the work alone, which takes ${touch}`;
      assert.ok(finding);
      assert.ok(finding.message.includes(`, and ${said}; let`), finding.message);
      const told = [finding.message, ...finding.evidence].join();
      assert.doesNotMatch(told, /at most|ρ ≤/);
      const figures = explainName(snapshot, 'queue', 'role-engineering')?.sections.find(
        ({ heading }) => heading === 'Figures',
      );
      assert.equal(figures?.lines.at(-1), said);
      const [declared] = factsOf(snapshot.model.facts.declared)?.queues ?? [];
      assert.match((declared && queueLine(declared)) ?? '', /, promised less than the work$/);
    }
  });

  it('is not said of what keeps its promise nearly, or of which too little is known', async () => {
    await check(queue('  promised 2 weeks\n  actual 5 weeks'), ONLY);
    await check(queue('  promised 2 weeks'), ONLY);
    await check(queue('  actual 11 weeks'), ONLY);
    await check(queue('  actual 11 weeks\n  touch 1 day'), ONLY);
    const twice = 'rules { overloaded-queue { times 6 } }';
    await check(queue('  promised 2 weeks\n  actual 11 weeks', '', twice), ONLY);
  });

  it('aims past the promise only where the work takes all of it', async () => {
    const numbers = async (clauses: string) => {
      const { model } = await review(readTree(queue(clauses)));
      const [declared] = factsOf(model.facts.declared)?.queues ?? [];
      return declared && queueNumbers(declared);
    };
    const reachable = await numbers('  promised 10 days\n  actual 60 days\n  touch 5 days');
    assert.deepEqual([reachable?.target?.keepsPromise, reachable?.target?.utilisation], [true, 0.5]);
    const all = await numbers('  promised 10 days\n  actual 60 days\n  touch 10 days');
    assert.equal(all?.target?.keepsPromise, false);
    const faster = await numbers('  promised 10 days\n  actual 6 days');
    assert.equal(faster?.load, undefined);
  });

  it('is said of one that is called self-service and takes as long', () =>
    check(
      queue(
        '  promised 2 weeks\n  actual 11 weeks\n  access self-service',
        '//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 11 weeks, although it is self-service, 5.5',
      ),
      ONLY,
    ));

  it('is mended by embedding, or by self-service, written in place of the wait', async () => {
    const fix = await checkFix(
      queue('  promised 2 weeks\n  actual 11 weeks').replace('queue role', 'queue <|>role'),
      queue('  promised 2 weeks\n  access embedded'),
      ONLY,
    );
    if (!/9 weeks of waiting less for each request of each of the 2 teams it serves/.test(fix.note ?? ''))
      throw new Error(fix.note);
    await checkFix(
      queue('  promised 2 weeks\n  actual 11 weeks\n  access ticket').replace('queue role', 'queue <|>role'),
      queue('  promised 2 weeks\n  access self-service'),
      { ...ONLY, title: 'Make role-engineering self-service: 11 weeks → no wait' },
    );
    // Where all stands on one line, no gap is left in it.
    const inLine = (clauses: string) =>
      queue('').replace(/queue role[^}]*\}/, `queue <|>roles { run by Roles serves Retail ${clauses} }`);
    await checkFix(
      inLine('promised 2 weeks actual 11 weeks touch 3 days access ticket'),
      inLine('promised 2 weeks touch 3 days access embedded').replace('<|>', ''),
      ONLY,
    );
  });

  it('tells its aim in the unit of the promise, however short the work', async () => {
    const { judgement } = await review(
      readTree(queue('  promised 2 weeks\n  actual 6 weeks\n  touch 30 minutes')),
    );
    const [finding] = judgement.findings.filter(({ rule }) => rule === 'overloaded-queue');
    assert.ok(finding?.evidence.includes('ρ ≤ 1.00 for 2 weeks'), finding?.evidence.join());
  });

  it('is not said to be mended by what it says of itself already', async () => {
    for (const [access, other, advice] of [
      ['self-service', 'embedded: 11 weeks → 2 weeks', 'let its people work in the teams that need them'],
      ['embedded', 'self-service: 11 weeks → no wait', 'let these teams help themselves'],
    ]) {
      const tree = queue(`  promised 2 weeks\n  actual 11 weeks\n  access ${access}`);
      const snapshot = await review(readTree(tree));
      const [finding] = snapshot.judgement.findings.filter(({ rule }) => rule === 'overloaded-queue');
      assert.ok(finding);
      assert.ok(finding.message.includes(`; ${advice}, or find out`), finding.message);
      const context = fixContextOf(snapshot);
      assert.ok(context);
      const titles = fixesFor(finding, finding.place, context).map(({ title }) => title);
      assert.deepEqual(
        titles.filter(title => title.startsWith('Make ')),
        [`Make role-engineering ${other}`],
      );
    }
  });

  it('can be accepted', () =>
    check(
      queue(
        '  promised 2 weeks\n  actual 11 weeks',
        '',
        'accept overloaded-queue on queue role-engineering because "two move over"',
      ),
    ));
});
