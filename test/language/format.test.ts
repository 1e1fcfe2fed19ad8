import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createEditorLanguage } from '#language/with-editor';
import { applyEdits, PATH } from './support.ts';

const language = createEditorLanguage();

async function format(text: string): Promise<string> {
  await language.read(new Map([[PATH, text]]));
  const lineEnds = text.replaceAll('\r\n', '\n');
  // Places count lines alike for both line ends; offsets in the support function do not.
  const edits = language.format(PATH);
  return lineEnds === text ? applyEdits(text, edits) : applyCrlf(text, edits);
}

function applyCrlf(text: string, edits: ReturnType<typeof language.format>): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

describe('the formatter', () => {
  const cases: Record<string, readonly [before: string, after: string]> = {
    'puts one clause on a line': [
      'module a{path "x"  owner T uses b,c}',
      'module a {\n  path "x"\n  owner T\n  uses b, c\n}\n',
    ],
    'leaves a block of one clause on its line': [
      'external service p   { availability 99.9 % }',
      'external service p { availability 99.9% }\n',
    ],
    'puts rosters and the classes of changes on lines of their own': [
      'roster   "people.csv" history{change is merge change   "a1b2c3d" is sweep}',
      'roster "people.csv"\nhistory {\n  change is merge\n  change "a1b2c3d" is sweep\n}\n',
    ],
    'leaves options on their line': [
      'rules{ a off{x 1 y 2%} b warning in "z" }',
      'rules {\n  a off { x 1 y 2% }\n  b warning in "z"\n}\n',
    ],
    'breaks options that were broken': [
      'rules {\na off {\nx 1\n  y 2 } }',
      'rules {\n  a off {\n    x 1\n    y 2\n  }\n}\n',
    ],
    'keeps comments': [
      '// head\n\n\n\nmodule a { // of a\n/* path */ path "x" // p\n      // own\n\nowner T /* or */ or\n// who\n U\n// end\n}\n// tail',
      '// head\n\nmodule a { // of a\n  /* path */\n  path "x" // p\n  // own\n\n  owner T /* or */ or\n    // who\n    U\n  // end\n}\n// tail\n',
    ],
    'keeps the column of comments': [
      'team a       // one\nteam bcd     // two',
      'team a       // one\nteam bcd     // two\n',
    ],
    'keeps lists one item a line': [
      'module a {\nuses\nb,\n      c,\npath "x",\n"y"\n}',
      'module a {\n  uses\n    b,\n    c,\n  path "x",\n    "y"\n}\n',
    ],
    'spaces arrows': [
      'channel A->B by chat channel A<->B by chat',
      'channel A -> B by chat\nchannel A <-> B by chat\n',
    ],
    'goes on with an accept': [
      'accept r on module m\nuntil 2026-01-01\n\n  because "x"',
      'accept r on module m\n  until 2026-01-01\n  because "x"\n',
    ],
    'keeps one empty line': ['team a\n\n\n\nteam b {\n\n  kind x\n\n}', 'team a\n\nteam b {\n  kind x\n}\n'],
    'keeps empty blocks small': ['module a {   }\nmodule b {\n}', 'module a {}\nmodule b {}\n'],
    'ends with one line end': ['team a\n\n\n', 'team a\n'],
    'keeps the line ends of the file': [
      'module a {\r\npath "x"\r\n\r\n\r\nowner T }\r\n',
      'module a {\r\n  path "x"\r\n\r\n  owner T\r\n}\r\n',
    ],
    'leaves an empty file alone': ['', ''],
    'leaves a file with mistakes alone': ['module a {\npath', 'module a {\npath'],
    'leaves unknown constructs alone': ['queue x {\n   a }', 'queue x {\n   a }'],
  };
  for (const [what, [before, after]] of Object.entries(cases)) {
    it(what, async () => {
      assert.equal(await format(before), after);
      assert.equal(await format(after), after);
    });
  }

  const name = fc.constantFrom('a', 'b-c', '@x/y', '"q.r"', 'path', 'module', 'in', 'by');
  const blank = fc.constantFrom(
    ' ',
    '  ',
    '\n',
    '\n\n\n',
    ' // note\n',
    ' /* note */ ',
    '\n/* two\n lines */\n',
    '\t',
  );
  const list = fc.array(name, { minLength: 1, maxLength: 3 });
  const clause = fc.oneof(
    list.map(names => ['uses', ...names.flatMap(each => [',', each]).slice(1)]),
    name.map(team => ['owner', team, 'or', 'T']),
    fc.constant(['path', '"x"', ',', '"y"', 'except', '"z"']),
    fc.constant(['exposes', '"src/**"', ',']),
    fc.constant(['volatility', 'core']),
  );
  const element = fc.oneof(
    fc
      .tuple(name, fc.array(clause, { maxLength: 3 }))
      .map(([of, clauses]) => ['module', of, '{', ...clauses.flat(), '}']),
    fc.tuple(name, name).map(([a, b]) => ['channel', a, '->', b, 'by', 'chat']),
    fc.constant(['accept', 'r', 'on', 'module', 'm', 'because', '"x"']),
    fc.constant(['rules', '{', 'r', 'off', 'in', '"x"', '{', 'k', '3', 'l', '50', '%', '}', '}']),
    fc.constant([
      'team',
      't',
      '{',
      'members',
      '{',
      '"a"',
      'from',
      '2026-01-01',
      '"b"',
      '}',
      'kind',
      'platform',
      '}',
    ]),
    fc.constant(['external', 'service', 's', '{', 'latency', '50', 'ms', '}']),
  );
  const file = fc
    .tuple(fc.array(element, { minLength: 1, maxLength: 4 }), fc.infiniteStream(blank))
    .map(([elements, blanks]) => {
      const words = elements.flat();
      return words.map(word => word + (blanks.next().value ?? ' ')).join('');
    });

  it('changes nothing the second time, and never what is said', async () => {
    let formatted = 0;
    await fc.assert(
      fc.asyncProperty(file, async text => {
        const once = await format(text);
        assert.equal(await format(once), once);
        if (once !== text) formatted++;
        const words = (of: string) => of.replace(/\s+/g, '');
        assert.equal(words(once), words(text));
        assert.deepEqual(await saidBy(once), await saidBy(text));
      }),
      { numRuns: 300, seed: 7 },
    );
    assert.ok(formatted > 50, `${formatted} of the texts could be laid out`);
  });
});

/** The facts without their places. */
async function saidBy(text: string): Promise<unknown> {
  const facts = await language.read(new Map([[PATH, text]]));
  return JSON.parse(
    JSON.stringify(facts, (key, value) =>
      key === 'at' ||
      key === 'whole' ||
      key === 'block' ||
      key === 'place' ||
      key === 'suggestions' ||
      key === 'message'
        ? undefined
        : value,
    ),
  );
}
