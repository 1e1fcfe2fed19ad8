import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { matchesOwnerPattern, ownerRuleFor, ruleCoverage } from '#core/codeowners';
import type { OwnerRule } from '#core/facts/ownership';
import type { RepoPath } from '#core/facts/place';

const path = (text: string) => text as RepoPath;

function rules(...patterns: readonly string[]): OwnerRule[] {
  return patterns.map((pattern, line) => ({
    pattern,
    place: {
      path: path('CODEOWNERS'),
      range: { start: { line, character: 0 }, end: { line, character: pattern.length } },
    },
    line,
    owners: [],
    comment: '',
  }));
}

describe('CODEOWNERS patterns', () => {
  const documented: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['*', ['a', 'a/b', '.github/x'], []],
    ['*.js', ['a.js', 'x/y/a.js'], ['a.jsx', 'js']],
    ['/build/logs/', ['build/logs/a', 'build/logs/x/a'], ['build/logs', 'x/build/logs/a']],
    ['docs/*', ['docs/getting-started.md'], ['docs/build-app/troubleshooting.md', 'x/docs/a.md', 'docs']],
    ['apps/', ['apps/a', 'x/apps/a', 'x/apps/y/a'], ['apps', 'x/apps']],
    ['/docs/', ['docs/a', 'docs/x/a'], ['x/docs/a']],
    ['/apps/github', ['apps/github', 'apps/github/a'], ['apps/githubs', 'x/apps/github']],
    ['**/logs', ['build/logs/a', 'scripts/logs', 'deeply/nested/logs/a', 'logs/a'], ['build/logs.txt']],
    ['/*', ['a'], ['a/b']],
    ['apps/**/*', ['apps/a', 'apps/x/a'], ['apps', 'x/apps/a']],
    ['Docs/', ['Docs/a'], ['docs/a']],
  ];
  for (const [pattern, matched, unmatched] of documented) {
    it(`reads ${pattern}`, () => {
      const matches = matchesOwnerPattern(pattern);
      for (const p of matched) assert.ok(matches(path(p)), `${pattern} should match ${p}`);
      for (const p of unmatched) assert.ok(!matches(path(p)), `${pattern} should not match ${p}`);
    });
  }

  it('gives a path to the last rule that matches', () => {
    const list = rules('*', '*.js', '/apps/', '/apps/github', 'README.md');
    const ownerOf = ownerRuleFor(list);
    const pattern = (p: string) => ownerOf(path(p))?.pattern;
    assert.equal(pattern('a.js'), '*.js');
    assert.equal(pattern('apps/a.js'), '/apps/');
    assert.equal(pattern('apps/github/x'), '/apps/github');
    assert.equal(pattern('apps/github/README.md'), 'README.md');
    assert.equal(pattern('other'), '*');
    assert.equal(ownerRuleFor(rules('/apps/'))(path('x')), undefined);
  });

  it('finds for each rule what it matches, what it wins, and who takes the rest', () => {
    const list = rules('*', '/a/', '/a/x.ts', '/none/', '/a/');
    const coverage = ruleCoverage(list, ['a/x.ts', 'a/y.ts', 'b.ts'].map(path));
    assert.deepEqual(
      coverage.map(c => [c.rule.line, c.matches.length, c.wins.length, c.takenBy.map(r => r.line)]),
      [
        [0, 3, 1, [4]],
        [1, 2, 0, [4]],
        [2, 1, 0, [4]],
        [3, 0, 0, []],
        [4, 2, 2, []],
      ],
    );
  });

  const name = fc.constantFrom('a', 'b', 'ab', 'a.ts', 'b.d.ts', 'src');
  const wild = fc.constantFrom('*', '*.ts', 'a*', '?', '**', 'a?', '*b', 'a*b', '*.d.ts');
  const pattern = fc
    .tuple(
      fc.constantFrom('', '/'),
      fc.array(fc.oneof(name, wild), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '', '/'),
    )
    .map(([start, parts, end]) => start + parts.join('/') + end);
  const target = fc.array(name, { minLength: 1, maxLength: 5 }).map(parts => path(parts.join('/')));

  it('the index agrees with matching rule by rule', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 12 }),
        fc.array(target, { minLength: 1, maxLength: 12 }),
        (patterns, paths) => {
          const list = rules(...patterns);
          const ownerOf = ownerRuleFor(list);
          const coverage = ruleCoverage(list, paths);
          for (const p of paths) {
            const matching = list.filter(rule => matchesOwnerPattern(rule.pattern)(p));
            assert.equal(ownerOf(p), matching.at(-1), `${patterns.join(' ')} on ${p}`);
            assert.deepEqual(
              coverage.filter(c => c.matches.includes(p)).map(c => c.rule),
              matching,
            );
          }
        },
      ),
      { numRuns: 1500, seed: 3 },
    );
  });

  it('agrees with git check-ignore wherever GitHub documents no difference', () => {
    const patterns = fc.sample(pattern, { numRuns: 2500, seed: 5 }).filter(p => !oneLevel(p));
    const paths = [...new Set(fc.sample(target, { numRuns: 60, seed: 6 }))];
    const ignored = gitIgnores(patterns, paths);
    let matched = 0;
    for (const [i, p] of patterns.entries()) {
      const matches = matchesOwnerPattern(p);
      for (const file of paths) {
        const expected = ignored.has(`p${i}/${file}`);
        if (expected) matched++;
        assert.equal(matches(file), expected, `${p} on ${file}: git says ${expected}`);
      }
    }
    assert.ok(matched > 5000, `only ${matched} matches; the comparison says little`);
  });

  it('finds the owner among 200 rules for 8,000 files', () => {
    const list = rules(
      '*',
      ...Array.from({ length: 150 }, (_, i) => `/packages/p${i}/`),
      ...Array.from({ length: 20 }, (_, i) => `*.e${i}`),
      ...Array.from({ length: 20 }, (_, i) => `/packages/p${i}/**/*.test.ts`),
      ...Array.from({ length: 9 }, (_, i) => `name${i}.json`),
    );
    const paths = Array.from({ length: 8000 }, (_, i) =>
      path(`packages/p${i % 400}/src/d${i % 7}/file-${i}.ts`),
    ).sort();
    const ownerOf = ownerRuleFor(list);
    // Written out by hand: a rule of tests or names would win, and no file is either; packages above 149 have the catch-all.
    for (const [i, p] of paths.entries()) {
      const folder = /^packages\/(p\d+)\//.exec(p)?.[1] ?? '';
      const expected = Number(folder.slice(1)) < 150 ? `/packages/${folder}/` : '*';
      assert.equal(ownerOf(p)?.pattern, expected, `${i}: ${p}`);
    }
  });
});

/** `docs/*` and such: GitHub documents one level, git takes what lies below the folders too. */
function oneLevel(pattern: string): boolean {
  return /\/\*$/.test(pattern);
}

/** One folder, one pattern: a single run of git answers for all of them. */
function gitIgnores(patterns: readonly string[], paths: readonly RepoPath[]): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'wiring-owners-'));
  try {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    execFileSync('git', ['init', '-q', folder], { env });
    for (const [i, pattern] of patterns.entries()) {
      mkdirSync(join(folder, `p${i}`));
      writeFileSync(join(folder, `p${i}`, '.gitignore'), `${pattern}\n`);
    }
    const input = patterns.flatMap((_, i) => paths.map(p => `p${i}/${p}\0`)).join('');
    const list = join(folder, 'list');
    writeFileSync(list, input);
    const output = execFileSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
      cwd: folder,
      env,
      input: readFileSync(list),
      maxBuffer: 1 << 28,
    });
    return new Set(output.toString().split('\0'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
