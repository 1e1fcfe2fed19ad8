import { matchesOwnerPattern } from '../codeowners.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { removeRule } from '../fixes/remove-rule.ts';
import { renamePath } from '../fixes/rename-path.ts';
import { compileGlob } from '../globs.ts';
import type { Model, Module } from '../model/model.ts';
import { closestText } from '../text-distance.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { allPaths, coverageOf, literalPart, ownershipFacts, patternKeys } from './support/owner-texts.ts';
import { similarPattern } from './support/similar-pattern.ts';

export const unmatchedPath: Rule = {
  id: 'unmatched-path',
  title: 'Unmatched path',
  severity: 'warning',
  needs: ['files'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'A CODEOWNERS rule, or a `path` or `exposes` of a declared module, matches no file that is there; or a declared module has no `path`, and no package has its name. Files that were listed and set aside (links, binaries, excluded files) count as there.',
    why: 'The folder was moved, renamed or deleted, or the path was mistyped. What it was meant to protect is not protected, and what it was meant to show is not shown.',
    evidence: 'The pattern, and what is there that looks like it.',
    fixes: 'Write the path that is there, where one looks like it; or remove the rule.',
    accept:
      'accept unmatched-path on path "libraries/new/**" because "the folder comes with the next release"',
    example: `
//- /.github/CODEOWNERS
/cart/ @acme/checkout
/crat/ @acme/checkout
# <- warning unmatched-path: this pattern matches no file; did you mean "/cart/"?
//- /cart/index.ts
export const cart = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const rules = ownershipFacts(model)?.rules ?? [];
    const keys = patternKeys(rules);
    const aside = (factsOf(model.facts.files)?.skipped ?? []).map(({ path }) => path);
    context.looked(rules.length, 'patterns');
    for (const { rule, matches } of coverageOf(model)) {
      if (matches.length > 0) continue;
      const matchesPattern = matchesOwnerPattern(rule.pattern);
      if (aside.some(path => matchesPattern(path) || matchesPattern(`${path}/x` as RepoPath))) continue;
      const hint = similarPattern(model, rule.pattern);
      const message = `this pattern matches no file; ${hint ? `did you mean "${hint}"? If not, remove the rule` : 'remove the rule, or write the path as it is now'}`;
      const [team] = model.teamsOf(rule);
      yield {
        key: keys.get(rule) ?? rule.pattern,
        message,
        places: [{ place: rule.place, message }],
        related: [],
        subject: {
          ...(team === undefined ? {} : { team }),
          path: literalPart(rule.pattern) ?? rule.place.path,
        },
        evidence: [`"${rule.pattern}" against ${allPaths(model).length} files`],
      };
    }
    yield* unmatchedClauses(model, aside, n => context.looked(n, 'patterns'));
  },

  fixes: (_finding, place, context) => {
    const renamed = renamePath(place, context);
    return [
      ...renamed,
      ...removeRule(place, context, 'Remove the rule, which matches nothing').map(fix => ({
        ...fix,
        preferred: renamed.length === 0,
      })),
    ];
  },
};

function* unmatchedClauses(
  model: Model,
  aside: readonly RepoPath[],
  looked: (count: number) => void,
): Iterable<Draft> {
  const files = allPaths(model);
  for (const module of model.modules) {
    yield* nothingMeant(model, module);
    for (const { include } of module.declared?.paths ?? []) {
      looked(1);
      const glob = compileGlob(include.glob);
      // A broken pattern is a problem with a sentence of its own.
      if (glob.problem !== undefined || include.unfinished) continue;
      const held = module.files.some(path => glob.matches(path)) || files.some(path => glob.matches(path));
      if (held || aside.some(path => glob.matches(path) || glob.matches(`${path}/x` as RepoPath))) continue;
      const hint = similarPattern(model, include.glob);
      const message = `this path of ${module.name} matches no file; ${hint ? `did you mean "${hint}"?` : 'write it as it is now, from the root of the repository'}`;
      yield {
        key: `${module.name}:${include.glob}`,
        message,
        places: [{ place: include.at, message }],
        related: [],
        subject: { module: module.name, ...folderOfPattern(include.glob) },
        evidence: [`"${include.glob}" against ${files.length} files`],
      };
    }
    yield* nothingExposed(model, module, aside, looked);
  }
}

/** What is exposed is written from the module's root. A module without files has a finding of its own. */
function* nothingExposed(
  model: Model,
  { name, declared, root, files }: Module,
  aside: readonly RepoPath[],
  looked: (count: number) => void,
): Iterable<Draft> {
  if (files.length === 0) return;
  for (const { glob: pattern, at, unfinished } of declared?.exposes?.globs ?? []) {
    looked(1);
    const glob = compileGlob(pattern, root);
    if (glob.problem !== undefined || unfinished || files.some(path => glob.matches(path))) continue;
    if (aside.some(path => glob.matches(path)) || mayBeBuilt(model, root)) continue;
    const from = root === '' ? 'the root of the repository' : root;
    const message = `${name} exposes "${pattern}", which is no file of it; write it as it is now, from ${from}`;
    yield {
      key: `${name}:exposes:${pattern}`,
      message,
      places: [{ place: at, message }],
      related: [],
      subject: { module: name },
      evidence: [`"${pattern}" from ${from} against ${count(files.length, 'file')} of ${name}`],
    };
  }
}

/** Somebody imports a file of it that is not there: what a build makes may well be what is exposed. */
function mayBeBuilt(model: Model, root: RepoPath): boolean {
  const files = factsOf(model.facts.imports)?.files ?? [];
  return files.some(({ imports }) =>
    imports.some(({ resolution }) => resolution.to === 'unresolved' && resolution.package === root),
  );
}

/** A module without a path is the package of that name; a mistyped one would silently be nothing. */
function* nothingMeant(model: Model, { name, declared, files }: Module): Iterable<Draft> {
  if (!declared || declared.paths.length > 0 || files.length > 0) return;
  const names = (factsOf(model.facts.modules)?.packages ?? []).map(fact => fact.name);
  if (names.includes(name)) return;
  const hint = closestText(name, names.sort());
  const message = `${name} holds no file: it has no path, and no package is called ${name}; ${hint ? `did you mean ${hint}?` : 'write its path'}`;
  yield {
    key: name,
    message,
    places: [{ place: declared.at, message }],
    related: [],
    subject: { module: name },
    evidence: [`against ${count(names.length, 'package')}`],
  };
}

/** What the pattern is about, so that a path can name it. */
function folderOfPattern(pattern: string): { path?: string } {
  const path = literalPart(pattern);
  return path === undefined ? {} : { path };
}
