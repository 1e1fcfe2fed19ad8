import assert from 'node:assert/strict';
import type { DocumentSymbol } from 'vscode-languageserver';
import { applyEdits, PATH, read } from './support.ts';

/** Every statement of the language, as somebody in a hurry writes it. */
const MESSY = `wiring 1
organization   "Shop"
group Company
group Retail   in Company { lead "kim@example.org" }
team Web in Retail { handle "@shop/web"
kind platform
members { "a@example.org" from 2025-01-10
"b@example.org" until 2026-02-01 } }
team Pay
module cart { path "cart/**" except "x"
owner Web or Pay
uses pricing }
module pricing
service  cart-api   known as "cart", cart-svc {
runs cart
built by Web
   operated by Pay
latency 50   ms
answers 99 % within 300 ms
deploys one at a time with train
calls stock 3 times async
publishes ordered }
external   service stock { consumes ordered }
channel Web<->Pay by chat
interaction Web->Pay   collaboration until 2027-03-31
queue rights { run by Pay
serves Web,Pay
promised 2 weeks
access ticket }
initiative bundle "Opt in" { led by Web
touches cart,Pay
waits for feed feed-a 11 months
waits for queue rights 2 weeks after feed-a
success 95 % per team
at most 8 teams }
flow delivery { ask by Web 5 days
build by Pay 3 days waiting 2 weeks in 4 steps }
capability login provided by cart-api,pricing
couch ordering { modules cart,pricing
at most 2 teams }
accept overloaded-queue on queue rights because "x"
accept undeclared-dependency from cart to pricing because "x"
history { window 12 months
change is merge }
rules { dependency-cycle off in "x/**"
split-ownership { share 30 % } }
`;

const NEAT = `wiring 1
organization "Shop"
group Company
group Retail in Company { lead "kim@example.org" }
team Web in Retail {
  handle "@shop/web"
  kind platform
  members {
    "a@example.org" from 2025-01-10
    "b@example.org" until 2026-02-01
  }
}
team Pay
module cart {
  path "cart/**" except "x"
  owner Web or Pay
  uses pricing
}
module pricing
service cart-api known as "cart", cart-svc {
  runs cart
  built by Web
  operated by Pay
  latency 50 ms
  answers 99% within 300 ms
  deploys one at a time with train
  calls stock 3 times async
  publishes ordered
}
external service stock { consumes ordered }
channel Web <-> Pay by chat
interaction Web -> Pay collaboration until 2027-03-31
queue rights {
  run by Pay
  serves Web, Pay
  promised 2 weeks
  access ticket
}
initiative bundle "Opt in" {
  led by Web
  touches cart, Pay
  waits for feed feed-a 11 months
  waits for queue rights 2 weeks after feed-a
  success 95% per team
  at most 8 teams
}
flow delivery {
  ask by Web 5 days
  build by Pay 3 days waiting 2 weeks in 4 steps
}
capability login provided by cart-api, pricing
couch ordering {
  modules cart, pricing
  at most 2 teams
}
accept overloaded-queue on queue rights because "x"
accept undeclared-dependency from cart to pricing because "x"
history {
  window 12 months
  change is merge
}
rules {
  dependency-cycle off in "x/**"
  split-ownership { share 30% }
}
`;

/** What is coloured in a line beside its keywords. */
const COLOURS: Record<string, string> = {
  'group Retail': 'Retail:type Company:type',
  'team Web': 'Web:class Retail:type',
  '  kind platform': 'platform:enumMember',
  '  owner': 'Web:class Pay:class',
  'service cart-api': 'cart-api:interface "cart":interface cart-svc:interface',
  '  runs': 'cart:namespace',
  '  built by': 'Web:class',
  '  deploys': 'train:variable',
  '  calls': 'stock:interface',
  '  publishes': 'ordered:event',
  'external service': 'stock:interface ordered:event',
  channel: 'Web:class Pay:class chat:enumMember',
  interaction: 'Web:class Pay:class collaboration:enumMember',
  'queue rights': 'rights:variable',
  '  serves': 'Web:class Pay:class',
  '  access': 'ticket:enumMember',
  'initiative bundle': 'bundle:struct',
  '  touches': 'cart:namespace Pay:class',
  '  waits for feed': 'feed-a:variable',
  '  waits for queue': 'rights:variable feed-a:variable',
  'flow delivery': 'delivery:function',
  '  build by': 'build:method Pay:class',
  'capability login': 'login:property cart-api:interface pricing:namespace',
  'couch ordering': 'ordering:struct',
  'accept overloaded-queue': 'overloaded-queue:function queue:enumMember rights:variable',
  'accept undeclared': 'undeclared-dependency:function cart:namespace pricing:namespace',
  '  change is': 'merge:enumMember',
  '  split-ownership': 'split-ownership:function share:property',
};

/** How often each declared name is written, its declaration included, as the kind of thing it is. */
const MENTIONS: readonly (readonly [line: string, name: string, kind: string, times: number])[] = [
  ['group Company', 'Company', 'group', 2],
  ['team Web', 'Web', 'team', 8],
  ['module cart', 'cart', 'module', 5],
  ['service cart-api', 'cart-api', 'service', 2],
  ['external service stock', 'stock', 'service', 2],
  ['  publishes', 'ordered', 'event', 2],
  ['queue rights', 'rights', 'queue', 3],
  ['initiative bundle', 'bundle', 'initiative', 1],
  ['flow delivery', 'delivery', 'flow', 1],
  ['capability login', 'login', 'capability', 1],
  ['couch ordering', 'ordering', 'couch', 1],
];

const lines = NEAT.split('\n');

function placeOf(start: string, word: string): { line: number; character: number } {
  const line = lines.findIndex(each => each.startsWith(start));
  const character = (lines[line] ?? '').lastIndexOf(word);
  assert.ok(line >= 0 && character >= 0, `${word} in ${start}`);
  return { line, character: character + 1 };
}

describe('every statement', () => {
  it('is laid out, once and for all', async () => {
    const messy = await read(MESSY);
    assert.deepEqual(messy.problems, []);
    assert.equal(applyEdits(MESSY, messy.language.format(PATH)), NEAT);
    assert.deepEqual((await read(NEAT)).language.format(PATH), []);
  });

  it('that has a name is in the outline, and what it declares below it', async () => {
    const { language } = await read(NEAT);
    const told = ({ name, children = [] }: DocumentSymbol): string =>
      children.length === 0 ? name : `${name} (${children.map(told).join(' ')})`;
    assert.equal(
      (await language.symbols(PATH)).map(told).join(' '),
      'Shop Company Retail Web Pay cart pricing cart-api (ordered) stock rights bundle delivery (ask build) login ordering',
    );
  });

  it('with a block folds from its first line to its last', async () => {
    const { language } = await read(NEAT);
    const folds = (await language.folding(PATH)).map(({ startLine }) => lines[startLine]?.trim());
    assert.deepEqual(
      folds,
      lines.filter((line, i) => line.endsWith('{') && lines[i + 1] !== '}').map(line => line.trim()),
    );
    for (const { endLine } of await language.folding(PATH)) assert.equal(lines[endLine + 1]?.trim(), '}');
  });

  it('is coloured by what its names mean', async () => {
    const { language } = await read(NEAT);
    const { data } = await language.semanticTokens(PATH);
    const types = language.semanticTokensLegend.tokenTypes;
    const found: string[][] = lines.map(() => []);
    let [line, character] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
      const [down = 0, right = 0, length = 0, type = 0] = data.slice(i, i + 4);
      character = down > 0 ? right : character + right;
      line += down;
      const word = lines[line]?.slice(character, character + length);
      if (types[type] !== 'keyword') found[line]?.push(`${word}:${types[type]}`);
    }
    for (const [start, colours] of Object.entries(COLOURS))
      assert.equal(found[lines.findIndex(each => each.startsWith(start))]?.join(' '), colours, start);
  });

  for (const [start, name, kind, times] of MENTIONS) {
    it(`tells a ${kind} by name, finds its mentions and renames them all`, async () => {
      const { language } = await read(NEAT);
      const at = placeOf(start, name);
      const named = language.nameAt(PATH, at);
      assert.deepEqual([named?.kind, named?.name, named?.declares], [kind, name, true]);
      const all = await language.references(PATH, at, true);
      assert.equal(all.length, times);
      const [definition] = await language.definition(PATH, { ...(all.at(-1)?.range.start ?? at) });
      assert.equal(definition?.range.start.line, at.line);
      const renamed = await language.rename(PATH, at, 'brand-new');
      assert.ok(renamed.ok);
      assert.equal(renamed.edits.length, times);
      const after = await read(applyEdits(NEAT, renamed.edits));
      assert.deepEqual(after.problems, []);
    });
  }
});
