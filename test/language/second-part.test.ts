import assert from 'node:assert/strict';
import { cursor, PATH, read, textAt } from './support.ts';

const TEAMS = 'team A\nteam B\nteam C\n';

describe('the second part of the language', () => {
  it('reads interactions', async () => {
    const { facts, problems } = await read(
      `${TEAMS}interaction A -> B as-a-service\ninteraction A<->C collaboration until 2026-12-31`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.interactions.map(({ from, to, both, mode, until }) => [from.name, to.name, both, mode, until]),
      [
        ['A', 'B', false, 'as-a-service', undefined],
        ['A', 'C', true, 'collaboration', '2026-12-31'],
      ],
    );
  });

  it('reads queues with their times in milliseconds, and as written', async () => {
    const { facts } = await read(
      `${TEAMS}queue q {\n  run by A\n  serves B, C\n  promised 2 weeks\n  actual 11weeks\n  touch 36 hours\n  access self-service\n}`,
    );
    const [queue] = facts.queues;
    const day = 86_400_000;
    assert.deepEqual(
      [queue?.promised?.ms, queue?.actual?.ms, queue?.touch?.ms, queue?.actual?.text],
      [14 * day, 77 * day, 1.5 * day, '11 weeks'],
    );
    assert.deepEqual([queue?.runBy?.name, queue?.access?.way], ['A', 'self-service']);
    assert.deepEqual(
      queue?.serves.map(({ name }) => name),
      ['B', 'C'],
    );
  });

  it('reads calls of which one of several is enough', async () => {
    const { facts, problems } = await read(
      'service web {\n  calls east or west or "south" 2 times\n  calls mail async\n}\nservice east\nservice west\nservice south\nservice mail',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.services[0]?.calls.map(({ service, or, times, async }) => [
        service.name,
        or?.map(({ name }) => name),
        times,
        async,
      ]),
      [
        ['east', ['west', 'south'], 2, false],
        ['mail', undefined, undefined, true],
      ],
    );
    const { problems: unknown } = await read(
      'service web { calls east or wets }\nservice east\nservice west',
    );
    assert.deepEqual(
      unknown.map(({ message }) => message),
      ['There is no service "wets". Did you mean west?'],
    );
    const { problems: seen } = await read(
      'service web { calls "stock-v2" }\nservice warehouse known as "stock", "stock-v2"\ncapability c provided by stock',
    );
    assert.deepEqual(
      seen.map(({ message, suggestions }) => [message, suggestions?.[0]?.edits[0]?.newText]),
      [
        [
          'There is no service "stock-v2". That is what traces call warehouse; write warehouse.',
          '"warehouse"',
        ],
        ['There is no provider "stock". That is what traces call warehouse; write warehouse.', 'warehouse'],
      ],
    );
  });

  it('reads initiatives', async () => {
    const { facts, problems } = await read(
      `${TEAMS}module m\nqueue q\ninitiative i "A title" {\n  led by A\n  touches m, B\n  waits for feed f 3 weeks\n  waits for queue q after f\n  waits at once\n  success 20%\n  at most 3 teams\n}`,
    );
    assert.deepEqual(problems, []);
    const [initiative] = facts.initiatives;
    assert.equal(initiative?.title, 'A title');
    assert.equal(initiative?.ledBy?.name, 'A');
    assert.deepEqual(
      initiative?.touches.map(({ name }) => name),
      ['m', 'B'],
    );
    assert.deepEqual(
      initiative?.waits.map(({ kind, on, time, after }) => [
        kind,
        on.name,
        time?.text,
        after.map(({ name }) => name),
      ]),
      [
        ['feed', 'f', '3 weeks', []],
        ['queue', 'q', undefined, ['f']],
      ],
    );
    assert.equal(initiative?.asksAtOnce, true);
    assert.deepEqual([initiative?.success?.share, initiative?.success?.per], [0.2, 'whole']);
    assert.equal(initiative?.atMostTeams?.count, 3);
  });

  it('reads flows, capabilities and where traces lie', async () => {
    const { facts, problems } = await read(
      `${TEAMS}flow f {\n  ask by A 5 days\n  test by B 6 weeks waiting 3 days in 40 steps\n  decide by C\n}\nservice s\ncapability c provided by s, A\ntraces "traces", "more/*.json"`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.flows[0]?.steps.map(({ name, team, touch, wait, count }) => [
        name,
        team.name,
        touch?.text,
        wait?.text,
        count,
      ]),
      [
        ['ask', 'A', '5 days', undefined, 1],
        ['test', 'B', '6 weeks', '3 days', 40],
        ['decide', 'C', undefined, undefined, 1],
      ],
    );
    assert.deepEqual(
      facts.capabilities[0]?.providers.map(({ name }) => name),
      ['s', 'A'],
    );
    assert.deepEqual(
      facts.traces.map(({ glob }) => glob),
      ['traces', 'more/*.json'],
    );
  });

  const WRONG: Record<string, readonly [text: string, at: string, message: RegExp]> = {
    'waits that wait for each other': [
      'initiative i {\n  waits for feed a 1 week after b\n  waits for feed b 1 week after a\n}',
      'b',
      /a cannot come after b, which comes after a/,
    ],
    'a wait for itself': [
      'initiative i {\n  waits for feed a 1 week after a\n}',
      'a',
      /a cannot come after a/,
    ],
    'a mistyped wait': [
      'initiative i {\n  waits for feed wiper-feed 1 week\n  waits for feed b 1 week after wipr-feed\n}',
      'wipr-feed',
      /Did you mean wiper-feed\?/,
    ],
    'a feed without a time': [
      'initiative i {\n  waits for feed a\n}',
      'a',
      /Say how long a takes: waits for feed a 2 weeks/,
    ],
    'an unknown queue': [
      'queue roles\ninitiative i {\n  waits for queue rolls\n}',
      'rolls',
      /There is no queue "rolls"\. Did you mean roles\?/,
    ],
    'two queues of one name': ['queue a\nqueue a', 'a', /There is already a queue "a"/],
    'two flows of one name': ['flow a\nflow a', 'a', /There is already a flow "a"/],
    'two initiatives of one name': ['initiative a\ninitiative a', 'a', /There is already an initiative "a"/],
    'two ways of working together': [
      `${TEAMS}interaction A -> B as-a-service\ninteraction B <-> A collaboration until 2026-01-01`,
      'interaction B <-> A collaboration until 2026-01-01',
      /How A works with B is already said/,
    ],
    'an impossible chance': [
      'initiative i {\n  success 120% per team\n}',
      '120%',
      /120% is more than everything/,
    ],
    'an impossible date': [
      `${TEAMS}interaction A -> B collaboration until 2026-02-30`,
      '2026-02-30',
      /does not exist; that month has 28 days/,
    ],
    'an unknown way of access': [
      'queue q {\n  access selfservice\n}',
      'selfservice',
      /"selfservice" is no way of access; .*Did you mean self-service\?/,
    ],
    'a team served twice': [
      `${TEAMS}queue q { run by A  serves B, B }`,
      'B',
      /B is already named as one that q serves; it counts once/,
    ],
    'a service known as itself': [
      'service s known as "s-1", s',
      's',
      /s has the name "s" already; it counts once/,
    ],
    'a provider named twice': [
      `${TEAMS}capability c provided by A, A`,
      'A',
      /A is already named as a provider of c; it counts once/,
    ],
    'an unknown subject of an accept': [
      'queue roles\naccept dependency-cycle on queue role because "x"',
      'role',
      /There is no queue "role"\. Did you mean roles\?/,
    ],
    'an accept of nothing': [
      'queue roles\naccept dependency-cycle on queue roles at most 0 because "x"',
      '0',
      /An accept is for at least one/,
    ],
    'a clause of something else': [
      'team A\ninitiative i {\n  operated by A\n}',
      'operated',
      /"operated" is no clause of an initiative\. It belongs into a service\./,
    ],
    'a wait half typed': ['initiative i {\n  waits\n}', 'waits', /Expected "for feed NAME 2 weeks"/],
    'a queue half typed': ['queue q {\n  run\n}', 'run', /Expected "by"/],
    'an interaction half typed': [
      'team A\nteam B\ninteraction A -> B',
      'B',
      /how the two work together \(as-a-service, collaboration or facilitating\)/,
    ],
  };
  for (const [what, [text, at, message]] of Object.entries(WRONG)) {
    it(`says at its place: ${what}`, async () => {
      const { problems } = await read(text);
      assert.equal(problems.length, 1, JSON.stringify(problems.map(each => each.message)));
      assert.match(problems[0]?.message ?? '', message);
      assert.equal(problems[0] && textAt(text, problems[0].place.range), at);
    });
  }

  const OFFERS: Record<string, readonly [text: string, offered: readonly string[]]> = {
    'ways to work together': [
      'team A\nteam B\ninteraction A -> B <|>',
      ['as-a-service', 'collaboration', 'facilitating'],
    ],
    'ways of access': ['queue q {\n  access <|>\n}', ['ticket', 'self-service', 'embedded']],
    'queues to wait for': ['queue roles\ninitiative i {\n  waits for queue <|>\n}', ['roles']],
    'what an initiative touches': ['module m\nteam T\ninitiative i {\n  touches <|>\n}', ['m', 'T']],
    'clauses of a queue': ['queue q {\n  <|>\n}', ['run', 'serves', 'promised', 'actual', 'touch', 'access']],
    providers: ['service s\nmodule m\ncapability c provided by <|>', ['s', 'm']],
    'who does a step': ['team T\nflow f {\n  build by <|>\n}', ['T']],
  };
  for (const [what, [marked, offered]] of Object.entries(OFFERS)) {
    it(`completes ${what}`, async () => {
      const { text, position } = cursor(marked);
      const { language } = await read(text);
      const labels = (await language.completion(PATH, position)).map(({ label }) => label);
      assert.deepEqual(
        offered.filter(label => !labels.includes(label)),
        [],
        labels.join(', '),
      );
    });
  }

  it('takes a comma behind the last provider, whatever follows', async () => {
    for (const next of [
      'history {\n  window 12 months\n}',
      'rules {\n}',
      'module m',
      'capability d provided by A',
    ]) {
      const { facts, problems } = await read(`${TEAMS}capability c provided by\n  A,\n  B,\n\n${next}`);
      assert.deepEqual(problems, [], next);
      assert.equal(facts.capabilities[0]?.providers.length, 2, next);
    }
  });

  it('knows what is named where, and renames it', async () => {
    const { text, position } = cursor('queue ro<|>les\ninitiative i {\n  waits for queue roles\n}');
    const { language } = await read(text);
    assert.equal(language.nameAt(PATH, position)?.kind, 'queue');
    const renamed = await language.rename(PATH, position, 'rights');
    assert.equal(renamed.ok && renamed.edits.length, 2);
  });
});
