import assert from 'node:assert/strict';
import { check } from '#test/support/check';

const PAIR = `
//- /cart/index.ts
import { charge } from '../pay/api';
console.log(charge);
//- /pay/api.ts
export const charge = 1;
`;

describe('an accept on a path', () => {
  it('takes the imports there, and leaves the others', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**"  uses nothing }
module pay { path "pay/**" }
accept undeclared-dependency on path "cart/legacy/**" because "goes away"
//- /cart/index.ts
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare that it uses pay
console.log(charge);
//- /cart/legacy/old.ts
import { charge } from '../../pay/api';
console.log(charge);
//- /pay/api.ts
export const charge = 1;
`).then(({ judgement }) => {
      assert.match(judgement.findings[0]?.message ?? '', /imports it once/);
      assert.deepEqual(
        judgement.accepted.map(({ finding, reason }) => [finding.place.path, reason]),
        [['cart/legacy/old.ts', 'goes away']],
      );
    }));

  it('leaves nothing to one that has expired', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**"  uses nothing }
module pay { path "pay/**" }
accept undeclared-dependency from cart to pay until 2020-01-01 because "old"
// <- warning stale-accept: this accept ended on 2020-01-01, and sets nothing aside any more; remove it
accept undeclared-dependency on path "cart/**" because "new"
${PAIR}`));

  const OWNED = `
//- /CODEOWNERS
/cart/src/ @acme/checkout
//- /cart/src/a.ts
export const a = 1;
//- /cart/src/b.ts
export const b = 1;
//- /cart/src/c.ts
export const c = 1;
//- /cart/legacy/old.ts
export const old = 1;
`;

  it('takes the files that a finding is about, wherever it stands', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
accept unowned-files on path "cart/legacy/**" because "goes away"
${OWNED}`).then(({ judgement }) => assert.equal(judgement.accepted.length, 1)));

  it('takes only these', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
accept unowned-files on path "cart/legacy/**" because "goes away"
//- /cart/new.ts
export const fresh = 1;
${OWNED.replace('checkout\n', 'checkout\n# <- warning unowned-files: nobody owns part of cart: no rule covers its file cart/new.ts\n')}`));

  it('names a folder that is not there yet', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
module next { path "libraries/next/**" }
accept unmatched-path on path "libraries/next/**" because "comes with the next release"
//- /cart/index.ts
export const cart = 1;
`));
});

describe('an accept on a group, a couch or a service', () => {
  const accepts = ['on group Company', 'on group Shops', 'on couch ordering', 'on service cart-api'];
  for (const on of accepts) {
    it(`means what belongs to it: ${on}`, () =>
      check(`
//- /architecture.wiring
group Company
group Shops in Company
group Others
team Shop in Shops
module cart { path "cart/**"  owner Shop  uses nothing }
module pay { path "pay/**" }
couch ordering { modules cart, pay }
service cart-api { runs cart }
accept undeclared-dependency ${on} because "yes"
accept undeclared-dependency on group Others because "no"
// <- warning stale-accept: this accept sets nothing aside any more
${PAIR}`));
  }
});

describe('an accept of what has no direction', () => {
  const CYCLE = `
//- /a/index.ts
import { b } from '../b/index';
export const a = b;
//- /b/index.ts
import { c } from '../c/index';
export const b = c;
//- /c/index.ts
import { a } from '../a/index';
export const c = a;
`;
  for (const about of ['from a to b', 'from b to a', 'from a to c', 'on module c']) {
    it(`takes a cycle by any of its modules: ${about}`, () =>
      check(`
//- /architecture.wiring
module a { path "a/**" }
module b { path "b/**" }
module c { path "c/**" }
accept dependency-cycle ${about} because "broken soon"
${CYCLE}`));
  }

  it('takes an overlap in either order', () =>
    check(`
//- /architecture.wiring
module shop { path "shop/**" }
module cart { path "shop/cart/**" }
accept overlapping-modules from shop to cart because "cart moves out"
//- /shop/cart/index.ts
export const cart = 1;
`));
});

describe('"off in" some paths', () => {
  it('takes files out of what is counted, and nothing else', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
rules { unowned-files off in "**/*.md" }
//- /CODEOWNERS
/cart/src/ @acme/checkout
# <- warning unowned-files: nobody owns part of cart: no rule covers its file cart/new.ts
//- /cart/README.md
text
//- /cart/new.ts
export const fresh = 1;
//- /cart/src/a.ts
export const a = 1;
//- /cart/src/b.ts
export const b = 1;
//- /cart/src/c.ts
export const c = 1;
`));

  it('takes out what disagrees, splits or leads nowhere there', () =>
    check(`
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team Pricing { handle "@acme/pricing" }
module cart { path "cart/**"  owner Checkout }
module pay { path "pay/**" }
rules {
  ownership-disagrees off in "cart/price/**"
  split-ownership off in "pay/price/**"
  unresolved-imports off in "cart/price/**"
  overlapping-modules off in "pay/both/**"
}
module both { path "pay/both/**" }
//- /CODEOWNERS
/cart/ @acme/checkout
/cart/price/ @acme/pricing
/pay/ @acme/checkout
/pay/price/ @acme/pricing
//- /cart/index.ts
export const cart = 1;
//- /cart/price/a.ts
import './gone/a';
import './gone/b';
import './gone/c';
//- /pay/a.ts
export const a = 1;
//- /pay/b.ts
export const b = 1;
//- /pay/price/a.ts
export const c = 1;
//- /pay/price/b.ts
export const d = 1;
//- /pay/both/a.ts
export const e = 1;
`));

  it('gives another severity where the files are', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
rules { unowned-files error in "cart/**" }
//- /CODEOWNERS
/cart/src/ @acme/checkout
# <- error unowned-files: nobody owns part of cart
//- /cart/new.ts
export const fresh = 1;
//- /cart/src/a.ts
export const a = 1;
//- /cart/src/b.ts
export const b = 1;
`));
});
