import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { wiringWords } from '#language/clause-words';
import { createEditorLanguage } from '#language/with-editor';
import { NOTHING_INFERRED, PATH, read } from './support.ts';

/** Generous: these take a second on a quiet machine. What is tested is that none of them hangs. */
const PATIENCE_MS = 45_000;

describe('rubbish', () => {
  const language = createEditorLanguage();
  const survives = async (text: string) => {
    const start = performance.now();
    const facts = await language.read(new Map([[PATH, text]]));
    const problems = [...facts.problems, ...(await language.check(NOTHING_INFERRED))];
    assert.ok(performance.now() - start < PATIENCE_MS);
    return problems;
  };

  it('that is not text is named', async () => {
    const { problems } = await read('module a\u0000');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['unreadable'],
    );
  });

  it('of two million characters is named', async () => {
    const [problem] = await survives('module a\n'.repeat(220_000));
    assert.match(problem?.message ?? '', /1980 thousand characters; at most 800 thousand/);
  });

  it('with more mistakes than text is named, and does not spoil the next file', async () => {
    const [problem] = await survives('module a { '.repeat(20_000));
    assert.match(problem?.message ?? '', /too many mistakes/);
    assert.deepEqual(await survives('module a { path "x" }'), []);
  });

  for (const word of [
    '{',
    '}',
    '"',
    ',',
    '(',
    '-> ',
    'module ',
    'uses a, ',
    'module a { ',
    ' uses x, owner owner,',
    '/*',
    'group a in ',
    'rules { a { ',
    '@',
    '\\',
    '\n',
  ]) {
    it(`that repeats ${JSON.stringify(word)} does not hang`, async function () {
      this.timeout(60_000);
      await survives(word.repeat(Math.floor(799_000 / word.length)));
    });
  }

  it('of bytes, or of words, is survived', async () => {
    const words = [
      ...wiringWords().keywords,
      '{',
      '}',
      ',',
      '->',
      '<->',
      '"x"',
      '12',
      '50%',
      '2026-01-01',
      '@a/b',
      'x',
      '\n',
      '\n',
      '//',
      '/*',
      '*/',
    ];
    const word = fc.constantFrom(...words);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(word, { maxLength: 60 }).map(all => all.join(' ')),
          fc.string({ unit: 'binary', maxLength: 200 }),
        ),
        async text => {
          const problems = await survives(text);
          const lines = text.split(/\r\n|\n|\r/);
          for (const { place, message } of problems) {
            assert.ok(place.range.start.line < lines.length, message);
            assert.ok(
              place.range.end.line > place.range.start.line ||
                place.range.end.character >= place.range.start.character,
            );
            assert.doesNotMatch(message, /undefined|NaN|token/);
          }
          language.format(PATH);
          await language.symbols(PATH);
          await language.folding(PATH);
          await language.semanticTokens(PATH);
        },
      ),
      { numRuns: 400, seed: 11 },
    );
  });

  it('that is a file cut anywhere still gives what stands before', async () => {
    const text =
      'wiring 1\nteam T { handle "@a/b" kind platform }\nmodule a {\n  path "x" except "y"\n  uses b, c\n}\nservice s { calls t 3 times latency 5 ms }\nservice t\nrules { a off in "x" { k 3% } }\n';
    for (let end = 0; end <= text.length; end++) {
      const facts = await language.read(new Map([[PATH, text.slice(0, end)]]));
      await language.check(NOTHING_INFERRED);
      for (let character = 0; character < 3; character++)
        await language.completion(PATH, { line: 3, character });
      assert.equal(facts.teams[0]?.name, end >= 15 ? 'T' : undefined, text.slice(0, end));
    }
  });
});
