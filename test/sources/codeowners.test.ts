import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileFacts } from '#core/facts/files';
import { type RepoPath, repoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { handleKey } from '#core/model/teams';
import { memoryFileSystem } from '#platform/memory-file-system';
import { parseCodeowners, readOwnership } from '#sources/codeowners';

const PATH = repoPath('.github/CODEOWNERS');

describe('CODEOWNERS file', () => {
  it('reads patterns, owners, comments and places', () => {
    const { rules, problems } = parseCodeowners(
      PATH,
      '# Shop\n#   and its till\n*.js\t@ana @acme/shop dev@acme.example # the till\n\n  /docs/ @acme/docs\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(r => [
        r.pattern,
        r.line,
        r.comment,
        r.owners.map(o => [o.handle, o.kind, o.place.range.start.character]),
      ]),
      [
        [
          '*.js',
          2,
          'Shop\n  and its till',
          [
            ['@ana', 'person', 5],
            ['@acme/shop', 'team', 10],
            ['dev@acme.example', 'person', 21],
          ],
        ],
        ['/docs/', 4, '', [['@acme/docs', 'team', 9]]],
      ],
    );
    assert.deepEqual(rules[1]?.place.range, {
      start: { line: 4, character: 2 },
      end: { line: 4, character: 8 },
    });
  });

  it('reads a byte order mark, CRLF, no last line end, escaped spaces and rules without owners', () => {
    const { rules, problems } = parseCodeowners(PATH, '\uFEFF* @a\r\n/my\\ docs/ @acme/b\r\n/apps/github');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(r => [r.pattern, r.place.range.start.character, r.owners.map(o => o.handle)]),
      [
        ['*', 0, ['@a']],
        ['/my\\ docs/', 0, ['@acme/b']],
        ['/apps/github', 0, []],
      ],
    );
  });

  it('takes # behind a space, or behind an owner, for a comment', () => {
    const { rules, problems } = parseCodeowners(PATH, '*.js @a #x @b\n*.ts @a#x\n*.go #nobody\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      rules.map(r => r.owners.map(o => o.handle)),
      [['@a'], ['@a'], []],
    );
  });

  const wrong: readonly (readonly [
    string,
    string,
    string,
    Problem['severity'],
    string,
    string | undefined,
  ])[] = [
    ['!docs/ @a', 'unsupported-pattern', '!docs/', 'error', 'skips', undefined],
    ['src/[ab].ts @a', 'unsupported-pattern', 'src/[ab].ts', 'error', 'skips', undefined],
    ['\\#x @a', 'hash-in-pattern', '#', 'warning', 'skips', '?x @a'],
    ['c#/ @a', 'hash-in-pattern', '#', 'warning', 'skips', 'c?/ @a'],
    ['a\\#b @a', 'hash-in-pattern', '#', 'warning', 'skips', 'a?b @a'],
    ['a\\/b\\ @a', '', '', 'error', 'keeps', undefined],
    ['/x @a ana', 'invalid-owner', 'ana', 'error', 'skips', '/x @a @ana'],
    ['/x @a, @b', 'invalid-owner', '@a,', 'error', 'skips', '/x @a @b'],
    ['/x @a/b/c', 'invalid-owner', '@a/b/c', 'error', 'skips', undefined],
    ['/x @', 'invalid-owner', '@', 'error', 'skips', undefined],
    ['/x ana@', 'invalid-owner', 'ana@', 'error', 'skips', undefined],
    ['/ @a', 'never-matches', '/', 'warning', 'keeps', '* @a'],
    ['./x @a', 'never-matches', './x', 'warning', 'keeps', '/x @a'],
    ['a//b @a', 'never-matches', 'a//b', 'warning', 'keeps', '/a/b @a'],
    ['../x @a', 'never-matches', '../x', 'warning', 'keeps', undefined],
    ['a/***/b @a', 'many-stars', 'a/***/b', 'information', 'keeps', 'a/**/b @a'],
  ];
  for (const [line, code, at, severity, effect, fixed] of wrong) {
    it(`${code === '' ? 'takes' : code}: ${line}`, () => {
      const { rules, problems } = parseCodeowners(PATH, `# top\n${line}\n`);
      assert.equal(rules.length, effect === 'skips' ? 0 : 1);
      if (code === '') return assert.deepEqual(problems, []);
      const [problem] = problems;
      assert.ok(problem && problems.length === 1);
      assert.equal(problem.code, code);
      assert.equal(problem.severity, severity);
      const { start, end } = problem.place.range;
      assert.equal(start.line, 1);
      assert.equal(line.slice(start.character, end.character), at);
      const edit = problem.suggestions[0]?.edits[0];
      const applied =
        edit &&
        line.slice(0, edit.range.start.character) + edit.newText + line.slice(edit.range.end.character);
      assert.equal(applied, fixed);
      return undefined;
    });
  }

  it('says the line of every owner that is none', () => {
    const { problems } = parseCodeowners(PATH, '/x ana bo @c\n');
    assert.deepEqual(
      problems.map(p => p.place.range.start.character),
      [3, 7],
    );
  });

  it("recognises GitLab's sections and says they are not read yet", () => {
    const { rules, problems } = parseCodeowners(
      PATH,
      '* @acme/all\n[Docs] @acme/docs\n/docs/\n/guide/ @acme/guide\n^[Optional][2]\n/x @a\n',
    );
    assert.deepEqual(
      rules.map(r => r.pattern),
      ['*', '/guide/', '/x'],
    );
    assert.deepEqual(
      problems.map(p => [p.code, p.place.range.start.line]),
      [['gitlab-section', 1]],
    );
    assert.match(problems[0]?.message ?? '', /2 sections .* not read yet.* 1 rule/);
    assert.deepEqual(
      parseCodeowners(PATH, '[ab].ts @a\n').problems.map(p => p.code),
      ['unsupported-pattern'],
    );
  });

  it('keeps handles as written; they compare without case', () => {
    const { rules } = parseCodeowners(PATH, '* @Acme/Shop @Ana\n');
    assert.deepEqual(
      rules[0]?.owners.map(o => o.handle),
      ['@Acme/Shop', '@Ana'],
    );
    assert.equal(handleKey('@Acme/Shop'), handleKey('@acme/shop'));
  });

  it('never throws, and every place lies on its line', () => {
    const word = fc.constantFrom(
      '#',
      '\\',
      '!',
      '[',
      ']',
      '@',
      '@a',
      'a/b',
      '**',
      ' ',
      '\t',
      '\r\n',
      '\n',
      '/',
      'ü',
      '😀',
      '.',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), words => {
        const text = words.join('');
        const lines = text.split(/\r\n|\r|\n/);
        const { rules, problems } = parseCodeowners(PATH, text);
        for (const { place } of [...rules, ...rules.flatMap(r => r.owners), ...problems]) {
          assert.ok(place.range.end.character <= (lines[place.range.start.line] ?? '').length);
          assert.ok(place.range.start.character < place.range.end.character);
        }
        for (const rule of rules) {
          assert.equal(
            lines[rule.line]?.slice(rule.place.range.start.character, rule.place.range.end.character),
            rule.pattern,
          );
        }
      }),
      { numRuns: 4000, seed: 17 },
    );
  });
});

describe('which CODEOWNERS file counts', () => {
  const read = (files: Record<string, string>) =>
    readOwnership(memoryFileSystem(files), listed(Object.keys(files)));

  it("takes the first of GitHub's three places and names the others", () => {
    const all = { 'docs/CODEOWNERS': '* @docs', CODEOWNERS: '* @root', '.github/CODEOWNERS': '* @github' };
    const state = read(all);
    assert.ok(state.state === 'ready');
    assert.equal(state.facts.path, '.github/CODEOWNERS');
    assert.deepEqual(state.facts.unread, ['CODEOWNERS', 'docs/CODEOWNERS']);
    assert.equal(state.notes.length, 2);
    assert.deepEqual(
      state.facts.problems.map(p => [p.code, p.place.path]),
      [
        ['codeowners-not-read', 'CODEOWNERS'],
        ['codeowners-not-read', 'docs/CODEOWNERS'],
      ],
    );
    const { '.github/CODEOWNERS': _, ...two } = all;
    assert.equal(pathOf(read(two)), 'CODEOWNERS');
    assert.equal(pathOf(read({ 'docs/CODEOWNERS': '* @a' })), 'docs/CODEOWNERS');
  });

  it('is absent with a reason and a gain where there is none', () => {
    const state = read({ 'a.ts': '' });
    assert.ok(state.state === 'absent');
    assert.equal(state.reason, 'there is no CODEOWNERS file');
    assert.match(state.gain, /\.github\/CODEOWNERS/);
    const other = read({ '.gitlab/CODEOWNERS': '* @a', 'a.ts': '' });
    assert.ok(other.state === 'absent');
    assert.match(other.reason, /\.gitlab\/CODEOWNERS is not read/);
    const small = read({ '.github/codeowners': '* @a' });
    assert.ok(small.state === 'absent');
    assert.match(small.reason, /\.github\/codeowners is not read/);
  });

  it('does not load a file above 3 MB, as GitHub', () => {
    const big = `* @a\n${'# filler\n'.repeat(400_000)}`;
    const state = read({ CODEOWNERS: big });
    assert.ok(state.state === 'stale');
    assert.match(state.reason, /3 MB/);
    assert.deepEqual(state.facts.rules, []);
    assert.deepEqual(
      state.facts.problems.map(p => p.code),
      ['codeowners-refused'],
    );
  });

  it('says why a file that is there could not be read', () => {
    const fs = memoryFileSystem({ 'docs/CODEOWNERS': '* @a' });
    const files = listed(['docs/CODEOWNERS']);
    for (const [reason, words] of [
      ['binary', /UTF-8/],
      ['link', /link/],
      ['unreadable', /could not be read/],
      ['too-large', /3 MB/],
    ] as const) {
      const state = readOwnership(
        { ...fs, read: path => (path === 'CODEOWNERS' ? { ok: false, reason } : fs.read(path)) },
        files,
      );
      assert.ok(state.state === 'stale');
      assert.match(state.reason, words);
      assert.deepEqual(state.facts.unread, ['docs/CODEOWNERS']);
    }
  });
});

function pathOf(state: ReturnType<typeof readOwnership>): string | undefined {
  return state.state === 'absent' ? undefined : state.facts.path;
}

function listed(paths: readonly string[]): FileFacts {
  return {
    files: paths.map(path => ({ path: path as RepoPath, role: 'other', language: 'other' })),
    skipped: [],
    listedBy: 'memory',
  };
}
