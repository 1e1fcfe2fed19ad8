import { type DeclaredFacts, NOTHING_DECLARED } from '../facts/declared.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { factsOf } from '../facts/state.ts';
import { generatedFiles } from '../model/import-index.ts';
import type { Model } from '../model/model.ts';

/**
 * All of a model that decides how changes are read, to compare with that of another by `sameGround`. While one types, nearly
 * every model has the same ground as the one before, and reading thousands of changes again would cost more than all else.
 */
export function changeGround({ facts }: Model): readonly unknown[] {
  const { declared, files, modules, ownership } = facts;
  return [
    ...declaredGround(factsOf(declared) ?? NOTHING_DECLARED),
    factsOf(files),
    factsOf(modules),
    ownershipGround(factsOf(ownership)?.rules ?? NO_RULES),
    // All that imports tell about changes: which files are generated, by their header.
    generatedFiles({ facts }),
  ];
}

export function sameGround(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((part, index) => part === b[index]);
}

/**
 * Whether two grounds differ at most in what is asked path by path: which module holds it, and who owns it. Then whatever
 * touches no path that differs is read alike over both. Order as in `changeGround`.
 */
export function differsByPathOnly(a: readonly unknown[], b: readonly unknown[]): boolean {
  const [, , people, files, , , generated] = a;
  const [, , otherPeople, otherFiles, , , otherGenerated] = b;
  return people === otherPeople && files === otherFiles && generated === otherGenerated;
}

/** Whether two grounds differ at most in which declared module has which owner. */
export function differsByOwnersOnly(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((part, index) => index === 1 || part === b[index]);
}

/** By name, the modules that are declared to have another owner in one of two models whose grounds differ by owners only. */
export function ownedOtherwise(a: Pick<Model, 'facts'>, b: Pick<Model, 'facts'>): readonly string[] {
  const [before, after] = [a, b].map(({ facts }) => (factsOf(facts.declared) ?? NOTHING_DECLARED).modules);
  return (after ?? [])
    .filter(({ owner }, at) => withoutPlaces(owner) !== withoutPlaces(before?.[at]?.owner))
    .map(({ name }) => name);
}

/** Whether the rules of CODEOWNERS are the same. */
export function sameRules(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a[5] === b[5];
}

const NO_RULES: readonly OwnerRule[] = [];

/**
 * What of the declarations decides how changes are read, as three texts: which paths are whose module; who owns these; who is
 * in which team, and which history counts. Not where it is written, so that a blank line or a `uses` makes no difference.
 */
function declaredGround(declared: DeclaredFacts): readonly [string, string, string] {
  let text = texts.get(declared);
  if (text === undefined) {
    const { modules, teams, groups, people, history } = declared;
    text = [
      withoutPlaces(modules.map(({ name, paths }) => ({ name, paths }))),
      // Nobody is no owner as well, and has to have a place in the list.
      withoutPlaces(modules.map(({ owner }) => owner ?? null)),
      withoutPlaces([teams, groups, people, history]),
    ];
    texts.set(declared, text);
  }
  return text;
}

const texts = new WeakMap<DeclaredFacts, readonly [string, string, string]>();

/** The same for the rules of CODEOWNERS: a comment above them makes no difference. */
function ownershipGround(rules: readonly OwnerRule[]): string {
  let text = ruleTexts.get(rules);
  if (text === undefined) {
    text = withoutPlaces(rules);
    ruleTexts.set(rules, text);
  }
  return text;
}

const ruleTexts = new WeakMap<readonly OwnerRule[], string>();

/** Facts as a text, without where they stand. */
export function withoutPlaces(facts: unknown): string {
  return JSON.stringify(facts, (key, value) => (PLACES.has(key) ? undefined : value));
}

/** Where facts say in which line they stand, and what stands beside. */
const PLACES: ReadonlySet<string> = new Set(['at', 'place', 'range', 'line', 'comment', 'whole', 'block']);
