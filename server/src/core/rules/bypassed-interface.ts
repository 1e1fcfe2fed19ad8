import { isWithin, type RepoPath } from '../facts/place.ts';
import { exposeTarget } from '../fixes/expose-target.ts';
import { importFromEntry } from '../fixes/import-from-entry.ts';
import { generatedFiles } from '../model/import-index.ts';
import type { Model, Module, ModuleEdge } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { count, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { type Interface, interfaceOf, packageOf, respectsInterface } from './support/interface.ts';
import { countedImports, fileCount, importPlaces } from './support/places.ts';
import { testsCount, testsOption } from './support/tests-option.ts';

export const bypassedInterface: Rule = {
  id: 'bypassed-interface',
  title: 'Bypassed interface',
  severity: 'warning',
  needs: ['imports', 'modules'],
  layer: 1,
  mechanism: 'simplify',
  options: [testsOption('counted')],
  docs: {
    what: "A file imports from another module and ends in a file that is not part of that module's interface. The interface is what a declared module `exposes`; without that, what `exports` in its package.json reaches. A module with neither has no interface to bypass. It is an error where a person wrote `exposes`, and a warning where the interface is inferred. Imports in test files count unless the option `tests` says `ignored`; generated files do not. A test that uses a test file of another package passes by no inferred interface, because `exports` are for what is shipped; where a person wrote `exposes`, it does.",
    why: 'What is not in the interface is what its team wants to be free to change alone. Every import that reaches past it makes that change a couch for two.',
    evidence: 'The number of imports, the files reached, and which clause or manifest says what is public.',
    fixes:
      'Import from the public entry, where it really exports the same names; add the file to `exposes`; or accept it with a reason and a date.',
    accept:
      'accept bypassed-interface from cart to pay until 2027-03-01 because "pay/internal moves to its index with the next release"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  exposes "index.ts" }
//- /cart/index.ts
import { charge } from '../pay/internal/charge';
//                     ^^^^^^^^^^^^^^^^^^^^^^^^ error bypassed-interface: pay/internal/charge.ts is not part of what pay exposes
export const cart = charge;
//- /pay/index.ts
export { charge } from './internal/charge';
//- /pay/internal/charge.ts
export const charge = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const tests = testsCount(context);
    for (const edge of model.edges) {
      const to = model.module(edge.to);
      if (!to) continue;
      const { counted, around } = looked(edge, decidingFor(model, edge, to, tests), () =>
        lookAt(model, edge, to, tests),
      );
      context.looked(counted.length, 'imports of modules that have an interface');
      const [first] = around;
      if (!first) continue;
      const declared = to.declared?.exposes;
      const reached = new Map(
        around.map(found => [importKey(found.file, found.fact.range.start), found.target]),
      );
      const shown = declared ? `what ${to.name} exposes` : `the "exports" of ${to.name}`;
      yield {
        key: `${edge.from}>${edge.to}`,
        severity: declared ? 'error' : 'warning',
        message: places => {
          const files = [...new Set(places.flatMap(({ place }) => targetAt(reached, place) ?? []))].sort();
          const imports = places.length === 1 ? 'an import' : count(places.length, 'import');
          return `${edge.from} reaches past the interface of ${edge.to} with ${imports} (${someOf(files, 2)}); import from its public entry, or make ${files.length === 1 ? 'that file' : 'those files'} public`;
        },
        places: importPlaces(around, ({ target }) => `${target} is not part of ${shown}`),
        related: declared
          ? [{ place: declared.at, message: `what ${to.name} exposes` }]
          : [{ place: to.at, message: `the package whose "exports" say what is public` }],
        subject: { module: edge.from, toModule: edge.to },
        evidence: places => [
          `${count(places.length, 'import')} in ${count(fileCount(places), 'file')} of ${edge.from}`,
          `of ${count(counted.length, 'import')} of ${edge.to} in all`,
        ],
      };
    }
  },

  fixes: (finding, place, context) => [
    ...importFromEntry(finding, place, context),
    ...exposeTarget(finding, place, context),
  ],
};

/** Remembered by the edge: while one file is edited, one module's are others. */
const looked = lastFor<ModuleEdge, ReturnType<typeof lookAt>>();

/** All that decides, beside the edge: what is public of the module that it leads to, and which files are tests. */
function decidingFor(
  model: Model,
  { from }: ModuleEdge,
  { declared, root, packages }: Module,
  tests: boolean,
): readonly unknown[] {
  const exposes = declared?.exposes?.globs.map(({ glob }) => glob).join('\n');
  const own = model.module(from)?.packages ?? [];
  return [model.facts.files, generatedFiles(model), tests, root, exposes, ...packages, '', ...own];
}

function lookAt(model: Model, edge: ModuleEdge, to: Module, tests: boolean) {
  const counted = countedImports(model, edge, tests).filter(
    // Where the file could not be found nobody can say whether it is public.
    ({ file, target, fact }) =>
      fact.resolution.to === 'file' && speaksTo(interfaceOf(to, target), file, model.module(edge.from)),
  );
  const isTest = (path: RepoPath) => model.roleOf(path) === 'test';
  const around = counted.filter(
    found =>
      !respectsInterface(to, found) &&
      (to.declared?.exposes !== undefined || !isTest(found.file) || !isTest(found.target)),
  );
  return { counted, around };
}

/** The "exports" of a package say nothing to its own files, though a module may be made of a few of these. */
function speaksTo(known: Interface | undefined, file: RepoPath, from: Module | undefined): boolean {
  if (known?.by !== 'exports') return known !== undefined;
  const { root } = known.package;
  if (!isWithin(file, root)) return true;
  // A package that lies within it is another.
  const own = from && packageOf(from, file);
  return own !== undefined && own.root.length > root.length;
}

function importKey(path: RepoPath, start: { readonly line: number; readonly character: number }): string {
  return `${path}:${start.line}:${start.character}`;
}

/** A place begins at the quote, the fact behind it. */
function targetAt(
  reached: ReadonlyMap<string, RepoPath>,
  place: Draft['places'][number]['place'],
): RepoPath | undefined {
  const { line, character } = place.range.start;
  return reached.get(importKey(place.path, { line, character: character + 1 }));
}
