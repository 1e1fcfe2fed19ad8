import { check, checkFix } from '#test/support/check';

const FILES = `
//- /shop/index.ts
export const shop = 1;
//- /shop/cart/index.ts
export const cart = 1;
`;

describe('overlapping-modules', () => {
  it('is said once for two modules, at both paths', () =>
    check(`
//- /architecture.wiring
module ts { path "**/*.ts" }
//               ^^^^^^^^^ error overlapping-modules: shop and ts both hold 2 files (shop/cart/index.ts and shop/index.ts)
module shop { path "shop/**" }
//                 ^^^^^^^^^ error overlapping-modules: shop and ts both hold 2 files (shop/cart/index.ts and shop/index.ts)
${FILES}`));

  it('is not said of what "except" leaves out', () =>
    check(`
//- /architecture.wiring
module shop { path "shop/**" except "shop/cart/**" }
module cart { path "shop/cart/**" }
${FILES}`));

  it('is mended by excepting the inner path', () =>
    checkFix(
      `
//- /architecture.wiring
module shop { path "shop<|>/**" }
module cart { path "shop/cart/**" }
${FILES}`,
      `
//- /architecture.wiring
module shop { path "shop/**" except "shop/cart/**" }
module cart { path "shop/cart/**" }
${FILES}`,
      { title: 'Except shop/cart/** from shop' },
    ).then(() => undefined));
});
