import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, fixTitles, review } from '#test/support/check';

const ONLY = { only: ['exclusive-deploy'] };
const A = '//- /a.ts\nexport const a = 1;\n';

const TURNS = 'deploys one at a time with weekly';
const mark = (message: string) => `//${'^'.repeat(TURNS.length)} warning exclusive-deploy: ${message}\n`;
const service = (name: string, clause = TURNS, found = '', more = `built by Team-${name}`) =>
  `service ${name} {\n  ${clause}\n${found}  ${more}\n}\nteam Team-${name}\n`;

describe('exclusive-deploy', () => {
  it('is one finding for a train, at each of its services, with the teams that wait for each other', async () => {
    const found = mark(
      '3 services of 3 teams may only deploy one at a time (weekly): separate services, one couch; whoever is ready waits for up to 2 others, with 3 paths between two of the teams; let each be taken back',
    );
    const { judgement } = await check(
      `//- /architecture.wiring\n${['a', 'b', 'c'].map(name => service(name, TURNS, found)).join('')}${A}`,
      ONLY,
    );
    const findings = judgement.findings.filter(({ rule }) => rule === 'exclusive-deploy');
    assert.deepEqual(
      findings.map(({ id, size }) => [id, size]),
      [['exclusive-deploy:weekly', 3]],
    );
    assert.match(findings[0]?.evidence.join('\n') ?? '', /a, b and c/);
  });

  it('is not said of other trains, of who waits for nobody, nor of who deploys alone or with others', async () => {
    const others = [
      'deploys one at a time with nightly',
      'deploys alone',
      'deploys together with a',
      'deploys together with a',
    ];
    await check(
      `//- /architecture.wiring\n${service('a')}${others.map((clause, i) => service(`o${i}`, clause)).join('')}${A}`,
      ONLY,
    );
  });

  it('takes those that name no train as waiting for each other, and who names two as waiting for both', async () => {
    const snapshot = await review(
      readTree(
        `//- /architecture.wiring\n${service('a', 'deploys one at a time')}${service('b', 'deploys one at a time')}${service('c')}${service('d', 'deploys one at a time with nightly')}${service('e', 'deploys one at a time with nightly, weekly')}${A}`,
      ),
    );
    assert.deepEqual(
      snapshot.judgement.findings
        .filter(({ rule }) => rule === 'exclusive-deploy')
        .map(({ id, size }) => [id, size]),
      [
        ['exclusive-deploy:train', 2],
        ['exclusive-deploy:weekly', 2],
        ['exclusive-deploy:nightly', 2],
      ],
    );
  });

  it('asks one team whether one service would do', () =>
    check(
      `//- /architecture.wiring\n${['a', 'b']
        .map(name =>
          service(
            name,
            TURNS,
            mark(
              '2 services may only deploy one at a time (weekly): separate services, one couch; All waits for itself: whoever is ready waits for up to one other; would one service do?',
            ),
            'built by All',
          ),
        )
        .join('')}team All\n${A}`,
      ONLY,
    ));

  it('offers nothing but to accept: a lock is not gone for being written otherwise', async () => {
    const titles = await fixTitles(
      `//- /architecture.wiring\n${service('a', 'deploys <|>one at a time with weekly')}${service('b')}${A}`,
      ONLY,
    );
    assert.deepEqual(titles, ['Accept exclusive-deploy until 2026-08-30, with a reason']);
  });

  it('can be accepted on any of its services while no more join', async () => {
    const accepted = (most: number) =>
      `//- /architecture.wiring\n${service('a')}${service('b')}accept exclusive-deploy on service a at most ${most} because "one schema"\n${A}`;
    await check(accepted(2), ONLY);
    const { judgement } = await review(readTree(accepted(1)));
    assert.ok(judgement.findings.some(({ id }) => id === 'exclusive-deploy:weekly'));
  });
});
