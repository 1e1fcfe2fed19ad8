import { makeTypeOnly } from '../fixes/make-type-only.ts';
import { bringsTypesOnly } from '../model/exports.ts';
import { exportingFiles, generatedFiles } from '../model/import-index.ts';
import type { EdgeImport, Model, ModuleEdge } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { countedImports, fileCount, importPlaces } from './support/places.ts';

export const valueImportOfTypes: Rule = {
  id: 'value-import-of-types',
  title: 'Value import of types',
  severity: 'information',
  needs: ['imports'],
  layer: 1,
  mechanism: 'simplify',
  options: [],
  docs: {
    what: 'An import of another module is written as a value import, yet every name in it is declared, followed through re-exports, as an interface or a type alias. Imports inside one module are left to the linter, and so are those of tests, generated files and declaration files; JavaScript has no `import type`. Where one name cannot be followed to its declaration nothing is said.',
    why: '`import type` says that the two modules meet in a type only: nothing of the other runs, and no cycle at run time can grow from it.',
    evidence: 'The number of imports and files, each by line.',
    fixes:
      'Make the import type-only. A default import beside named ones becomes two imports, because TypeScript allows only one of them in `import type`.',
    accept:
      'accept value-import-of-types from cart to pay because "our compiler setting needs plain imports"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /cart/index.ts
import { Price } from '../pay/price';
//                    ^^^^^^^^^^^^^^ information value-import-of-types: every name in this import is a type
export const cart = (price: Price) => price;
//- /pay/price.ts
export interface Price { amount: number }
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    for (const edge of model.edges) {
      const { imports, found } = looked(
        edge,
        [model.facts.files, generatedFiles(model), exportingFiles(model)],
        () => lookAt(model, edge),
      );
      context.looked(imports, 'value imports between modules');
      if (found.length === 0) continue;
      yield {
        key: `${edge.from}>${edge.to}`,
        message: places =>
          places.length === 1
            ? `${edge.from} imports nothing but types from ${edge.to} in a value import; "import type" would say so`
            : `${edge.from} imports nothing but types from ${edge.to} in ${places.length} value imports in ${count(fileCount(places), 'file')}; "import type" would say so`,
        places: importPlaces(found, () => 'every name in this import is a type; "import type" would say so'),
        related: [],
        subject: { module: edge.from, toModule: edge.to },
        evidence: places => [`${places.length} of ${count(imports, 'value import')} of ${edge.to}`],
      };
    }
  },

  fixes: (_finding, place, context) => makeTypeOnly(place, context),
};

/** Remembered by the edge: while one file is edited, one module's are others. */
const looked = lastFor<ModuleEdge, { readonly imports: number; readonly found: readonly EdgeImport[] }>();

function lookAt(model: Model, edge: ModuleEdge) {
  const imports = countedImports(model, edge, false).filter(
    ({ file, fact }) => !fact.typeOnly && fact.kind === 'static' && model.roleOf(file) !== 'declaration',
  );
  return { imports: imports.length, found: imports.filter(each => bringsTypesOnly(model, each)) };
}
