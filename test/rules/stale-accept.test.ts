import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const FILES = `
//- /cart/index.ts
import { charge } from '../pay/api';
console.log(charge);
//- /pay/api.ts
export const charge = 1;
`;

const wiring = (accept: string) => `
//- /architecture.wiring
team Shop
module cart { path "cart/**"  owner Shop  uses nothing }
module pay { path "pay/**" }
${accept}
`;

describe('stale-accept', () => {
  const accepts = [
    'accept undeclared-dependency from cart to pay because "yes"',
    'accept undeclared-dependency on module pay until 2026-06-01 because "yes"',
    'accept undeclared-dependency on team Shop because "yes"',
    'accept undeclared-dependency on path "cart/**" because "yes"',
    'accept undeclared-dependency because "yes"',
  ];
  for (const accept of accepts) {
    it(`is not said of ${accept}`, () =>
      check(`${wiring(accept)}${FILES}`).then(({ judgement }) => {
        assert.deepEqual(
          judgement.accepted.map(({ by, reason }) => [by, reason]),
          [['accept', 'yes']],
        );
      }));
  }

  it('is said where nothing matches, and the other way round does not match', () =>
    check(`${wiring(`accept undeclared-dependency from pay to cart because "yes"
// <- warning stale-accept: this accept sets nothing aside any more: undeclared-dependency has no such finding`)}
//- /cart/index.ts
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare
console.log(charge);
//- /pay/api.ts
export const charge = 1;
`));

  it('is said the day after the end, when the finding is back', () =>
    check(`${wiring(`accept undeclared-dependency from cart to pay until 2026-05-31 because "yes"
// <- warning stale-accept: this accept ended on 2026-05-31, and 1 finding of undeclared-dependency is back`)}
//- /cart/index.ts
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare
console.log(charge);
//- /pay/api.ts
export const charge = 1;
`));

  it('is said of a number where the finding counts nothing, and leaves the number out', async () => {
    const queue = (accept: string, mark = '') => `
//- /architecture.wiring
team Roles
queue roles { run by Roles  promised 2 weeks  actual 11 weeks }
${mark}accept overloaded-queue on queue roles${accept} because "two move over"
//- /a.ts
export const a = 1;
`;
    await checkFix(queue(' at most 3', '<|>'), queue(''), { rule: 'stale-accept' });
    const { judgement } = await review(readTree(queue(' at most 3')));
    assert.ok(
      judgement.findings.some(({ message }) =>
        message.includes(
          'this accept is for at most 3, and overloaded-queue counts nothing, so that it accepts nothing; leave the number out',
        ),
      ),
    );
  });

  it('is removed with its line', () =>
    checkFix(
      `${wiring('acc<|>ept dependency-cycle because "yes"\nmodule more')}${FILES}`,
      `${wiring('module more')}${FILES}`,
      { title: 'Remove the accept' },
    ).then(() => undefined));
});
