import type { ImportFact, UnresolvedReason } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import { count, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { perFile } from './support/per-file.ts';
import { importPlace } from './support/places.ts';

export const unresolvedImports: Rule = {
  id: 'unresolved-imports',
  title: 'Unresolved imports',
  severity: 'warning',
  needs: ['imports'],
  layer: 2,
  mechanism: 'amplify',
  options: [
    {
      key: 'share',
      type: 'percent',
      fallback: 0.02,
      describe: "the share of a module's imports, for one reason, above which it is said",
    },
    {
      key: 'at-least',
      type: 'count',
      fallback: 3,
      describe: 'how many imports it takes; one stray import is more than 2 % of any small module',
    },
  ],
  docs: {
    what: "More than 2 % of a module's imports could not be followed, all for one reason: no such file, a package that no package.json above declares, an entry that exists only after a build, and so on. It takes at least three of them, because one is more than 2 % of any small module. A computed `import(expression)` and what a bundler makes up (`virtual:icons`) have no path that could be mended, so they are counted under what was not analysed, and not here; so is what stands in `fixtures` and `testdata` folders, which tests feed to compilers and bundlers.",
    why: 'An import that cannot be followed is coupling that Wiring cannot see. Below the threshold the picture of the module holds; above it, what the other rules say about the module is incomplete.',
    evidence:
      'The number for each reason out of all imports of the module, and the first of them by file and line.',
    fixes:
      'Mend the path or the alias in tsconfig.json, declare the package, or exclude files that are not meant to be read.',
    accept: 'accept unresolved-imports on module cart because "half of it is generated at build time"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
//     ^^^^ warning unresolved-imports: 3 of 3 imports of cart (100 %) lead nowhere: there is no such file
//- /cart/index.ts
import { a } from './gone/a';
import { b } from './gone/b';
import { c } from './gone/c';
export const cart = [a, b, c];
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const limit = context.option('share');
    const atLeast = context.option('at-least');
    for (const module of model.modules) {
      let total = 0;
      const byReason = new Map<UnresolvedReason, { file: RepoPath; fact: ImportFact }[]>();
      for (const path of module.files) {
        const file = model.importsOf(path);
        if (!file || FIXTURE.test(path) || !context.counts(path)) continue;
        total += file.imports.length;
        for (const fact of unresolvedIn(model, file)) {
          if (fact.resolution.to !== 'unresolved' || NOTHING_TO_MEND.has(fact.resolution.reason)) continue;
          const known = byReason.get(fact.resolution.reason);
          if (known) known.push({ file: path, fact });
          else byReason.set(fact.resolution.reason, [{ file: path, fact }]);
        }
      }
      context.looked(total, 'imports');
      for (const [reason, found] of [...byReason].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const share = found.length / total;
        if (share <= limit || found.length < atLeast) continue;
        const leads = found.length === 1 ? 'leads' : 'lead';
        const said = saidOf(reason, found);
        const message = `${found.length} of ${count(total, 'import')} of ${module.name} (${shareInWords(share)}) ${leads} nowhere: ${said.so}; ${said.do}`;
        yield {
          key: `${module.name}:${reason}`,
          message,
          places: [{ place: module.at, message }],
          files: [...new Set(found.map(({ file }) => file))],
          related: found.slice(0, SHOWN).map(({ file, fact }) => ({
            place: importPlace({ file, target: file, fact }),
            message: `"${fact.specifier}": ${saidOf(reason, [{ fact }]).so}`,
          })),
          subject: { module: module.name },
          evidence: [
            `${count(found.length, 'import')} of ${total}`,
            ...(found.length > SHOWN ? [`the first ${SHOWN} are shown`] : []),
          ],
        };
      }
    }
  },
};

/** Where there is no path that could be written otherwise. */
const NOTHING_TO_MEND: ReadonlySet<UnresolvedReason> = new Set(['not-a-literal', 'virtual']);

/** What tests feed to a compiler, a bundler or a codemod is data: what it imports is often meant to be nowhere. */
const FIXTURE = /(?:^|\/)(?:__fixtures__|__testfixtures__|fixtures?|testdata|test-data)\//;

const unresolvedIn = perFile(file => file.imports.filter(fact => fact.resolution.to === 'unresolved'));

/** `2.3 %`: near the threshold a whole number would look like the threshold itself. */
function shareInWords(share: number): string {
  return share < 0.1 ? `${(share * 100).toFixed(1)} %` : percent(share);
}

/** As many as a person reads before seeing the pattern. */
const SHOWN = 10;

interface Said {
  readonly so: string;
  readonly do: string;
}

/** A package has an entry that it may point elsewhere; of a path into what a build makes nobody can say that. */
function saidOf(reason: UnresolvedReason, found: readonly { readonly fact: ImportFact }[]): Said {
  const byPath = ({ fact }: { readonly fact: ImportFact }) => /^(?:\.|[@~]\/)/.test(fact.specifier);
  return reason === 'not-built' && found.some(byPath) ? MADE : SAID[reason];
}

const MADE: Said = {
  so: 'what is named exists only after a build',
  do: 'import the source that it is made from, or accept this with a reason',
};

const SAID: Readonly<Record<UnresolvedReason, Said>> = {
  'no-such-file': { so: 'there is no such file', do: 'mend the paths, or the aliases in tsconfig.json' },
  'not-installed-not-declared': {
    so: 'no package.json above declares the package',
    do: 'add it to the dependencies',
  },
  'not-built': {
    so: 'the entry of the package exists only after a build',
    do: 'point "exports" to the source under a condition such as "source", or accept this with a reason',
  },
  'not-in-package': { so: 'the package has no such file', do: 'mend the path behind the package name' },
  'unknown-alias': {
    so: 'nothing explains this alias',
    do: 'add it to "paths" in tsconfig.json or to "imports" in package.json',
  },
  virtual: { so: 'a bundler makes this module while it runs', do: 'accept this with a reason' },
  'not-a-literal': {
    so: 'the path is computed',
    do: 'write it out where it can be',
  },
  'outside-root': {
    so: 'the path leaves the repository',
    do: 'bring the file into the repository or declare a package',
  },
  excluded: {
    so: 'the file is not taken: excluded, ignored by git, or a link',
    do: 'narrow the exclude, import what the link leads to, or accept this with a reason',
  },
  asset: {
    so: 'the asset is not there',
    do: 'mend the path, or accept this with a reason if a build makes it',
  },
};
