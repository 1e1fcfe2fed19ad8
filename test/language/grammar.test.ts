import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wiringWords } from '#language/clause-words';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Pattern {
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Pattern[];
}

describe('what is made from the grammar', () => {
  it('is not stale', function () {
    // A process of its own, which reads all of Langium: a busy machine takes its time.
    this.timeout(120_000);
    // Exit code 1 throws, with the files on its error output.
    execFileSync(process.execPath, ['scripts/grammar.mjs', '--check'], { cwd: root, stdio: 'pipe' });
  });

  const colours = JSON.parse(readFileSync(`${root}syntaxes/wiring.tmLanguage.json`, 'utf8')) as {
    patterns: Pattern[];
    repository: Record<string, Pattern>;
  };
  const expressions: string[] = [];
  const collect = (pattern: Pattern) => {
    for (const source of [pattern.match, pattern.begin, pattern.end])
      if (source !== undefined) expressions.push(source);
    pattern.patterns?.forEach(collect);
  };
  Object.values(colours.repository).forEach(collect);

  it('has expressions that compile', () => {
    for (const source of expressions) assert.doesNotThrow(() => new RegExp(source), source);
  });

  for (const keyword of wiringWords().keywords) {
    it(`colours "${keyword}"`, () => {
      const words = expressions.filter(source => source !== '[A-Za-z_]\\w*(?:-\\w+)*');
      const lines = [`${keyword} x`, `  ${keyword} x`, `x ${keyword} x`, `3 ${keyword}`];
      assert.ok(
        words.some(source =>
          lines.some(line =>
            new RegExp(source)
              .exec(line)
              ?.slice(0)
              .some(group => group?.trim().split(/\s+/).includes(keyword)),
          ),
        ),
      );
    });
  }
});
