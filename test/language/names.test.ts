import assert from 'node:assert/strict';
import { RULES } from '#core/rules/registry';
import { wiringWords } from '#language/clause-words';
import { createLanguage } from '#language/index';
import { canStandBare, nameText, quoted, unquoted } from '#language/names';
import { NOTHING_INFERRED, PATH, read } from './support.ts';

const keywords = [...wiringWords().keywords];

/** Each place of the grammar where a name can stand; `W` is the word. All on one line, and one clause a line. */
const PLACES: Record<string, string> = {
  'a module': 'module W { path "x" }',
  'a module on several lines': 'module W {\n  path "x"\n  owner T\n}\nteam T',
  'a team': 'team W { kind platform }',
  'a team without a block': 'team W\nteam T in G\ngroup G',
  'a group': 'group W { lead "x" }\ngroup V in W\nteam T in W',
  'a service': 'service W { availability 99% }\nexternal service V { latency 1 s }',
  'a couch': 'couch W {\n  modules m\n  at most 3 teams\n}\nmodule m',
  'an organization': 'organization W complete',
  'an owner': 'team W module m {\n  path "x"\n  owner W\n  volatility core\n}',
  owners: 'team W team V module m {\n  owner W or V\n}\nmodule n { owner V and W }',
  'the only use, quoted': 'module W module m {\n  uses "W"\n  path "x"\n}',
  'a use': 'module W module n module m {\n  uses n, W\n  path "x"\n}',
  'a use before others': 'module W module n module m {\n  uses W, n\n  path "x"\n}',
  'a use of a list over lines': 'module W module n module m {\n  uses\n    n,\n    W,\n  path "x"\n}',
  'the first of a list over lines': 'module W module n module m {\n  uses\n    W,\n    n\n  path "x"\n}',
  'a use on one line': 'module W module n module m { uses n, W path "x" owner T } team T',
  'what a service runs': 'module W service s {\n  runs W\n  paged T\n}\nteam T',
  'who builds': 'team W service s {\n  built by W\n  operated by W\n  paged W\n}',
  'a call':
    'service W service svc {\n  calls W\n  calls W 3 times\n  calls W async\n  rehearsed 2026-01-01\n}',
  'a train': 'service s {\n  deploys one at a time with W\n}',
  'a deploy': 'service W service svc {\n  deploys together with W\n}',
  'an alias': 'service svc known as W, other {\n  latency 1 s\n}',
  'an alias on a line of its own': 'service svc known as\n  other,\n  W {\n  latency 1 s\n}',
  'an event': 'service s {\n  publishes W\n}\nservice r {\n  consumes W\n}',
  'a channel': 'team W team V\nchannel W -> V by chat\nchannel V<->W by ticket\nchannel\n  W -> V by chat',
  'a couch of modules': 'module W module n\ncouch c {\n  modules n, W\n}',
  'an accepted module': 'module W\naccept dependency-cycle on module W until 2026-01-01 because "x"',
  'an accepted couch': 'couch W { modules m } module m\naccept dependency-cycle on couch W because "x"',
  'an accepted team': 'team W\naccept dependency-cycle on team W because "x"',
  'an accepted service': 'service W\naccept dependency-cycle on service W because "x"',
  'an accepted pair':
    'module W module n\naccept undeclared-dependency from W to n because "x"\naccept undeclared-dependency from n to W because "y"',
  'an interaction':
    'team W team V team X\ninteraction W -> V as-a-service\ninteraction\n  X <-> W collaboration until 2026-01-01',
  'a queue': 'queue W {\n  promised 2 weeks\n}\ninitiative i {\n  waits for queue W\n  waits at once\n}',
  'who runs a queue': 'team W team V\nqueue q {\n  run by W\n  serves V, W\n  actual 2 weeks\n}',
  'who is served, over lines':
    'team W team V\nqueue q {\n  serves\n    W,\n    V,\n  touch 1 day\n  access ticket\n}',
  'an initiative':
    'initiative W "Title" { at most 3 teams }\naccept dependency-cycle on initiative W because "x"',
  'what an initiative touches':
    'module W module n\ninitiative i {\n  touches n, W\n  success 95% per team\n  at most 3 teams\n}',
  'who leads': 'team W initiative i {\n  led by W\n  success 95%\n}',
  'a feed':
    'initiative i {\n  waits for feed W 2 weeks\n  waits for feed other 2 weeks after W\n  waits at once\n}',
  'a flow': 'flow W {\n  build by T 2 days\n}\nteam T',
  'a step': 'flow f {\n  W by T 2 days\n  x by T\n  W by T waiting 3 days in 4 steps\n}\nteam T',
  'who does a step':
    'team W flow f {\n  x by W 2 days\n  y by W waiting 1 day\n  z by W in 2 steps\n  a by W\n}',
  'a capability':
    'team T\ncapability W provided by T\naccept dependency-cycle on capability W at most 3 because "x"',
  'a provider': 'service W service v\ncapability c provided by v, W\ncapability d provided by\n  W,\n  v,',
  'a branch': 'history {\n  branch W\n  window 3 months\n}',
};

describe('every keyword can be a name', () => {
  // One language for all: making one takes longer than reading a hundred files.
  const language = createLanguage({ rules: { rules: RULES } });
  const problemsOf = async (text: string) => {
    const facts = await language.read(new Map([[PATH, text]]));
    return { facts, problems: [...facts.problems, ...(await language.check(NOTHING_INFERRED))] };
  };

  it('has keywords to try', () => assert.ok(keywords.length > 70));

  for (const [what, text] of Object.entries(PLACES)) {
    it(`of ${what}`, async () => {
      for (const word of keywords) {
        // `team team team V`: two declarations on one line are not what this is about.
        const lines = text
          .replace(/(module|team|service|group) W (?=[a-z])/g, '$1 W\n')
          .replaceAll('W', word);
        const { problems } = await problemsOf(lines);
        assert.deepEqual(
          problems.map(({ message }) => message),
          [],
          `${word}:\n${lines}`,
        );
      }
    });
  }

  it('and leads to what it names', async () => {
    for (const word of keywords) {
      const { facts } = await problemsOf(
        `module ${word}\nmodule other\nmodule m {\n  uses other, ${word}\n  owner T\n}\nteam T`,
      );
      const [, , m] = facts.modules;
      assert.deepEqual(
        m?.uses?.modules.map(({ name }) => name),
        ['other', word],
      );
      assert.equal(m?.owner?.teams[0]?.name, 'T', word);
    }
  });
});

describe('names', () => {
  it('are bare words joined by single dashes, scoped, or quoted', async () => {
    const { facts, problems } = await read(
      'module a_1-b\nmodule @acme/x.y-z\nmodule "a.b/c d"\nmodule "3com"\nmodule _x',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.modules.map(({ name }) => name),
      ['a_1-b', '@acme/x.y-z', 'a.b/c d', '3com', '_x'],
    );
  });

  it('touch arrows without blanks', async () => {
    const { facts, problems } = await read(
      'team A-b team C\nchannel A-b->C by chat\nchannel A-b<->C by review\nchannel C -> A-b by chat',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.channels.map(({ from, to, both }) => [from.name, to.name, both]),
      [
        ['A-b', 'C', false],
        ['A-b', 'C', true],
        ['C', 'A-b', false],
      ],
    );
  });

  it('survive being written', () => {
    for (const name of [
      'a',
      'a-b',
      '@acme/x',
      '@acme/x.y',
      'a.b',
      'a b',
      'say "hi"',
      'back\\slash',
      '1',
      'ä',
      'path',
      'nothing',
    ]) {
      assert.equal(unquoted(nameText(name)), name);
      assert.equal(unquoted(quoted(name)), name);
    }
    assert.equal(nameText('cart'), 'cart');
    assert.equal(nameText('@acme/cart'), '@acme/cart');
    assert.equal(nameText('path'), '"path"');
    assert.equal(canStandBare('a--b'), false);
  });
});
