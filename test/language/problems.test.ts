import assert from 'node:assert/strict';
import { applyEdits, PATH, read, textAt } from './support.ts';

interface Expected {
  readonly text: string;
  /** What stands at the place, and what is said. */
  readonly says: readonly (readonly [at: string, message: RegExp])[];
  /** The text after every first suggestion is applied. */
  readonly fixed?: string;
  /** Names of what is still read. */
  readonly kept?: string;
}

const CASES: Record<string, Expected> = {
  'uses without names': {
    text: 'module cart {\n  uses\n  owner Checkout\n}\nteam Checkout',
    says: [['uses', /^Expected a module's name, or "nothing", after "uses"\.$/]],
    kept: 'cart:Checkout',
  },
  'owner without a name': {
    text: 'module cart {\n  owner\n  path "x"\n}',
    says: [['owner', /^Expected a team's name after "owner"/]],
    kept: 'cart',
  },
  'a block that is not closed': {
    text: 'module cart {\n  path "a"\nmodule pay {\n  owner T\n}\nteam T',
    says: [['"a"', /^Expected the } that closes the module/]],
    kept: 'cart pay:T',
  },
  'a mistyped declaration': {
    text: 'moduel cart {\n  path "a"\n  owner X\n}\nmodule pay { uses cart }\nteam X',
    says: [['moduel', /"moduel" begins no declaration\. Did you mean module\?/]],
    fixed: 'module cart {\n  path "a"\n  owner X\n}\nmodule pay { uses cart }\nteam X',
    kept: 'cart:X pay',
  },
  'a mistyped clause': {
    text: 'module cart {\n  onwer T\n  uses pay\n}\nmodule pay\nteam T',
    says: [['onwer', /is no clause of a module\. Did you mean owner\?/]],
    fixed: 'module cart {\n  owner T\n  uses pay\n}\nmodule pay\nteam T',
  },
  'a clause of something else': {
    text: 'module cart {\n  handle "@a/b"\n}',
    says: [['handle', /is no clause of a module\. It belongs into a team/]],
  },
  'a list that goes on without a comma': {
    text: 'module a {\n  uses b\n    c, b\n}\nmodule b',
    says: [['c', /To go on with the list above, put a comma before "c"/]],
  },
  'names that need quotes': {
    text: 'module cart.api\nmodule 3com\nteam Verträge',
    says: [
      ['cart.api', /has to be in quotes/],
      ['3com', /has to be in quotes/],
      ['Verträge', /has to be in quotes/],
    ],
    fixed: 'module "cart.api"\nmodule "3com"\nteam "Verträge"',
  },
  'numbers below zero, and beyond counting': {
    text: 'service s {\n  latency -5 ms\n}\ncouch c {\n  modules m\n  at most 99999999999999999999 teams\n}\nmodule m',
    says: [
      ['-5', /^-5 is below zero/],
      ['99999999999999999999', /more than can be counted/],
    ],
  },
  'a service that calls itself': {
    text: 'service s {\n  calls s\n  calls t or s\n}\nservice t',
    says: [
      ['s', /^s calls itself here, which couples it to nobody; name another service or remove this/],
      ['s', /^s calls itself here/],
    ],
  },
  'a service that deploys together with itself': {
    text: 'service s {\n  deploys together with s\n}\nservice t {\n  deploys together with s, t\n}',
    says: [
      ['s', /^s goes out with itself anyway; name another service\.$/],
      ['t', /^t goes out with itself anyway; name another service or remove this\.$/],
    ],
  },
  'a couch of nothing': {
    text: 'couch c {\n  at most 2 teams\n}\ncouch d {\n  modules m\n}\nmodule m',
    says: [['c', /^The couch c names no modules/]],
  },
  'a name without its scope': {
    text: 'module @acme/cart\nmodule b {\n  uses cart\n}',
    says: [['cart', /There is no module "cart"\. Did you mean @acme\/cart\?/]],
    fixed: 'module @acme/cart\nmodule b {\n  uses @acme/cart\n}',
  },
  'a text that is not closed': {
    text: 'module cart {\n  path "a\n  owner T\n}\nteam T',
    says: [['"a', /no closing quote/]],
    fixed: 'module cart {\n  path "a"\n  owner T\n}\nteam T',
    kept: 'cart:T',
  },
  'a comment that is not closed': {
    text: 'module cart\n/* the rest\nmodule pay',
    says: [['/*', /never closed/]],
    kept: 'cart',
  },
  'single quotes': {
    text: "module 'my.cart' {\n  path 'packages/cart/**'\n  owner T\n}\nteam T",
    says: [
      ["'my.cart'", /Names and paths stand in double quotes: write "my.cart"/],
      ["'packages/cart/**'", /double quotes: write "packages\/cart\/\*\*"/],
    ],
    fixed: 'module "my.cart" {\n  path "packages/cart/**"\n  owner T\n}\nteam T',
  },
  'the habits of other languages': {
    text: 'module a {\n  path: "a"\n  owner = T;\n}\nteam T',
    says: [
      [':', /":" has no meaning here: a value stands directly behind its word/],
      ['=', /"=" has no meaning here/],
      [';', /";" has no meaning here/],
    ],
    fixed: 'module a {\n  path "a"\n  owner  T\n}\nteam T',
    kept: 'a:T',
  },
  'names that share a beginning': {
    text: 'module a.b { path "x" }\nmodule a.c { path "y" }',
    says: [
      ['a.b', /has to be in quotes/],
      ['a.c', /has to be in quotes/],
    ],
    fixed: 'module "a.b" { path "x" }\nmodule "a.c" { path "y" }',
  },
  'a brace too many': {
    text: 'module a { path "x" }}\nmodule b',
    says: [['}', /one too many/]],
    fixed: 'module a { path "x" }\nmodule b',
    kept: 'a b',
  },
  'commas between owners': {
    text: 'module a { owner T, U }\nteam T\nteam U',
    says: [[',', /joined by "or"/]],
    fixed: 'module a { owner T or U }\nteam T\nteam U',
  },
  'both ways of joining owners': {
    text: 'module a { owner T or U and T }\nteam T\nteam U',
    says: [['owner T or U and T', /not by both/]],
  },
  'an unknown module': {
    text: 'module pricing\nmodule a { uses pricng }',
    says: [['pricng', /There is no module "pricng"\. Did you mean pricing\?/]],
    fixed: 'module pricing\nmodule a { uses pricing }',
  },
  'an unknown name in quotes': {
    text: 'module "pri.cing"\nmodule a { uses "pri.cng" }',
    says: [['"pri.cng"', /Did you mean pri\.cing/]],
    fixed: 'module "pri.cing"\nmodule a { uses "pri.cing" }',
  },
  'an unknown group, service and event': {
    text: 'team T in Commerce\nservice s {\n  calls nobody\n  consumes news\n}',
    says: [
      ['Commerce', /no group "Commerce"\. Declare it: group Commerce/],
      ['nobody', /no service "nobody"/],
      ['news', /no event "news"/],
    ],
  },
  'two things of one name': {
    text: 'module a\nmodule b\nmodule a\nteam a\nteam A { handle "@x/y" }\nteam B { handle "@X/Y" }',
    says: [
      ['a', /already a module "a" in architecture\.wiring, line 1/],
      ['"@X/Y"', /already a handle of A/],
    ],
  },
  'groups in each other': {
    text: 'group A in B\ngroup B in C\ngroup C in A\ngroup D in D\ngroup E in A',
    says: [
      ['B', /A in B in C in A/],
      ['D', /D cannot lie in itself/],
    ],
    fixed: 'group A\ngroup B in C\ngroup C in A\ngroup D\ngroup E in A',
  },
  'words that are not known': {
    text: 'team T { kind platfrom }\nteam U\nmodule m { volatility cor }\nchannel T -> U by caht\naccept dependency-cycle on modul m because "x"',
    says: [
      ['platfrom', /Did you mean platform/],
      ['cor', /Did you mean core/],
      ['caht', /Did you mean chat/],
      ['modul', /Did you mean module/],
    ],
    fixed:
      'team T { kind platform }\nteam U\nmodule m { volatility core }\nchannel T -> U by chat\naccept dependency-cycle on module m because "x"',
  },
  'rules, options and values that are not known': {
    text: 'rules {\n  split-ownershp off\n  split-ownership { shar 20% }\n  unresolved-imports { share 120% }\n  unowned-files { owned-from 3 }\n  undeclared-dependency { tests never }\n  dependency-cycle warning in "a/**" { tests counted }\n  couch-too-big { effective-teams-from 2.5 carries-from 10.5 }\n}\naccept stale-accept because "x"',
    says: [
      ['tests never', /takes counted or ignored, not never/],
      ['tests counted', /hold for the whole repository, not for some paths/],
      ['stale-accept', /cannot be accepted/],
      ['split-ownershp', /Did you mean split-ownership/],
      ['shar', /Did you mean share/],
      ['share 120%', /goes up to 100%/],
      ['owned-from 3', /takes a share such as 50%, not 3/],
      ['carries-from 10.5', /takes a whole number, not 10.5/],
    ],
  },
  'dates that do not exist': {
    text: 'team T {\n  members { "a@b" from 2026-13-01, "b@c" from 2026-02-02 until 2026-02-01 }\n}\nservice s { rehearsed 2026-2-30 }',
    says: [
      ['2026-13-01', /has month 13/],
      ['2026-02-01', /before it begins/],
      ['2026-2-30', /is not written as year-month-day/],
    ],
  },
  'numbers that cannot be': {
    text: 'couch c {\n  modules m\n  at most 0 teams\n}\ncouch d {\n  modules m\n  at most 1.5 teams\n}\nservice s {\n  availability 100.1%\n  calls t 0 times\n}\nservice t\nhistory { window 0 days }\nmodule m',
    says: [
      ['0', /at least one team/],
      ['1.5', /whole number/],
      ['100.1%', /up to 100%/],
      ['0', /at least once/],
      ['0 days', /above zero/],
    ],
  },
  'a duration without its unit': {
    text: 'history { window 12 moons }',
    says: [['moons', /Expected a unit: ms/]],
  },
  'paths that leave the root': {
    text: 'module a { path "../x", "ok" }\nexclude "/etc/../../x"\naccept unowned-files on path "../y" because "x"',
    says: [
      ['"../x"', /leaves its folder/],
      ['"/etc/../../x"', /leaves its folder/],
      ['"../y"', /leaves its folder/],
    ],
  },
  'globs that cannot be read': { text: 'module a { path "a/{b,c" }', says: [['"a/{b,c"', /never closed/]] },
  'an accept without a reason': {
    text: 'accept dependency-cycle\naccept dependency-cycle because " "',
    says: [
      ['dependency-cycle', /Say why/],
      ['" "', /Say why/],
    ],
  },
  'a reason that is still to be written': {
    text: 'accept dependency-cycle because "TODO: say why, and what will end it"\naccept split-ownership because "todos are moved in May"',
    says: [
      [
        '"TODO: say why, and what will end it"',
        /^The reason why dependency-cycle is accepted is still to be written/,
      ],
    ],
  },
  'clauses said twice': {
    text: 'module a {\n  owner T\n  owner T\n}\nteam T\nhistory {\n  branch a\n  branch b\n}\norganization X\norganization Y',
    says: [
      ['owner T', /already said in line 2/],
      ['b', /branch of the history is already said/],
      ['Y', /one organization a root/],
    ],
  },
  'a channel to itself': {
    text: 'team T\nchannel T -> T by chat',
    says: [['T', /needs no channel to itself/]],
  },
  'a header that is late or of another version': {
    text: 'wiring 0\nteam T\nroot\nwiring 1',
    says: [
      ['0', /There is no wiring 0/],
      ['root', /before every declaration/],
      ['wiring 1', /first line/],
    ],
  },
};

describe('problems stand at their place', () => {
  for (const [what, { text, says, fixed, kept }] of Object.entries(CASES)) {
    it(what, async () => {
      const { facts, problems } = await read(text);
      const found = problems.map(({ message, place }) => [textAt(text, place.range), message] as const);
      const order = (a: readonly [string, unknown], b: readonly [string, unknown]) =>
        text.indexOf(a[0]) - text.indexOf(b[0]);
      found.sort(order);
      assert.deepEqual(
        found.map(([at]) => at),
        [...says].sort(order).map(([at]) => at),
        JSON.stringify(found),
      );
      for (const [at, pattern] of says) {
        assert.ok(
          found.some(([where, message]) => where === at && pattern.test(message)),
          `${at}: ${JSON.stringify(found)}`,
        );
      }
      for (const { message, place } of problems) {
        assert.equal(place.path, PATH);
        assert.doesNotMatch(message, /token|EOF|undefined|NaN|Chevrotain|--> |\u200B/i);
      }
      if (fixed !== undefined) {
        const edits = problems.flatMap(({ suggestions }) => suggestions[0]?.edits ?? []);
        assert.equal(applyEdits(text, edits), fixed);
      }
      if (kept !== undefined) {
        const names = facts.modules.map(({ name, owner }) =>
          [name, ...(owner?.teams ?? []).map(team => team.name)].join(':'),
        );
        assert.equal(names.join(' '), kept);
      }
    });
  }

  it('across files', async () => {
    const { problems } = await read({ 'a.wiring': 'module m', 'b.wiring': 'module m\nmodule n { uses k }' });
    assert.deepEqual(
      problems.map(({ place }) => [place.path, place.range.start.line]),
      [
        ['b.wiring', 0],
        ['b.wiring', 1],
      ],
    );
  });
});
