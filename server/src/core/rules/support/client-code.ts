import { byText } from '../../facts/place.ts';
import { type CallGraph, type GraphService, serviceIn } from '../../measures/runtime/call-graph.ts';
import type { EdgeImport, Model, Module, ModuleName } from '../../model/model.ts';
import type { FindingPlace } from '../finding.ts';
import { byPlace, countedImports, importPlace } from './places.ts';

/** What the page of each rule that marks client code says of it. */
export const IN_CLIENT_CODE =
  'Where the caller imports what the called alone runs, or a package that is named as its client and runs nowhere (`pricing-client`, `client-pricing`, `pricing-sdk`), the first such import of each file is marked too; a URL in a setting tells nothing.';

/** One service calls another. */
export interface Leads {
  readonly from: string;
  readonly to: string;
}

/**
 * Where the code of the caller takes in that of the called: the first import in each file of what the one runs, of what
 * the other alone runs, or of a package that is named as the client of it. Types count, for they are how a client knows
 * what it may ask. Where both services run the same code an import tells of no call, and where nothing is imported
 * (a URL in a setting) the code is not known: then nothing is said.
 */
export function clientCode(
  model: Model,
  graph: CallGraph,
  leads: Iterable<Leads>,
  message: string,
): readonly FindingPlace[] {
  const places = new Map<string, FindingPlace>();
  for (const { from, to } of leads) {
    for (const found of clientImports(model, graph, from, to)) {
      if (places.has(found.file)) continue;
      places.set(found.file, {
        place: importPlace(found),
        message: `${from} takes in the code of ${to} here: ${message}`,
      });
    }
  }
  return [...places.values()].sort(byPlace);
}

function clientImports(model: Model, graph: CallGraph, from: string, to: string): readonly EdgeImport[] {
  const caller = serviceIn(graph, from);
  const callee = serviceIn(graph, to);
  if (!caller || !callee) return [];
  const targets = codeOf(model, graph, callee);
  return caller.modules
    .flatMap(module => targets.flatMap(target => model.edge(module, target) ?? []))
    .flatMap(edge => countedImports(model, edge, false))
    .sort((a, b) => byText(a.file, b.file) || a.fact.range.start.line - b.fact.range.start.line);
}

/** What the service alone runs, and the packages that are named as its client and run nowhere. */
function codeOf(model: Model, graph: CallGraph, service: GraphService): readonly ModuleName[] {
  const runBy = (module: ModuleName) =>
    graph.services.filter(({ modules }) => modules.includes(module)).map(({ name }) => name);
  const own = service.modules.filter(module => runBy(module).length === 1);
  const names = new Set(
    [service.name, ...(service.declared?.aliases ?? []), ...service.seen.map(({ name }) => name)]
      .concat(own.flatMap(name => bareNames(model.module(name))))
      .map(name => name.toLowerCase()),
  );
  const clients = model.modules.filter(module =>
    bareNames(module).some(name => {
      const of = CLIENT.exec(name.toLowerCase())?.slice(1).find(Boolean);
      return of !== undefined && names.has(of) && runBy(module.name).length === 0;
    }),
  );
  return [...own, ...clients.map(({ name }) => name)];
}

function bareNames(module: Module | undefined): string[] {
  return module ? [module.name, ...module.aliases].map(name => name.replace(/^@[^/]+\//, '')) : [];
}

/** `pricing-client`, `client-pricing`, `pricing-sdk`, `pricing-api-client`. */
const CLIENT = /^(?:(.+)-(?:client|sdk)|(?:client|sdk)-(.+))$/;
