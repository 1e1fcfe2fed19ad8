import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';

const WIRING = `
//- /architecture.wiring
module cart { path "cart/**"  uses nothing }
module pay { path "pay/**" }
//- /pay/api.ts
export const charge = 1;
`;

describe('unused-ignore', () => {
  it('is not said of an ignore with a reason that sets something aside, also above a long statement', () =>
    check(`${WIRING}
//- /cart/index.ts
// wiring-ignore-next-line undeclared-dependency: until the tax service is there
import {
  charge,
} from '../pay/api';
console.log(charge);
`).then(({ judgement }) => {
      assert.deepEqual(
        judgement.accepted.map(({ by, reason, finding }) => [by, reason, finding.id]),
        [['inline', 'until the tax service is there', 'undeclared-dependency:cart>pay']],
      );
    }));

  it('is said without a reason, which is then not followed; with a rule that is none; and where nothing is found', () =>
    check(`${WIRING}
//- /cart/index.ts
// wiring-ignore-next-line undeclared-dependency
// <- warning unused-ignore: this ignore gives no reason, so it is not followed
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare
// wiring-ignore-next-line undeclared-dependncy: because
// <- warning unused-ignore: no rule is called "undeclared-dependncy", so this ignore sets nothing aside; did you mean undeclared-dependency?
// wiring-ignore-file bypassed-interface: because
// <- warning unused-ignore: this ignore sets nothing aside: bypassed-interface finds nothing in this file
console.log(charge);
`));

  it('is said of a reason that is still to be written, which is followed meanwhile', () =>
    check(`${WIRING}
//- /cart/index.ts
// wiring-ignore-file undeclared-dependency: TODO: say why
// <- warning unused-ignore: the reason of this ignore is still to be written; say why undeclared-dependency is lived with here
import { charge } from '../pay/api';
console.log(charge);
`));

  it('is said of a block comment that is nothing but an ignore, with the rule that was meant', () =>
    check(`${WIRING}
//- /cart/index.ts
/* wiring-ignore-next-line undeclared-dependncy: until the tax service is there */
// <- warning unused-ignore: this ignore is a block comment, so it is not followed; write it as "// wiring-ignore-… undeclared-dependency: why"
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare
/**
 * An example is none: wiring-ignore-next-line undeclared-dependency: why
 */
export const text = '/* wiring-ignore-file undeclared-dependency: why */';
// nor here: /* wiring-ignore-file undeclared-dependency: why */
console.log(charge);
`));

  it('leaves rules alone that are off', () =>
    check(`${WIRING}
//- /cart/index.ts
// wiring-ignore-file dependency-cycle: because
console.log(1);
//- /rules.wiring
rules { dependency-cycle off }
`));

  it('counts what is left', () =>
    check(`${WIRING}
//- /cart/index.ts
// wiring-ignore-next-line undeclared-dependency: because
import { charge } from '../pay/api';
import { charge as again } from '../pay/api';
//                              ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare
console.log(charge, again);
`).then(({ judgement }) => assert.match(judgement.findings[0]?.message ?? '', /imports it once/)));

  it('is removed with its line', () =>
    checkFix(
      `${WIRING}
//- /cart/index.ts
console.log(0);
  // wiring-ignore-next-line undeclared-<|>dependency: because
console.log(1);
`,
      `${WIRING}
//- /cart/index.ts
console.log(0);
console.log(1);
`,
      { title: 'Remove the ignore' },
    ).then(() => undefined));
});
