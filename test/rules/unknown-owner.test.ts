import { check, checkFix } from '#test/support/check';

const FILES = `
//- /a/index.ts
export const a = 1;
//- /b/index.ts
export const b = 1;
//- /c/index.ts
export const c = 1;
//- /d/index.ts
export const d = 1;
`;

describe('unknown-owner', () => {
  it('is a handle near a declared one; others are unknown to us, not wrong', () =>
    check(`
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team QA { handle "@acme/qa" }
//- /CODEOWNERS
/a/ @acme/CheckOut
/b/ @acme/chekcout
#   ^^^^^^^^^^^^^^ warning unknown-owner: no team has the handle @acme/chekcout; did you mean @acme/checkout?
/c/ @acme/pricing @acme/qb
/d/ @acme/chekcout
#   ^^^^^^^^^^^^^^ warning unknown-owner: no team has the handle @acme/chekcout; did you mean @acme/checkout?
${FILES}`));

  it('is an error once the organization is complete', () =>
    check(`
//- /architecture.wiring
organization "Acme" complete
team Checkout { handle "@acme/checkout" }
//- /CODEOWNERS
/a/ @acme/checkout
/b/ @acme/pricing
#   ^^^^^^^^^^^^^ error unknown-owner: no team has the handle @acme/pricing; declare it with "handle" in a team
/c/ @dana
/d/ @acme/checkout
${FILES}`));

  it('is one rule against many, where nobody declares; but team-a is not team-b', () =>
    check(`
//- /CODEOWNERS
/a/ @acme/checkout @acme/team-a
/b/ @acme/checkout @acme/team-a
/c/ @acme/checkout @acme/team-a
/d/ @acme/chekout @acme/team-b
#   ^^^^^^^^^^^^^ warning unknown-owner: only one rule names @acme/chekout; did you mean @acme/checkout?
${FILES}`));

  it('is renamed in every rule', () =>
    checkFix(
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
//- /CODEOWNERS
/a/ @acme/chek<|>out # ours
/b/ @acme/Chekout @x/y
/c/ @acme/checkout
/d/ @acme/checkout
${FILES}`,
      `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
//- /CODEOWNERS
/a/ @acme/checkout # ours
/b/ @acme/checkout @x/y
/c/ @acme/checkout
/d/ @acme/checkout
${FILES}`,
      { title: 'Change to @acme/checkout in 2 rules' },
    ).then(() => undefined));

  it('is accepted where it stands, and no other with it', () =>
    check(`
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
accept unknown-owner on path "cart" because "renamed next week"
//- /CODEOWNERS
/cart/ @acme/chekout
/pay/  @acme/checkuot
#      ^^^^^^^^^^^^^^ warning unknown-owner: no team has the handle @acme/checkuot; did you mean @acme/checkout?
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`));
});
