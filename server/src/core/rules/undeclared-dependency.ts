import type { Place } from '../facts/place.ts';
import { declareUse } from '../fixes/declare-use.ts';
import type { EdgeImport, ModuleEdge } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { count, listed } from '../views/words.ts';
import type { FindingPlace } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { countedImports, fileCount, importPlaces } from './support/places.ts';
import { testsCount, testsOption } from './support/tests-option.ts';

export const undeclaredDependency: Rule = {
  id: 'undeclared-dependency',
  title: 'Undeclared dependency',
  severity: 'error',
  needs: ['declared', 'imports'],
  layer: 1,
  mechanism: 'simplify',
  options: [testsOption('counted')],
  docs: {
    what: 'A module has a `uses` clause, and one of its files imports from a module that the clause does not name. A module without a `uses` clause is unrestricted. Type-only imports count: who changes the type lifts both. Imports in test files count as well (as Nx and dependency-cruiser do), unless the option `tests` says `ignored`. Generated files do not count, because nobody writes their imports.',
    why: 'The `uses` clause is what people agreed on. An import that nobody agreed to is how a module quietly becomes coupled to one more team.',
    evidence: 'The number of imports and files, each import by file and line, and the `uses` clause.',
    fixes: 'Declare the use; or remove the import; or accept it with a reason and a date.',
    accept:
      'accept undeclared-dependency from cart to legacy-tax until 2027-03-01 because "until the new tax service"',
    example: `
//- /architecture.wiring
module cart { path "cart/**"  uses events }
module events { path "events/**" }
module pay { path "pay/**" }
//- /cart/index.ts
import { charge } from '../pay/api';
//                     ^^^^^^^^^^^^ error undeclared-dependency: cart does not declare that it uses pay
export const cart = charge;
//- /events/index.ts
export const events = 1;
//- /pay/api.ts
export const charge = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const tests = testsCount(context);
    const edges = new Map<string, ModuleEdge[]>();
    for (const edge of model.edges) {
      const own = edges.get(edge.from);
      if (own) own.push(edge);
      else edges.set(edge.from, [edge]);
    }
    for (const module of model.modules) {
      const uses = module.declared?.uses;
      if (!uses) continue;
      const allowed = new Set(uses.modules.map(ref => model.module(ref.name)?.name));
      for (const edge of edges.get(module.name) ?? []) {
        const imports = countedImports(model, edge, tests);
        context.looked(imports.length, 'imports from modules with a "uses" clause');
        if (allowed.has(edge.to) || imports.length === 0) continue;
        const said = uses.modules.length === 0 ? 'nothing' : listed(uses.modules.map(ref => ref.name));
        yield drafts(edge, [imports, uses.at, said], () => draftOf(edge, imports, uses.at, said));
      }
    }
  },

  fixes: (finding, _place, context) => declareUse(finding, context),
};

/** As long as an edge and the clause it is held against are the same, so is what is said of it. */
const drafts = lastFor<ModuleEdge, Draft>();

function draftOf(edge: ModuleEdge, imports: readonly EdgeImport[], at: Place, said: string): Draft {
  return {
    key: `${edge.from}>${edge.to}`,
    message: places =>
      `${edge.from} does not declare that it uses ${edge.to}, and imports it ${times(places)}; add ${edge.to} to its "uses", or remove the import${places.length === 1 ? '' : 's'}`,
    places: importPlaces(imports, () => `${edge.from} does not declare that it uses ${edge.to}`),
    related: [{ place: at, message: `${edge.from} declares that it uses ${said}` }],
    subject: { module: edge.from, toModule: edge.to },
    evidence: places => [`${count(places.length, 'import')} in ${count(fileCount(places), 'file')}`],
  };
}

function times(places: readonly FindingPlace[]): string {
  const files = fileCount(places);
  if (places.length === 1) return 'once';
  return `${places.length} times in ${count(files, 'file')}`;
}
