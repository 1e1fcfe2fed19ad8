import { byText, FILE_START, type Place, type RepoPath } from '../../facts/place.ts';
import { generatedFiles } from '../../model/import-index.ts';
import type { EdgeImport, Model, ModuleEdge } from '../../model/model.ts';
import { lastFor } from '../../once-for.ts';
import type { FindingPlace } from '../finding.ts';

/** An import is marked at its specifier with the quotes, as the compiler marks it. */
export function importPlace({ file, fact }: EdgeImport): Place {
  const { start, end } = fact.range;
  return {
    path: file,
    range: {
      start: { line: start.line, character: Math.max(0, start.character - 1) },
      end: { line: end.line, character: end.character + 1 },
    },
  };
}

/** Sorted by path and position. */
export function importPlaces(
  imports: readonly EdgeImport[],
  message: (found: EdgeImport) => string,
): FindingPlace[] {
  return imports.map(found => ({ place: importPlace(found), message: message(found) })).sort(byPlace);
}

export function byPlace(a: { readonly place: Place }, b: { readonly place: Place }): number {
  return comparePlaces(a.place, b.place);
}

export function comparePlaces(a: Place, b: Place): number {
  return (
    byText(a.path, b.path) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}

export function startOf(path: RepoPath): Place {
  return { path, range: FILE_START };
}

/** How many different files the places are in. */
export function fileCount(places: readonly FindingPlace[]): number {
  return new Set(places.map(({ place }) => place.path)).size;
}

/** The imports of an edge that a rule counts: hand-written ones, and those of tests where tests count. */
export function countedImports(model: Model, edge: ModuleEdge, tests: boolean): readonly EdgeImport[] {
  const known = tests ? countedWithTests : counted;
  // Roles are told by the list of files and by headers.
  return known(edge, [model.facts.files, generatedFiles(model)], () => {
    const all = tests && edge.inTests.length > 0 ? [...edge.imports, ...edge.inTests] : edge.imports;
    return all.filter(({ file }) => model.roleOf(file) !== 'generated');
  });
}

const counted = lastFor<ModuleEdge, readonly EdgeImport[]>();
const countedWithTests = lastFor<ModuleEdge, readonly EdgeImport[]>();
