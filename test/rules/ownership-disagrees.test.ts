import { check, checkFix } from '#test/support/check';

const FILES = `
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`;

describe('ownership-disagrees', () => {
  it('is said at both places', () =>
    check(`
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
module cart { path "cart/**"  owner Checkout }
//                            ^^^^^^^^^^^^^^ error ownership-disagrees: Checkout owns cart here, but CODEOWNERS gives it to @acme/pay; make them agree
//- /CODEOWNERS
* @acme/pay
# <- error ownership-disagrees: Checkout owns cart in the wiring file, but this rule gives it to @acme/pay
${FILES}`));

  it('is not said where one team stands in both, of persons, or of a team whose handle nobody wrote down', () =>
    check(`
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team Pay
module cart { path "cart/**"  owner Checkout or Pay }
module pay { path "pay/**"  owner Pay }
//- /CODEOWNERS
/cart/ @acme/checkout @acme/other
/pay/ @acme/pay
/cart/other.ts @dana
${FILES}
//- /cart/other.ts
export const other = 1;
`));

  it('is mended by a rule that agrees, behind the one that wins', () =>
    checkFix(
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
module cart { path "cart/**"  owner Check<|>out }
//- /CODEOWNERS
* @acme/pay
/pay/ @acme/pay
${FILES}`,
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
module cart { path "cart/**"  owner Checkout }
//- /CODEOWNERS
* @acme/pay
/pay/ @acme/pay
/cart/ @acme/checkout
${FILES}`,
      { title: 'Add an owner rule: /cart/ @acme/checkout' },
    ).then(() => undefined));

  it('is mended in the rule for that very folder, where there is one', () =>
    checkFix(
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team Pay { handle "@acme/pay" }
module cart { path "cart/**"  owner Check<|>out or Pay }
//- /CODEOWNERS
/cart  @acme/other dana@acme.example # since May
${FILES}`,
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team Pay { handle "@acme/pay" }
module cart { path "cart/**"  owner Checkout or Pay }
//- /CODEOWNERS
/cart  @acme/checkout @acme/pay # since May
${FILES}`,
      { title: 'Change the owner rule: /cart @acme/checkout @acme/pay' },
    ).then(() => undefined));
});
