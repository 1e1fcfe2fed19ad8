import { bringsTypesOnly } from '../model/exports.ts';
import { exportingFiles, generatedFiles } from '../model/import-index.ts';
import type { EdgeImport, Model, ModuleEdge } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { count, listed } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { shortestWay, stronglyConnected } from './support/components.ts';
import { importPlace, importPlaces } from './support/places.ts';
import { testsCount, testsOption } from './support/tests-option.ts';

export const dependencyCycle: Rule = {
  id: 'dependency-cycle',
  title: 'Dependency cycle',
  severity: 'warning',
  needs: ['imports'],
  layer: 1,
  mechanism: 'simplify',
  options: [testsOption('ignored')],
  docs: {
    what: 'Modules depend on each other in a circle of value imports (a strongly connected component of the graph of modules). A circle that closes only through type-only imports is information, not a warning; imports that bring nothing but types, and imports in declaration files, count as type-only, because nothing of them runs; an import of a `package.json` makes no circle for the same reason. The root package of a workspace holds whatever lies in no other package; unless it is declared it makes no circle, because what it holds is not one thing. Imports in test files make no circle unless the option `tests` says `counted`.',
    why: 'Modules in a circle cannot be built, released or understood one without the others: together they are one couch, whatever the folders say.',
    evidence:
      'The members, a shortest way around, and the number of imports on each step. The finding stands at the cheapest import to break: the step with the fewest imports, by name among equals.',
    fixes:
      'Move what is imported at the cheapest step to a module that both may use, or turn it into a parameter; where only types are needed, make the import type-only.',
    accept: 'accept dependency-cycle from cart to pay until 2027-03-01 because "broken with ADR-12"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /cart/index.ts
import { charge } from '../pay/index';
//                     ^^^^^^^^^^^^^^ warning dependency-cycle: this import closes a cycle: cart → pay → cart
export const cart = charge;
//- /pay/index.ts
import { cart } from '../cart/index';
import { other } from '../cart/other';
export const charge = () => cart + other;
//- /cart/other.ts
export const other = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const steps = new Map<string, Map<string, Step>>();
    const rest = model.modules.find(
      module => !module.declared && module.root === '' && model.modules.length > 1,
    )?.name;
    for (const edge of model.edges) {
      if (edge.from === rest || edge.to === rest) continue;
      const step = stepOf(model, edge, testsCount(context));
      if (step.value.length + step.types.length === 0) continue;
      const targets = steps.get(edge.from);
      if (targets) targets.set(edge.to, step);
      else steps.set(edge.from, new Map([[edge.to, step]]));
    }
    context.looked(model.modules.length, 'modules');
    const names = model.modules.map(module => module.name as string);
    const targets = (kind: 'value' | 'any') => (node: string) =>
      [...(steps.get(node) ?? [])].flatMap(([to, step]) =>
        kind === 'any' || step.value.length > 0 ? [to] : [],
      );

    const byValue = stronglyConnected(names, targets('value'));
    for (const members of byValue) yield* draft(members, 'value', steps, targets('value'));
    for (const members of stronglyConnected(names, targets('any'))) {
      // A circle that is one by value imports already is said once.
      if (
        byValue.some(
          known => known.length === members.length && known.every((name, i) => name === members[i]),
        )
      )
        continue;
      yield* draft(members, 'types', steps, targets('any'), byValue);
    }
  },
};

interface Step {
  readonly from: string;
  readonly to: string;
  readonly value: readonly EdgeImport[];
  readonly types: readonly EdgeImport[];
}

/** Remembered by the edge: while one file is edited, one module's are others. */
const steps = lastFor<ModuleEdge, Step>();

function stepOf(model: Model, edge: ModuleEdge, tests: boolean): Step {
  return steps(edge, [model.facts.files, generatedFiles(model), exportingFiles(model), tests], () =>
    makeStep(model, edge, tests),
  );
}

function makeStep(model: Model, edge: ModuleEdge, tests: boolean): Step {
  const value: EdgeImport[] = [];
  const types: EdgeImport[] = [];
  for (const found of tests ? [...edge.imports, ...edge.inTests] : edge.imports) {
    if (MANIFEST.test(found.fact.specifier)) continue;
    const erased =
      found.fact.typeOnly || model.roleOf(found.file) === 'declaration' || bringsTypesOnly(model, found);
    (erased ? types : value).push(found);
  }
  return { from: edge.from, to: edge.to, value, types };
}

/** Whoever asks a package for its version runs nothing of it. */
const MANIFEST = /(^|\/)package\.json$/;

function* draft(
  members: readonly string[],
  kind: 'value' | 'types',
  steps: ReadonlyMap<string, ReadonlyMap<string, Step>>,
  targetsOf: (node: string) => readonly string[],
  cyclesByValue: readonly (readonly string[])[] = [],
): Iterable<Draft> {
  const inside = new Set(members);
  const importsOf = (step: Step) => (kind === 'value' ? step.value : [...step.value, ...step.types]);
  const within = (node: string) => targetsOf(node).filter(target => inside.has(target));
  const candidates = members
    .flatMap(from => [...(steps.get(from) ?? new Map<string, Step>()).values()])
    .filter(step => inside.has(step.to) && importsOf(step).length > 0)
    // It is types that close this circle: a step inside a circle of value imports, or one that runs, does not.
    .filter(step => kind === 'value' || step.value.length === 0)
    .filter(step => !cyclesByValue.some(cycle => cycle.includes(step.from) && cycle.includes(step.to)));
  const cheapest = candidates.reduce<Step | undefined>(
    (best, step) => (!best || importsOf(step).length < importsOf(best).length ? step : best),
    undefined,
  );
  if (!cheapest) return;
  const back = shortestWay(cheapest.to, cheapest.from, within) ?? [cheapest.to, cheapest.from];
  const around = [cheapest.from, ...back];
  const way =
    around.length > 7 ? [...around.slice(0, 5), '…', cheapest.from].join(' → ') : around.join(' → ');
  const total = members
    .flatMap(from => [...(steps.get(from)?.values() ?? [])])
    .reduce((sum, step) => sum + (inside.has(step.to) ? importsOf(step).length : 0), 0);
  const who = members.length > 4 ? count(members.length, 'module') : listed(members);
  const through = kind === 'value' ? '' : ', counting type-only imports';
  yield {
    key: `${kind === 'value' ? '' : 'types:'}${members.join('+')}`,
    ...(kind === 'value' ? {} : { severity: 'information' as const }),
    message: places =>
      `${who} depend on each other in a cycle${through} (${way}); the cheapest step to break is ${cheapest.from} → ${cheapest.to} with ${count(places.length, 'import')} of ${total}`,
    places: importPlaces(
      importsOf(cheapest),
      () => `this import closes a cycle${kind === 'value' ? '' : ' of type-only imports'}: ${way}`,
    ),
    related: around.slice(1, -1).flatMap((from, i) => {
      const to = around[i + 2];
      const step = to === undefined ? undefined : steps.get(from)?.get(to);
      const [first] = step ? importsOf(step) : [];
      if (!step || !first) return [];
      return [
        {
          place: importPlace(first),
          message: `${from} → ${to}: ${count(importsOf(step).length, 'import')}, this is the first`,
        },
      ];
    }),
    subject: { module: cheapest.from, toModule: cheapest.to },
    members,
    evidence: [
      `members: ${listed(members)}`,
      ...around.slice(0, -1).flatMap((from, i) => {
        const to = around[i + 1];
        const step = to === undefined ? undefined : steps.get(from)?.get(to);
        if (!step) return [];
        const types = step.types.length > 0 ? ` and ${count(step.types.length, 'type-only import')}` : '';
        return [`${from} → ${to}: ${count(step.value.length, 'value import')}${types}`];
      }),
    ],
  };
}
