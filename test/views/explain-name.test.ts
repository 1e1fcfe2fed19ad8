import assert from 'node:assert/strict';
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
