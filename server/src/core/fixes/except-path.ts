import type { DeclaredModule, GlobClause } from '../facts/declared.ts';
import { compileGlob } from '../globs.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { at } from './text-positions.ts';
import { writeText } from './wiring-text.ts';

type PathClause = DeclaredModule['paths'][number];

/** Excepts the inner path from the outer module, where every file in both is in one path of the inner. */
export function exceptPath(finding: Finding, { model }: FixContext): readonly Fix[] {
  const overlap = model.overlaps.find(
    ({ modules }) => modules[0] === finding.subject.module && modules[1] === finding.subject.toModule,
  );
  if (!overlap) return [];
  const [first, second] = overlap.modules.map(name => model.module(name)?.declared);
  if (!first || !second) return [];
  const fixes: Fix[] = [];
  for (const [outer, inner] of [
    [first, second],
    [second, first],
  ] as const) {
    const clause = clauseFor(inner, outer, overlap.files);
    if (!clause) continue;
    const holding = outer.paths.filter(path => overlap.files.some(file => holds(path, file)));
    fixes.push({
      title: `Except ${clause.glob} from ${outer.name}`,
      edits: groupEnds(holding).map(({ place, separator }) => ({
        path: place.path,
        range: at(place.range.end),
        newText: `${separator}${writeText(clause.glob)}`,
      })),
      preferred: fixes.length === 0,
    });
  }
  return fixes;
}

/** A path of the inner module that holds every file in both and lies deeper than the outer's. */
function clauseFor(
  inner: DeclaredModule,
  outer: DeclaredModule,
  files: readonly string[],
): GlobClause | undefined {
  const found = inner.paths.find(
    path => files.every(file => holds(path, file)) && path.except.length === 0,
  )?.include;
  if (!found) return undefined;
  const depth = compileGlob(found.glob).prefix.length;
  return outer.paths.every(path => compileGlob(path.include.glob).prefix.length < depth) ? found : undefined;
}

function holds(path: PathClause, file: string): boolean {
  const matches = (glob: string) =>
    compileGlob(glob).matches(file as Parameters<ReturnType<typeof compileGlob>['matches']>[0]);
  return matches(path.include.glob) && !path.except.some(({ glob }) => matches(glob));
}

/** Several globs of one clause share what is excepted: `path "a", "b" except "c"`. */
function groupEnds(paths: readonly PathClause[]): readonly { place: GlobClause['at']; separator: string }[] {
  const ends = new Map<string, { place: GlobClause['at']; separator: string }>();
  for (const path of paths) {
    const last = path.except.at(-1);
    const place = last?.at ?? path.include.at;
    const key = `${place.path}:${place.range.end.line}:${place.range.end.character}`;
    ends.set(key, { place, separator: last ? ', ' : ' except ' });
  }
  return [...ends.values()];
}
