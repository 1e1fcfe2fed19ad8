import assert from 'node:assert/strict';
import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver';
import { cursor, PATH, read } from './support.ts';

const KNOWN = {
  modules: [{ name: '@acme/events', detail: 'package at packages/events' }],
  teams: [{ name: '@acme/Shop', detail: 'owner in CODEOWNERS' }],
};

/** Something of each kind, so that what is offered tells which kind is asked for. */
const AROUND = `
group G
team T
team U
module m
module n
service s { publishes happened }
service t { deploys one at a time with train }
queue q
initiative i {
  touches m
  waits for feed elsewhere 2 weeks
}
flow f { build by T }
capability c provided by s
couch k { modules m, n }
`;

const TEAMS = 'T U @acme/Shop';
const UNITS = 'ms s minutes hours days weeks months years';
const MODULES = 'm n @acme/events';
const SERVICE_CLAUSES =
  'runs built operated paged availability latency answers deploys calls publishes consumes rehearsed';

/**
 * What a block or statement is asked for at the cursor: all that must be offered, and what must not. Of what must not,
 * `*` stands for everything else.
 */
type Place = readonly [marked: string, must: string, mustNot: string];

const inside = (head: string, places: readonly Place[], before = ''): Place[] =>
  places.map(([clause, must, mustNot]) => [`${head} {\n${before}  ${clause}<|>\n}`, must, mustNot]);

const PLACES: readonly Place[] = [
  [
    'team A\n<|>',
    'module service channel interaction queue initiative flow capability couch accept',
    'handle by',
  ],
  ['group A in <|>', 'G', '*'],
  ['team A in <|>', 'G', '*'],
  ...inside('group A', [['', 'lead', '*']]),
  ...inside('team A', [
    ['', 'handle kind members', '*'],
    ['kind ', 'stream-aligned platform enabling complicated-subsystem', '*'],
    ['members { "a@example.org" ', 'from until', '*'],
  ]),
  ...inside('module a', [
    ['', 'path owner exposes uses volatility', '*'],
    ['owner ', TEAMS, '*'],
    ['owner T ', 'or and path', 'module'],
    ['owner T or ', 'U @acme/Shop', '*'],
    ['uses ', `nothing ${MODULES}`, '*'],
    ['uses m, ', 'n @acme/events', '*'],
    ['path "x" ', 'except owner', 'module'],
    ['volatility ', 'core supporting generic', '*'],
  ]),
  ['service a <|>', 'known module', 'runs'],
  ['service a known <|>', 'as', '*'],
  ...inside('service a', [
    ['', SERVICE_CLAUSES, '*'],
    ['runs ', MODULES, '*'],
    ['built ', 'by', '*'],
    ['built by ', TEAMS, '*'],
    ['operated by ', TEAMS, '*'],
    ['paged ', TEAMS, '*'],
    ['latency 50 ', UNITS, '*'],
    ['latency 1 ', 'ms s minute hour day week month year', '*'],
    ['answers 99% ', 'within', '*'],
    ['answers 99% within 300 ', UNITS, '*'],
    ['deploys ', 'alone together one', '*'],
    ['deploys one ', 'at', '*'],
    ['deploys one at a time ', 'with runs', 'module'],
    ['deploys one at a time with ', 'train', '*'],
    ['deploys together ', 'with', '*'],
    ['deploys together with ', 's t', '*'],
    ['deploys together with s, ', 't', '*'],
    ['calls ', 's t', '*'],
    ['calls s ', 'or async runs', 'times module'],
    ['calls s or ', 't', '*'],
    ['calls s 3 ', 'times', '*'],
    ['calls s 3 times ', 'async runs', 'or times'],
    ['consumes ', 'happened', '*'],
    ['publishes ', '', '*'],
  ]),
  ['external <|>', 'service', '*'],
  ['channel <|>', TEAMS, '*'],
  ['channel T <|>', '-> <->', '*'],
  ['channel T -> <|>', 'U @acme/Shop', '*'],
  ['channel T -> U <|>', 'by', '*'],
  ['channel T -> U by <|>', 'embedded meeting chat review ticket', '*'],
  ['interaction <|>', TEAMS, '*'],
  ['interaction T <|>', '-> <->', '*'],
  ['interaction T <-> <|>', 'U @acme/Shop', '*'],
  ['interaction T -> U <|>', 'as-a-service collaboration facilitating', '*'],
  ['interaction T -> U collaboration <|>', 'until module', 'by'],
  ...inside('queue a', [
    ['', 'run serves promised actual touch access', '*'],
    ['run ', 'by', '*'],
    ['run by ', TEAMS, '*'],
    ['serves ', TEAMS, '*'],
    ['serves T, ', 'U @acme/Shop', '*'],
    ['promised 2 ', UNITS, '*'],
    ['access ', 'ticket self-service embedded', '*'],
  ]),
  ...inside(
    'initiative a',
    [
      ['led ', 'by', '*'],
      ['led by ', TEAMS, '*'],
      ['touches ', `${TEAMS} ${MODULES}`, '*'],
      ['touches m, ', `${TEAMS} n @acme/events`, '*'],
      ['waits ', 'for at', '*'],
      ['waits for ', 'feed queue', '*'],
      ['waits for queue ', 'q', '*'],
      ['waits for feed ', 'elsewhere', '*'],
      ['waits for feed x ', 'after waits', 'module'],
      ['waits for feed x 2 ', UNITS, '*'],
      ['waits for feed x 2 weeks ', 'after waits', 'module weeks'],
      ['waits for feed x 2 weeks after ', 'first', '*'],
      ['waits at ', 'once', '*'],
      ['success 95% ', 'per led', 'module'],
      ['success 95% per ', 'team', '*'],
      ['at ', 'most', '*'],
      ['at most 8 ', 'teams', '*'],
    ],
    '  waits for feed first\n',
  ),
  ...inside('flow a', [
    ['build ', 'by', '*'],
    ['build by ', TEAMS, '*'],
    ['build by T ', 'waiting in', '*'],
    ['build by T 3 ', UNITS, '*'],
    ['build by T 3 days ', 'waiting in', '*'],
    ['build by T 3 days waiting 2 ', UNITS, '*'],
    ['build by T 3 days in 4 ', 'steps', '*'],
  ]),
  ['capability a <|>', 'provided', '*'],
  ['capability a provided <|>', 'by', '*'],
  ['capability a provided by <|>', `s t ${TEAMS} ${MODULES}`, '*'],
  ['capability a provided by s, <|>', `t ${TEAMS} ${MODULES}`, '*'],
  ...inside('couch a', [
    ['', 'modules at', '*'],
    ['modules ', MODULES, '*'],
    ['at most 2 ', 'teams', '*'],
  ]),
  ['accept <|>', 'split-ownership overloaded-queue', 'module'],
  ['accept split-ownership <|>', 'on from until because at', 'by'],
  [
    'accept split-ownership on <|>',
    'module team group service couch queue initiative flow capability path',
    '*',
  ],
  ['accept overloaded-queue on queue <|>', 'q', '*'],
  ['accept long-handoff-chain on flow <|>', 'f', '*'],
  ['accept initiative-too-wide on initiative <|>', 'i', '*'],
  ['accept duplicated-capability on capability <|>', 'c', '*'],
  ['accept chatty-pair on service <|>', 's t', '*'],
  ['accept undeclared-dependency from <|>', `${TEAMS} ${MODULES} s t`, '*'],
  ['accept undeclared-dependency from m <|>', 'to', '*'],
  ['accept undeclared-dependency from m to <|>', `${TEAMS} n @acme/events s t`, '*'],
  ...inside('history', [
    ['', 'window change branch ignore', '*'],
    ['window 12 ', UNITS, '*'],
    ['change ', 'is', '*'],
    ['change is ', 'merge', '*'],
    ['change "a1b2c3d" is ', 'ordinary sweep release bot revert rename-only', '*'],
  ]),
  ...inside('rules', [
    ['', 'split-ownership overloaded-queue', 'module'],
    ['split-ownership ', 'error warning information off in', 'module'],
    ['split-ownership { ', 'share', '*'],
    ['undeclared-dependency { tests ', 'counted ignored', 'split-ownership'],
  ]),
];

async function items(marked: string): Promise<readonly CompletionItem[]> {
  const { text, position } = cursor(marked + AROUND);
  const { language } = await read(text, KNOWN);
  return language.completion(PATH, position);
}

/** Whole declarations have tests of their own. */
const isWord = ({ kind }: CompletionItem) => kind !== CompletionItemKind.Snippet;

const words = (text: string) => text.split(' ').filter(Boolean);

describe('completion offers what can stand there, and nothing else', () => {
  for (const [marked, must, mustNot] of PLACES) {
    it(marked.replace(/\s+/g, ' '), async () => {
      const found = (await items(marked))
        .filter(isWord)
        .map(({ label }) => label)
        .sort();
      if (mustNot === '*') assert.deepEqual(found, words(must).sort());
      for (const word of words(must)) assert.ok(found.includes(word), `${word} in ${found.join(' ')}`);
      for (const word of words(mustNot))
        assert.ok(!found.includes(word), `${word} not in ${found.join(' ')}`);
      assert.equal(new Set(found).size, found.length, 'twice');
    });
  }

  it('with what goes on with a clause before what begins the next, and declared names before inferred ones', async () => {
    const order = (found: readonly CompletionItem[]) =>
      [...found]
        .sort((a, b) => ((a.sortText ?? a.label) + a.label < (b.sortText ?? b.label) + b.label ? -1 : 1))
        .map(({ label }) => label);
    assert.deepEqual(order(await items('service a {\n  calls s <|>\n}')).slice(0, 2), ['async', 'or']);
    assert.deepEqual(order(await items('accept split-ownership <|>')).slice(0, 5), [
      'at',
      'because',
      'from',
      'on',
      'until',
    ]);
    assert.deepEqual(order(await items('module a {\n  owner <|>\n}')), ['T', 'U', '@acme/Shop']);
  });

  it('with a line on what each word means', async () => {
    for (const marked of [
      'team A\n<|>',
      ...['service', 'queue', 'initiative', 'couch', 'team', 'module', 'group'].map(
        word => `${word} a {\n  <|>\n}`,
      ),
      'history {\n  <|>\n}',
    ]) {
      for (const { label, detail, kind } of (await items(marked)).filter(isWord)) {
        assert.ok(detail && detail !== 'Keyword', `${label} at ${marked}`);
        assert.equal(kind, CompletionItemKind.Keyword, label);
      }
    }
  });
});
