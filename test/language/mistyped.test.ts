import assert from 'node:assert/strict';
import { AstUtils, CstUtils, GrammarAST } from 'langium';
import type { Problem } from '#core/facts/problem';
import { RULES } from '#core/rules/registry';
import { wiringWords } from '#language/clause-words';
import { createLanguage } from '#language/index';
import { createServices } from '#language/services';
import { applyEdits, NOTHING_INFERRED, PATH, textAt } from './support.ts';

/** Everything that the clauses below refer to. */
const AROUND = `
team T
team U
group G
module m
module n
service s
service t { publishes happened }
queue q
couch k { modules m, n }
`;

/** Every clause of the grammar with every keyword that it has. */
const CLAUSES: readonly string[] = [
  'wiring 1\nteam A',
  'root\nteam A',
  'exclude "x/**"',
  'organization "X" complete',
  'roster "people.csv"',
  'group A in G {\n  lead "kim@example.org"\n}',
  'team A in G {\n  handle "@x/a"\n  kind platform\n  members {\n    "a@example.org" from 2025-01-10 until 2026-02-01\n    "b@example.org" until 2026-02-01\n  }\n}',
  'module a {\n  path "a/**" except "b"\n  owner T or U\n  exposes "i.ts"\n  uses m, n\n  volatility core\n}',
  'module a {\n  owner T and U\n  uses nothing\n}',
  'service a known as "x", y {\n  runs m\n  built by T\n  operated by T\n  paged T\n  availability 99%\n  latency 50 ms\n  answers 99% within 300 ms\n  deploys one at a time with train\n  calls s 3 times\n  calls t async\n  publishes news\n  consumes happened\n  rehearsed 2026-09-01\n}',
  'service a {\n  deploys together with s, t\n  calls s or t 3 times async\n}',
  'service a {\n  deploys alone\n  rehearsed 2026-09-01\n}',
  'external service a { availability 99% }',
  'channel T <-> U by chat',
  'channel T -> U by ticket\nteam A',
  'interaction T <-> U collaboration until 2027-03-31',
  'queue a {\n  run by T\n  serves T, U\n  promised 2 weeks\n  actual 11 weeks\n  touch 10 days\n  access ticket\n}',
  'initiative a "A title" {\n  led by T\n  touches m, U\n  waits for feed x 11 months\n  waits for queue q\n  waits for feed y 3 weeks after x\n  waits at once\n  success 95% per team\n  at most 8 teams\n}',
  'initiative a {\n  touches m\n  success 95%\n}',
  'flow a {\n  requirements by T 5 days\n  build by U 3 days waiting 2 weeks\n  test by T 6 weeks waiting 3 days in 40 steps\n  ship by U\n}',
  'capability a provided by s, m, T',
  'traces "traces"',
  'couch a {\n  modules m, n\n  at most 2 teams\n}',
  'accept undeclared-dependency from m to n because "x"',
  'accept split-ownership on module m at most 3 until 2027-03-01 because "x"',
  'accept split-ownership\n  on module m\n  until 2027-03-01\n  because "x"',
  'history {\n  window 12 months\n  change is merge\n  change "a1b2c3d" is sweep\n  branch "main"\n  ignore "x"\n}',
  'rules {\n  dependency-cycle off in "x/**"\n  undeclared-dependency error\n  unowned-files information\n  split-ownership warning { share 30% }\n}',
  ...[
    'ms',
    's',
    'minute',
    'minutes',
    'hour',
    'hours',
    'day',
    'days',
    'week',
    'weeks',
    'month',
    'months',
    'year',
    'years',
  ].map(unit => `service a {\n  latency 2 ${unit}\n  paged T\n}`),
  'couch a {\n  modules m, n\n  at most 1 team\n}',
  'flow a {\n  build by T 3 days in 1 step\n  test by U\n}',
];

/** The same on one line, where no line begins with the word. */
const ON_ONE_LINE: readonly string[] = [
  'module a { path "a/**" owner T or U uses m, n volatility core }',
  'queue a { run by T serves T, U promised 2 weeks access ticket }',
  'flow a { build by T 5 days waiting 2 weeks test by U 3 days }',
  'rules { split-ownership warning { share 30% } }',
];

const { parser } = createServices().langium;
const language = createLanguage({ rules: { rules: RULES } });

/** One language for all: to make one takes ten times as long as to read such a file. */
async function read(text: string): Promise<{ problems: readonly Problem[] }> {
  const { problems } = await language.read(new Map([[PATH, text]]));
  return { problems: [...problems, ...(await language.check(NOTHING_INFERRED))] };
}

interface Keyword {
  readonly word: string;
  readonly start: number;
}

/** The keywords as they stand in a text, without names that look like one. */
function keywordsIn(text: string): Keyword[] {
  const { value, parserErrors } = parser.LangiumParser.parse(text);
  assert.deepEqual(parserErrors, [], text);
  const root = value.$cstNode;
  assert.ok(root);
  return [...AstUtils.streamAst(value)]
    .flatMap(node => (node.$cstNode ? [...CstUtils.flattenCst(node.$cstNode)] : []))
    .filter((leaf, i, all) => all.findIndex(other => other.offset === leaf.offset) === i)
    .filter(leaf => GrammarAST.isKeyword(leaf.grammarSource) && /^[a-z]/.test(leaf.text))
    .map(leaf => ({ word: leaf.text, start: leaf.offset }));
}

/** With a letter dropped, and with two neighbours swapped. */
function mistyped(word: string): string[] {
  const found = new Set<string>();
  for (let i = 0; i < word.length; i++) {
    found.add(word.slice(0, i) + word.slice(i + 1));
    found.add(word.slice(0, i) + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2));
  }
  found.delete('');
  found.delete(word);
  return [...found];
}

/** What is wrong with what is said of one mistyped word; undefined where nothing is. */
async function complaint(text: string, keyword: Keyword, wrong: string): Promise<string | undefined> {
  const before = text.slice(0, keyword.start);
  const after = text.slice(keyword.start + keyword.word.length);
  const written = before + wrong + after;
  const { problems } = await read(written + AROUND);
  // `2 week` and `3 team` are read as they are.
  if (problems.length === 0 && /^(team|time|step|week|day|month|year|hour|minute)s?$|^m?s$/.test(wrong))
    return undefined;
  const said = problems.map(({ message, place }) => `${textAt(written + AROUND, place.range)}: ${message}`);
  const [only] = problems;
  if (!only || problems.length > 1) return `${problems.length} problems: ${said.join(' | ')}`;
  const { start, end } = only.place.range;
  const line = before.split('\n').length - 1;
  const column = keyword.start - (before.lastIndexOf('\n') + 1);
  if (
    start.line !== line ||
    start.character !== column ||
    end.character !== column + wrong.length ||
    end.line !== line
  )
    return `stands at another place: ${said[0]}`;
  if (!/Did you mean [^ ]+\?/.test(only.message)) return `no suggestion: ${said[0]}`;
  const mended = applyEdits(written + AROUND, only.suggestions[0]?.edits ?? []);
  if (mended === text + AROUND) return undefined;
  const again = await read(mended);
  // `wees` may have been a week as well as weeks.
  return again.problems.length === 0
    ? undefined
    : `not mended: ${said[0]} -> ${JSON.stringify(mended.slice(0, 200))}`;
}

describe('a mistyped word is one problem with what was meant', () => {
  it('in a table that has every keyword of the language', () => {
    const covered = new Set(CLAUSES.flatMap(text => keywordsIn(text).map(({ word }) => word)));
    assert.deepEqual(
      [...wiringWords().keywords].filter(word => !covered.has(word)),
      [],
    );
  });
  for (const text of [...CLAUSES, ...ON_ONE_LINE]) {
    it(text.replace(/\s+/g, ' '), async function () {
      this.timeout(20_000);
      assert.deepEqual((await read(text + AROUND)).problems, []);
      const wrong: string[] = [];
      for (const keyword of keywordsIn(text)) {
        for (const typed of mistyped(keyword.word)) {
          const what = await complaint(text, keyword, typed);
          if (what !== undefined) wrong.push(`${keyword.word} as ${typed}: ${what}`);
        }
      }
      assert.equal(wrong.join('\n'), '');
    });
  }
});
