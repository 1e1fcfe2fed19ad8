import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Facts } from '#core/facts/facts';
import { repoPath } from '#core/facts/place';
import { ready } from '#core/facts/state';
import { buildModel } from '#core/model/build';
import type { Team, TeamName } from '#core/model/model';
import { firstWiring, nameToken } from '#core/views/first-wiring';
import { teamNames } from '#core/views/team-names';
import { createLanguage } from '#language/index';
import { at, FACTS, INDEPENDENCE } from '#test/cli/made-up';

function written(facts: Facts): string {
  return firstWiring({ facts, model: buildModel(facts), independence: INDEPENDENCE });
}

function packages(roots: readonly string[], owners: readonly (readonly [string, string])[]): Facts {
  const files = roots.map(root => repoPath(`${root}/index.ts`));
  return {
    ...FACTS,
    files: ready({
      files: files.map(path => ({ path, role: 'source' as const, language: 'typescript' as const })),
      skipped: [],
      listedBy: 'memory' as const,
    }),
    modules: ready({
      packages: roots.map(root => ({
        name: root,
        root: repoPath(root),
        kind: 'package' as const,
        published: false,
        entries: [],
        hasExports: false,
        exported: [],
        dependencies: [],
      })),
      toldBy: ['npm workspaces'],
      problems: [],
    }),
    ownership: ready({
      path: repoPath('CODEOWNERS'),
      rules: owners.map(([pattern, handle], line) => ({
        pattern,
        place: at('CODEOWNERS', line, 0),
        line,
        owners: [{ handle, kind: 'team' as const, place: at('CODEOWNERS', line, 9) }],
        comment: '',
      })),
      problems: [],
      unread: [],
    }),
  };
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const language = createLanguage();
  const facts = await language.read(new Map([[repoPath('architecture.wiring'), text]]));
  const unknown = await language.check({ modules: [], teams: [] });
  return [...facts.problems, ...unknown].map(
    problem => `${problem.place.range.start.line + 1}: ${problem.message}`,
  );
}

describe('a first wiring file', () => {
  it('names teams in words and modules with their path, owner and uses', () => {
    const text = written(
      packages(
        ['apps/web', 'packages/cart'],
        [
          ['/apps/', '@north/web-shop'],
          ['/packages/', '@north/cart'],
        ],
      ),
    );
    assert.match(text, /^wiring 1\n/);
    assert.match(text, /organization "north"/);
    assert.match(text, /team WebShop \{ handle "@north\/web-shop" \}/);
    assert.match(
      text,
      /module "apps\/web" \{\n {2}path "apps\/web\/\*\*"\n {2}owner WebShop\n {2}uses nothing\n\}/,
    );
  });

  it('leaves the modules within a module out of its path', () => {
    const text = written(packages(['a', 'a/b', 'a/b/c'], []));
    assert.match(text, /path "a\/\*\*" except "a\/b\/\*\*"\n/);
    assert.match(text, /path "a\/b\/\*\*" except "a\/b\/c\/\*\*"\n/);
  });

  it('declares no owner where CODEOWNERS names several', () => {
    const facts = packages(
      ['a'],
      [
        ['/a/', '@north/cart'],
        ['/a/index.ts', '@north/web'],
      ],
    );
    const files = ['a/index.ts', 'a/other.ts'].map(path => ({
      path: repoPath(path),
      role: 'source' as const,
      language: 'typescript' as const,
    }));
    const text = written({ ...facts, files: ready({ files, skipped: [], listedBy: 'memory' as const }) });
    assert.match(text, /module a \{\n {2}\/\/ owned by Cart \(1 file\) and Web \(1 file\)\n {2}path/);
    assert.doesNotMatch(text, /^ {2}owner/m);
  });

  it('can be read by the language, whatever folders and handles are called', async () => {
    const word = fc
      .stringMatching(/^[a-z@ .!(){}"'#$&+,;=~^é漢-]{1,8}[a-z]$/)
      .filter(text => !/^\.\.?$/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^@[a-z0-9-]{1,9}\/[a-z0-9-]{1,9}$/),
        async (names, handle) => {
          const text = written(
            packages(
              names.map(name => `packages/${name}`),
              [['*', handle]],
            ),
          );
          assert.deepEqual(await problemsOf(text), [], text);
        },
      ),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('quotes names only where it must', () => {
    assert.equal(nameToken('cart'), 'cart');
    assert.equal(nameToken('@acme/cart.core'), '@acme/cart.core');
    assert.equal(nameToken('cart.core'), '"cart.core"');
    assert.equal(nameToken('2fa'), '"2fa"');
    assert.equal(nameToken('a"b\\'), '"a\\"b\\\\"');
  });

  it('gives each team a name of its own', () => {
    const team = (handle: string): Team => ({
      name: handle as TeamName,
      handles: [handle],
      unnamed: false,
      shared: [],
    });
    const names = teamNames(['@acme/core', '@globex/Core', '@acme/build-tools', '@acme/2fa'].map(team));
    assert.deepEqual([...names.values()], ['AcmeCore', 'GlobexCore', 'BuildTools', 'Team2fa']);
  });
});
