import { check, checkFix } from '#test/support/check';

const FILES = `
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`;

describe('shadowed-rule', () => {
  it('is a rule whose files are all taken by later ones, also one by one', () =>
    check(`
//- /CODEOWNERS
*.ts @acme/all
# <- warning shadowed-rule: this rule decides nothing: each of the 2 files it matches is taken by 2 later rules, "/cart/" (line 3) and "/pay/" (line 4)
/cart/ @acme/checkout
/pay/ @acme/pay
${FILES}`));

  it('is not a catch-all that is refined, but one with another below it', async () => {
    await check(`
//- /CODEOWNERS
* @acme/all
/cart/ @acme/checkout
/pay/ @acme/pay
/CODEOWNERS @acme/all
${FILES}`);
    await check(`
//- /CODEOWNERS
* @acme/all
# <- warning shadowed-rule: this rule decides nothing
** @acme/others
${FILES}`);
  });

  it('is removed with its line; comments stay', () =>
    checkFix(
      `
//- /CODEOWNERS
# checkout
/car<|>t/ @acme/checkout
/cart/ @acme/platform
/pay/ @acme/pay
${FILES}`,
      `
//- /CODEOWNERS
# checkout
/cart/ @acme/platform
/pay/ @acme/pay
${FILES}`,
      { title: 'Remove the rule' },
    ).then(() => undefined));
});
