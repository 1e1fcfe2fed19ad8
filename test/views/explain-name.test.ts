import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { explain } from '#core/views/explain';
import { explainName } from '#core/views/explain-name';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

describe('the explanation of a name', () => {
  const tree = readTree(`
//- /architecture.wiring
group Commerce
group Shops in Commerce
team Checkout in Commerce
team Pay in Commerce
module cart { path "cart/**"  owner Checkout }
module pay { path "pay/**"  owner Pay }
couch ordering { modules cart, pay  at most 1 team }
service cart-api known as "cart" { runs cart  built by Checkout  operated by Pay  availability 99.99%  calls pay-api 3 times  deploys one at a time with shop-train  publishes ordered }
external service pay-api { consumes ordered }
organization Northwind
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`);

  it('of a group tells its teams and what they own', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'group', 'Commerce')?.sections, [
      { heading: 'Teams  2', lines: ['Checkout', 'Pay'] },
      { heading: 'Groups  1', lines: ['Shops'] },
      { heading: 'Modules  2', lines: ['cart: 1 file, Checkout', 'pay: 1 file, Pay'] },
    ]);
  });

  it('of a service tells what it runs, whose it is, and both ends of its calls', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'service', 'cart-api')?.sections, [
      { heading: 'Known as', lines: ['cart'] },
      { heading: 'Runs', lines: ['cart: 1 file, Checkout'] },
      { heading: 'Teams', lines: ['built by Checkout', 'operated by Pay'] },
      { heading: 'Calls', lines: ['pay-api, 3 times'] },
      { heading: 'Promises', lines: ['availability 99.99 %'] },
    ]);
    assert.deepEqual(explainName(snapshot, 'service', 'pay-api'), {
      title: 'pay-api, external',
      sections: [{ heading: 'Called by', lines: ['cart-api'] }],
    });
  });

  it('of a couch tells how many teams own it', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'couch', 'ordering')?.sections.at(-1)?.lines, [
      '2 teams, at most 1 wanted: Checkout and Pay',
    ]);
    assert.equal(explainName(snapshot, 'couch', 'nothing'), undefined);
  });

  it('of an event tells both of its ends, of a train its services, of another name the service', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'event', 'ordered')?.sections, [
      { heading: 'Published by', lines: ['cart-api'] },
      { heading: 'Consumed by', lines: ['pay-api'] },
    ]);
    assert.deepEqual(explainName(snapshot, 'train', 'shop-train')?.sections, [
      { heading: 'Services', lines: ['cart-api'] },
    ]);
    assert.equal(explainName(snapshot, 'service', 'cart')?.title, 'cart-api');
  });

  it('of the organization tells what is declared of it', async () => {
    const explained = explainName(await review(tree), 'organization', 'Northwind');
    assert.deepEqual(explained?.sections[0]?.lines, ['2 groups', '2 teams', '2 modules of the 2 there are']);
  });
});

describe('the explanation of how work is coordinated', () => {
  const tree = readTree(`
//- /architecture.wiring
organization Telco
group Sales in Shops
group Shops
team Roles
team Store in Sales
team Web in Shops
module web { path "web/**"  owner Web }
module store { path "store/**"  owner Store }
queue role-engineering {
  run by Roles
  serves Store, Web
  promised 2 weeks
  actual 11 weeks
}
initiative checkbox "Opt in to the bundle" {
  touches web, store
  waits for queue role-engineering
  waits for feed tax 3 weeks
  success 20%
  at most 1 team
}
flow delivery {
  ask by Store 2 days
  check by Store 1 day waiting 1 day
  build by Web 5 days waiting 31 days
}
flow alone { build by Web 3 days }
flow untimed {
  build by Web 3 days waiting 1 day
  ask by Store
}
flow empty
initiative idle
capability login provided by web, store
//- /web/index.ts
export const a = 1;
//- /store/index.ts
export const a = 1;
`);

  it('of a queue tells how much longer than the work it takes, and how busy it may be', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'queue', 'role-engineering'), {
      title: 'role-engineering, run by Roles',
      sections: [
        { heading: 'Times', lines: ['promised 2 weeks', 'actual 11 weeks'] },
        {
          heading: 'Figures',
          lines: [
            '5.5 times the work (the promise is read as the work itself)',
            'busy 82 % of the time, if it is an M/M/1 queue',
            'busy 33 % at most to take less than 3 weeks',
          ],
        },
        { heading: 'Serves', lines: ['Store and Web'] },
        { heading: 'Waiting for it', lines: ['checkbox'] },
      ],
    });
  });

  it('of a queue that is faster than it promises claims nothing about how busy it is', async () => {
    const fast = readTree(
      '//- /a.wiring\nteam R\nqueue q {\n  run by R\n  promised 2 weeks\n  actual 1 week\n}\n//- /a.ts\nexport const a = 1;\n',
    );
    const figures = explainName(await review(fast), 'queue', 'q')?.sections.find(
      ({ heading }) => heading === 'Figures',
    );
    assert.deepEqual(figures?.lines, [
      'no longer than promised; how busy its people are takes the work itself (touch) to say',
    ]);
  });

  it('of an initiative tells its teams, paths, chance, waits, and who decides', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'initiative', 'checkbox'), {
      title: 'checkbox: Opt in to the bundle',
      sections: [
        { heading: 'Teams  2', lines: ['Store: owns store', 'Web: owns web'] },
        { heading: 'Paths', lines: ['1 between two of them, at most 1 wanted'] },
        { heading: 'Chance', lines: ['20 % in all, 44.7 % of each, if they succeed independently'] },
        {
          heading: 'Waits',
          lines: [
            '14 weeks one after the other',
            '11 weeks asked for at once',
            '11.6 weeks expected for the longest, if exponential',
          ],
        },
        { heading: 'Where they disagree', lines: ['Shops decides'] },
      ],
    });
  });

  it('of a flow, a capability and a feed', async () => {
    const snapshot = await review(tree);
    assert.deepEqual(explainName(snapshot, 'flow', 'delivery')?.sections, [
      { heading: 'Figures', lines: ['3 steps, 2 teams, 1 hand-off', '20 % of 5.7 weeks is work'] },
      { heading: 'Neighbouring steps of one team', lines: ['ask and check'] },
    ]);
    const why = (flow: string) => explainName(snapshot, 'flow', flow)?.sections[0]?.lines[1]?.split(': ')[1];
    assert.deepEqual(['alone', 'untimed', 'empty'].map(why), [
      'no waiting is written down',
      'not every time is written down',
      'it has no steps',
    ]);
    assert.deepEqual(explainName(snapshot, 'initiative', 'idle')?.sections[0], {
      heading: 'Teams  0',
      lines: ['none: it touches nothing'],
    });
    assert.deepEqual(explainName(snapshot, 'capability', 'login')?.sections, [
      { heading: 'Provided by  2', lines: ['web: Web', 'store: Store'] },
    ]);
    assert.deepEqual(explainName(snapshot, 'feed', 'tax')?.sections, [
      { heading: 'Waited for by', lines: ['checkbox: 3 weeks'] },
    ]);
    assert.equal(explainName(snapshot, 'queue', 'tax'), undefined);
  });

  it('is to be had of all that a wiring file declares, by its name or its kind and name', async () => {
    const snapshot = await review(
      readTree(`
//- /architecture.wiring
organization "Northwind Telco"
group Shops
team Web in Shops
service web { publishes ordered  consumes ordered }
initiative rain { waits for feed wipers 2 weeks }
//- /a.ts
export const a = 1;
`),
    );
    const told = (target: string) => {
      const found = explain(snapshot, target, repoPath(''));
      return 'sections' in found ? [found.kind, found.title] : found.message;
    };
    assert.deepEqual(
      [
        'Northwind Telco',
        'organization:Northwind Telco',
        'Shops',
        'group:Shops',
        'ordered',
        'feed:wipers',
      ].map(told),
      [
        ['organization', 'Northwind Telco'],
        ['organization', 'Northwind Telco'],
        ['group', 'Shops'],
        ['group', 'Shops'],
        ['event', 'ordered'],
        ['feed', 'wipers, to be had from elsewhere'],
      ],
    );
    assert.match(String(told('event:gone')), /^there is no /);
  });

  it('ends with findings and what may be done, by its name or its kind and name', async () => {
    const snapshot = await review(tree);
    for (const target of ['role-engineering', 'queue:role-engineering']) {
      const explained = explain(snapshot, target, repoPath(''));
      assert.ok('sections' in explained, target);
      const [findings, mending] = explained.sections.slice(-2);
      assert.match(findings?.lines.join() ?? '', /^overloaded-queue: role-engineering promises 2 weeks/);
      assert.deepEqual(
        mending?.lines.map(line => line.replace(/\. .*/, '')),
        [
          'Make role-engineering embedded: 11 weeks → 2 weeks',
          'Make role-engineering self-service: 11 weeks → no wait',
        ],
      );
    }
    const missing = explain(snapshot, 'role-enginering', repoPath(''));
    assert.ok('known' in missing && missing.known.includes('role-engineering'));
  });
});

describe('the explanation of the organisation', () => {
  const tree = (channel: string) =>
    readTree(`
//- /architecture.wiring
organization Shop
team Battery
team Brakes
team Seats
module battery { path "battery/**"  owner Battery }
module brakes { path "brakes/**"  owner Brakes }
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
${channel}
//- /battery/a.ts
export const a = 1;
//- /brakes/a.ts
export const a = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
//- git
change 2025-07-01 every 28 days 8 times "Recover energy": battery/a.ts, brakes/a.ts
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`);
  const talk = async (channel: string) =>
    explainName(await review(tree(channel)), 'organization', 'Shop')?.sections.find(
      ({ heading }) => heading === 'Who must talk, and can',
    )?.lines;

  it('asks how those talk whose modules change together, where channels are declared', async () => {
    assert.deepEqual(await talk('channel Brakes <-> Seats by chat'), [
      '0 of 1 pair of teams whose modules change together have a channel (0 %)',
      'how do Battery and Brakes talk?',
    ]);
    assert.deepEqual(await talk('channel Brakes <-> Seats by chat\nchannel Battery <-> Seats by chat'), [
      '1 of 1 pair of teams whose modules change together have a channel (100 %)',
    ]);
    assert.equal(await talk(''), undefined);
  });
});
