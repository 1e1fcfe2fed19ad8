import { exceptPath } from '../fixes/except-path.ts';
import { count, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const overlappingModules: Rule = {
  id: 'overlapping-modules',
  title: 'Overlapping modules',
  severity: 'error',
  needs: ['declared', 'files'],
  layer: 1,
  mechanism: 'simplify',
  options: [],
  docs: {
    what: 'A file lies in the paths of two declared modules. Packages that nobody declared overlap with nothing: of nested ones the innermost holds the file.',
    why: 'A file in two modules has two owners and two lists of what it may use; which of them holds depends on a tie-break that nobody chose. Until it is mended the file counts to the module with the deeper path.',
    evidence: 'The number of files in both, and the first of them.',
    fixes: 'Except the inner path from the outer module; or narrow one of the paths.',
    accept:
      'accept overlapping-modules from cart to shop until 2027-03-01 because "cart is being moved out of shop"',
    example: `
//- /architecture.wiring
module shop { path "shop/**" }
//                 ^^^^^^^^^ error overlapping-modules: cart and shop both hold 1 file (shop/cart/index.ts)
module cart { path "shop/cart/**" }
//                 ^^^^^^^^^^^^^^ error overlapping-modules: cart and shop both hold 1 file (shop/cart/index.ts)
//- /shop/index.ts
export const shop = 1;
//- /shop/cart/index.ts
export const cart = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    context.looked(model.modules.filter(module => module.declared).length, 'declared modules');
    for (const { modules, at, files: both } of model.overlaps) {
      const files = both.filter(context.counts);
      if (files.length === 0) continue;
      const [first, second] = modules;
      const message = `${first} and ${second} both hold ${count(files.length, 'file')} (${someOf(files, 2)}); narrow one of the paths, or write what to leave out behind "except"`;
      yield {
        key: `${first}+${second}`,
        message,
        places: at.map(place => ({ place, message })),
        files,
        related: [],
        subject: { module: first, toModule: second },
        members: modules,
        evidence: [`${count(files.length, 'file')} in both`],
      };
    }
  },

  fixes: (finding, _place, context) => exceptPath(finding, context),
};
