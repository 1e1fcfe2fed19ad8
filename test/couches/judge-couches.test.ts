import assert from 'node:assert/strict';
import { findCouches } from '#core/couches/find-couches';
import { judgeCouches, verdictOn } from '#core/couches/judge-couches';
import { becauseOf } from '#core/couches/judge-pieces';
import { DEFAULT_THRESHOLDS, keyOf, optionsOf } from '#core/couches/thresholds';
import { buildModel } from '#core/model/build';
import { couchList } from '#core/views/couches';
import { allTold } from '#test/support/all-told';
import { readTree, type WrittenChange } from '#test/support/annotations';
import { review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { again } from './cases/history.ts';

const WIRING = `//- /architecture.wiring
couch ordering { modules cart, pay }
module cart { path "cart/**"  owner Cart }
module pay { path "pay/**"  owner Pay }
team Cart
team Pay
`;
const SOURCES = `//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
`;

async function judged(text: string, changes: readonly WrittenChange[] = []) {
  const tree = readTree(text);
  const { model } = await review({ ...tree, changes: [...tree.changes, ...changes] });
  return model;
}

function verdictIn(model: Awaited<ReturnType<typeof judged>>, name: string) {
  const found = verdictOn(model, name);
  assert.ok(found, `${name} is not judged`);
  return found;
}

describe('couches', () => {
  it('are every module, every declared couch, and groups that are not declared', async () => {
    const model = await judged(WIRING + SOURCES, [
      ...again('Both', ['cart/a.ts', 'pay/a.ts'], { times: 12, days: 20 }),
    ]);
    assert.deepEqual(
      findCouches(model).map(({ id }) => id),
      ['module:cart', 'module:pay', 'couch:ordering'],
    );
  });

  it('that are pieces of one are not also a group that is just right', async () => {
    const { model } = await review(exampleTree('prime-video'));
    const several = judgeCouches(model).filter(({ couch }) => couch.members.length > 1);
    assert.deepEqual(
      several.map(({ couch, verdict }) => `${couch.kind} ${verdict}`),
      ['pair TOO SMALL'],
    );
  });

  it('that are pieces of one tell of the first two pairs, by name, and count the others', () => {
    const pairs = (['a b', 'b c', 'c d', 'd e'] as const).map(pair => {
      const [a = '', b = ''] = pair.split(' ');
      return { because: 'one team lifts both', pieces: { test: { a, b } } };
    });
    assert.equal(becauseOf(pairs.slice(0, 1)), 'one team lifts both');
    assert.equal(becauseOf(pairs.slice(0, 2)), 'a and b: one team lifts both. b and c: one team lifts both');
    assert.match(becauseOf(pairs), /^a and b: [^.]*\. b and c: [^.]*\. 2 more pairs of them likewise$/);
  });

  it('carried by two teams whose channel is the widest there is are asked about, not miswired', async () => {
    const both = WIRING.replace('owner Cart }', 'owner Cart and Pay }');
    const work = again('Both', ['cart/a.ts'], { times: 12, days: 20 });
    const because = async (channel: string) =>
      verdictIn(await judged(both + channel + SOURCES, work), 'cart');
    assert.equal((await because('channel Cart <-> Pay by meeting\n')).verdict, 'MISWIRED');
    const embedded = await because('channel Cart <-> Pay by embedded\n');
    assert.equal(embedded.verdict, 'WATCH');
    assert.match(
      embedded.because,
      /together \(100 %\), and no channel is wider than theirs: would one team do\?/,
    );
  });

  it('that two teams carry over a channel wide enough are not listed as worth a talk, and that is said', async () => {
    const work = again('Both', ['cart/a.ts', 'pay/a.ts'], { times: 12, days: 20 });
    const own = again('Own', ['cart/a.ts'], { times: 4, days: 50 });
    const listOf = async (medium: string) => {
      const { model } = await review({
        ...readTree(`${WIRING}channel Cart <-> Pay by ${medium}\n${SOURCES}`),
        changes: [...work, ...own],
      });
      return couchList(model)
        .lines.map(({ name, verdict }) => `${name} ${verdict}`)
        .sort();
    };
    assert.deepEqual(await listOf('ticket'), ['cart MISWIRED', 'ordering MISWIRED', 'pay MISWIRED']);
    // Of a declared couch all carries are to both, and whether one team would do is asked.
    assert.deepEqual(await listOf('embedded'), ['ordering WATCH', 'pay WATCH']);
  });

  it('are UNKNOWN without history, teams, carries or owners, each with what is missing', async () => {
    const work = again('Work', ['cart/a.ts'], { times: 12, days: 7 });
    const because = async (text: string, changes: readonly WrittenChange[]) => {
      const { verdict, because: said } = verdictIn(await judged(text, changes), 'cart');
      assert.equal(verdict, 'UNKNOWN');
      return said;
    };
    assert.match(await because(WIRING + SOURCES, []), /there is no history/);
    const alone = `//- /architecture.wiring\nmodule cart { path "cart/**"  owner Cart }\nteam Cart\n${SOURCES}`;
    assert.match(await because(alone, work), /only one team is known/);
    const nobody = `//- /architecture.wiring\nmodule cart { path "cart/**" }\n${SOURCES}`;
    assert.match(await because(nobody, work), /no team is known/);
    assert.match(await because(WIRING + SOURCES, work.slice(3)), /^9 carries in 36 months; 10 are needed/);
    const half = `//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  owner Pay }
team Cart { handle "@x/cart" }
team Pay
//- /CODEOWNERS
/cart/a.ts @x/cart
//- /cart/b.ts
export const b = 1;
${SOURCES}`;
    const mixed = again('Work', ['cart/a.ts', 'cart/b.ts'], { times: 12, days: 7 });
    assert.match(await because(half, mixed), /the owner of only 50 % of what was touched is known/);
  });

  it('widen their window until there are ten carries', async () => {
    const model = await judged(WIRING + SOURCES, again('Work', ['cart/a.ts'], { times: 20, days: 60 }));
    const { numbers, verdict } = verdictIn(model, 'cart');
    assert.deepEqual([numbers.windowMonths, numbers.carries, verdict], [18, 10, 'JUST RIGHT']);
  });

  it('widen it until there are as many as the wiring file asks for, and ask no less of a moved threshold', async () => {
    const work = again('Work', ['cart/a.ts'], { times: 20, days: 60 });
    const more = `${WIRING}rules { couch-too-big { carries-from 15 } }\n${SOURCES}`;
    const { numbers, verdict } = verdictIn(await judged(more, work), 'cart');
    assert.deepEqual([numbers.windowMonths, numbers.carries, verdict], [28, 15, 'JUST RIGHT']);
    const { fragile } = verdictIn(await judged(WIRING + SOURCES, work), 'cart');
    assert.deepEqual(fragile, [], 'twelve carries are there in a wider window');
    const scarce = again('Work', ['cart/a.ts'], { times: 11, days: 60 });
    assert.deepEqual(verdictIn(await judged(WIRING + SOURCES, scarce), 'cart').fragile, [
      { threshold: 'carries-from', becomes: 'UNKNOWN' },
    ]);
  });

  it('are WATCH with a question where two teams carry and no channel is declared', async () => {
    const model = await judged(
      WIRING + SOURCES,
      again('Both', ['cart/a.ts', 'pay/a.ts'], { times: 12, days: 20 }),
    );
    const { verdict, because, pair } = verdictIn(model, 'ordering');
    assert.equal(verdict, 'WATCH');
    assert.match(
      because,
      /Cart and Pay lift 12 of them together \(100 %\): how do they talk\? No channel is declared$/,
    );
    assert.deepEqual(pair, ['Cart', 'Pay']);
  });

  const files = ['mail', 'maps'].flatMap(half =>
    [1, 2, 3].map(
      n =>
        `//- /sink/${half}/${n}.ts\n${n > 1 ? `import { a as b } from './1';\nexport const c = b;\n` : ''}export const a = 1;\n`,
    ),
  );
  const sink = `//- /architecture.wiring
module sink { path "sink/**"  owner Cart }
module pay { path "pay/**"  owner Pay }
team Cart
team Pay
${files.join('')}`;
  const imported = sink.replace(
    '//- /sink/maps/1.ts\n',
    "//- /sink/maps/1.ts\nimport { a as m } from '../mail/1';\nexport const n = m;\n",
  );

  it('are WATCH where a module of one team has two halves that nothing ties together', async () => {
    const work = ['mail', 'maps'].flatMap((half, i) =>
      again(`Work on ${half}`, [`sink/${half}/1.ts`, `sink/${half}/2.ts`], { times: 10, days: 20 + i }),
    );
    const { verdict, because } = verdictIn(await judged(sink, work), 'sink');
    assert.equal(verdict, 'WATCH');
    assert.match(
      because,
      /two halves that nothing ties together: sink\/mail \(3 files, 10 carries\) and sink\/maps/,
    );
    const door = (user: string) => `${sink}//- /sink/index.ts
export * from './mail/1';
export * from './maps/1';
//- /sink/use.ts
${user}`;
    const outside = await judged(door('export const nothing = 1;\n'), work);
    assert.equal(verdictIn(outside, 'sink').verdict, 'WATCH', 'a front door ties nothing together');
    const inside = await judged(door("import { a } from './index';\nexport const used = a;\n"), work);
    assert.equal(verdictIn(inside, 'sink').verdict, 'JUST RIGHT', 'one that is used inside does');
    const tied = again('Both', ['sink/mail/1.ts', 'sink/maps/1.ts'], { times: 5, days: 30 });
    assert.equal(verdictIn(await judged(sink, [...work, ...tied]), 'sink').verdict, 'JUST RIGHT');
    assert.equal(verdictIn(await judged(imported, work), 'sink').verdict, 'JUST RIGHT');
  });

  it('hang on halves that only a wider window shows as long as no import ties these', async () => {
    const at = (half: string) => [`sink/${half}/1.ts`];
    const changes = [
      ...again('Work on maps', at('maps'), { times: 6, days: 2, until: '2025-05-15' }),
      ...again('Work on mail', at('mail'), { times: 10, days: 30 }),
    ];
    const apart = await judged(sink, changes);
    const tied = buildModel({ ...apart.facts, imports: (await judged(imported, changes)).facts.imports });
    const [before, after] = [apart, tied].map(model => verdictIn(model, 'sink'));
    assert.deepEqual(before?.fragile, [{ threshold: 'carries-from', becomes: 'WATCH' }]);
    assert.deepEqual(after?.fragile, []);
    assert.deepEqual([before.verdict, after.verdict], ['JUST RIGHT', 'JUST RIGHT']);
  });

  it('say which threshold they hang on', async () => {
    const changes = [
      ...again('Both', ['cart/a.ts', 'pay/a.ts'], { times: 2, days: 30 }),
      ...again('Own', ['cart/a.ts'], { times: 17, days: 20 }),
    ];
    const { verdict, fragile } = verdictIn(await judged(WIRING + SOURCES, changes), 'cart');
    assert.equal(verdict, 'JUST RIGHT');
    assert.deepEqual(fragile, [{ threshold: 'independent-from', becomes: 'WATCH' }]);
  });

  it('keep their verdicts when one sweep, or five, go unrecognised, and say that they are there', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `m${i}`);
    const text = `//- /architecture.wiring
couch front { modules m0, m1, m2 }
${names.map((name, i) => `module ${name} { path "${name}/**"  owner T${i % 6} }`).join('\n')}
${[0, 1, 2, 3, 4, 5].map(i => `team T${i}`).join('\n')}
${names.map(name => `//- /${name}/a.ts\nexport const a = 1;\n`).join('')}`;
    const work = [
      ...names.flatMap((name, i) => again('Own', [`${name}/a.ts`], { times: 6 + i, days: 15 })),
      ...again('Front', ['m0/a.ts', 'm1/a.ts', 'm2/a.ts'], { times: 14, days: 22 }),
      ...again('Pair', ['m4/a.ts', 'm5/a.ts'], { times: 16, days: 20 }),
    ];
    const verdicts = async (sweeps: number) => {
      const wide = again(
        'Something',
        names.map(name => `${name}/a.ts`),
        { times: sweeps, days: 3 },
      );
      const model = await judged(text, [...work, ...wide]);
      return {
        model,
        verdicts: judgeCouches(model)
          .map(({ couch, verdict }) => `${couch.id} ${verdict}`)
          .sort(),
      };
    };
    const { verdicts: before } = await verdicts(0);
    assert.ok(before.includes('couch:front TOO BIG'), before.join());
    assert.ok(
      before.some(line => line.endsWith('JUST RIGHT')),
      before.join(),
    );
    assert.deepEqual((await verdicts(1)).verdicts, before);
    const five = await verdicts(5);
    assert.deepEqual(five.verdicts, before);
    assert.deepEqual(verdictIn(five.model, 'front').excluded, [
      '5 changes that went far beyond it, to five or more modules it has nothing to do with',
    ]);
  });

  it('are the same from run to run', async () => {
    const changes = again('Both', ['cart/a.ts', 'pay/a.ts'], { times: 12, days: 20 });
    const once = async () => judgeCouches(await judged(WIRING + SOURCES, changes)).map(allTold);
    assert.deepEqual(await once(), await once());
  });
});

describe('the thresholds of the verdicts', () => {
  it('each is the option of one rule', () => {
    const rules = ['couch-too-big', 'couch-too-small', 'couch-miswired', 'chain-misses-promise'] as const;
    const keys = rules.flatMap(rule => optionsOf(rule).map(({ key }) => key));
    const names = Object.keys(DEFAULT_THRESHOLDS) as (keyof typeof DEFAULT_THRESHOLDS)[];
    assert.deepEqual([...keys].sort(), names.map(keyOf).sort());
    assert.equal(new Set(keys).size, keys.length);
  });
});
