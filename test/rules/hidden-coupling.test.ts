import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['hidden-coupling'] };

function tree(parts: {
  mark?: boolean;
  battery?: string;
  history?: string;
  owner?: string;
  more?: string;
}): string {
  const found = parts.mark
    ? (name: string) =>
        `//     ${'^'.repeat(name.length)} warning hidden-coupling: battery and brakes change together, and nothing in the code leads from one to the other: 8 of 8 changes to battery (100 %)\n`
    : () => '';
  return `
//- /architecture.wiring
module battery { path "battery/**"  owner Battery }
${found('battery')}module brakes { path "brakes/**"  owner ${parts.owner ?? 'Brakes'} }
${found('brakes')}module law { path "law/**"  owner Law }
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
team Battery
team Brakes
team Law
team Seats
//- /battery/a.ts
${parts.battery ?? 'export const a = 1;'}
//- /brakes/a.ts
export const a = 1;
//- /law/a.ts
export const law = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
${parts.more ?? ''}
//- git
${parts.history ?? 'change 2025-07-01 every 28 days 8 times "Recover energy": battery/a.ts, brakes/a.ts'}
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`;
}

describe('hidden-coupling', () => {
  it('is said of two modules of two teams that nothing in the code ties', () =>
    check(tree({ mark: true }), ONLY));

  it('is not said where an import leads from one to the other, also through a third', async () => {
    await check(tree({ battery: "import { a } from '../brakes/a';\nexport const b = a;" }), ONLY);
    const through = tree({ battery: "import { law } from '../law/a';\nexport const b = law;" });
    await check(
      through.replace('export const law = 1;', "import { a } from '../brakes/a';\nexport const law = a;"),
      ONLY,
    );
  });

  it('is not said of siblings that follow a common dependency', () =>
    check(
      tree({
        battery: "import { law } from '../law/a';\nexport const b = law;",
        history: 'change 2025-07-01 every 28 days 8 times "Another law": battery/a.ts, brakes/a.ts, law/a.ts',
      }).replace(
        '//- /brakes/a.ts\nexport const a = 1;',
        "//- /brakes/a.ts\nimport { law } from '../law/a';\nexport const a = law;",
      ),
      ONLY,
    ));

  it('is not said within one team, of too few changes, or of a burst', async () => {
    await check(tree({ owner: 'Battery' }), ONLY);
    const few = 'change 2025-07-01 every 28 days 4 times "Recover energy": battery/a.ts, brakes/a.ts';
    await check(tree({ history: few }), ONLY);
    const burst = 'change 2025-07-01 every 1 days 8 times "Recover energy": battery/a.ts, brakes/a.ts';
    await check(tree({ history: burst }), ONLY);
  });

  it('is not said of two teams whose channel is as wide as the need, or as wide as channels get', async () => {
    const told = (channel: string, mark = false) =>
      check(tree({ mark }).replace('team Law\n', `team Law\n${channel}\n`), ONLY);
    await told('channel Battery <-> Brakes by embedded');
    await told('channel Battery <-> Law by embedded\nchannel Law <-> Brakes by embedded');
    await told('channel Battery <-> Brakes by meeting', true);
    await told('channel Battery <-> Law by embedded', true);
  });

  it('is not said of a package and its tests', () =>
    check(tree({}).replaceAll('brakes', 'battery-tests'), ONLY));

  describe('of pairs with the same changes', () => {
    const NAMES = ['a', 'b', 'c', 'd', 'e', 'x', 'y'];
    interface Parts {
      readonly marks?: Readonly<Record<string, readonly string[]>>;
      readonly accepts?: string;
      readonly git?: string;
      readonly a?: string;
    }
    const together = (names: readonly string[]) => names.map(name => `${name}/a.ts`).join(', ');
    const ALL = `change 2025-07-01 every 14 days 20 times "All five": ${together(NAMES.slice(0, 5))}`;
    const REST = `change 2025-07-02 every 7 days 30 times "Warm seats": x/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": y/a.ts`;
    const group = ({ marks = {}, accepts = '', git = ALL, a = 'export const a = 1;' }: Parts) => `
//- /architecture.wiring
${NAMES.map(name =>
  [
    `module ${name} { path "${name}"  owner T${name} }`,
    ...(marks[name] ?? []).map(said => `//     ^ warning hidden-coupling: ${said}`),
    `team T${name}`,
  ].join('\n'),
).join('\n')}
${accepts}
${NAMES.map(name => `//- /${name}/a.ts\n${name === 'a' ? a : 'export const a = 1;'}`).join('\n')}
//- git
${git}
${REST}
`;
    const at = (names: string, said: string) => Object.fromEntries([...names].map(name => [name, [said]]));
    const accept = (on: string, because = 'known', more = '') =>
      `accept hidden-coupling ${on} ${more}because "${because}"`;

    it('is one finding for one cause, at each of the modules, with the pairs as evidence', async () => {
      const said =
        'a, b, c and 2 more change together, and nothing in the code leads from one to another: 20 changes are to all of them; what ties them?';
      const { judgement } = await check(group({ marks: at('abcde', said) }), ONLY);
      const [finding, ...others] = judgement.findings.filter(({ rule }) => rule === 'hidden-coupling');
      assert.deepEqual(others, []);
      assert.equal(finding?.id, 'hidden-coupling:a+b+c+d+e');
      assert.equal(finding.place.range.start.line, 0);
      assert.equal(finding.evidence[0], 'its modules: a, b, c, d, e');
      assert.match(
        finding.evidence[1] ?? '',
        /^a and b: 20 of 20 changes \(100 %\) and of 20 \(100 %\); chance would give \d+\.\d$/,
      );
      assert.equal(finding.evidence.filter(line => line.includes('chance would give')).length, 10);
    });

    it('leaves alone a pair with changes of its own', () =>
      check(
        group({
          git: `change 2025-07-01 every 14 days 20 times "Three": ${together(['a', 'b', 'c'])}
change 2025-07-05 every 14 days 20 times "Two": ${together(['d', 'e'])}`,
          marks: {
            ...at('abc', 'a, b and c change together, and nothing in the code leads from one to another: 20'),
            ...at(
              'de',
              'd and e change together, and nothing in the code leads from one to the other: 20 of',
            ),
          },
        }),
        ONLY,
      ));

    it('says of how many pairs it holds, and does not claim more', () =>
      check(
        group({
          git: ALL.replace(together(['d', 'e']), 'd/a.ts').replace(', d/a.ts', ''),
          a: "import { a as b } from '../b/a';\nexport const a = b;",
          marks: at(
            'abc',
            'a, b and c change together, and nothing in the code leads from one to the other in at least 2 of their 3 pairs: 20 changes are to all of them',
          ),
        }),
        ONLY,
      ));

    it('lets an accepted pair go, and one that an accept of a module takes', async () => {
      const pair =
        'a, b, c and 2 more change together, and nothing in the code leads from one to the other in at least 9';
      for (const on of ['from a to b', 'from b to a']) {
        const { judgement } = await check(group({ accepts: accept(on), marks: at('abcde', pair) }), ONLY);
        assert.deepEqual(
          judgement.accepted.map(({ finding }) => finding.id),
          ['hidden-coupling:a+b'],
        );
      }
      const four = 'b, c, d and e change together, and nothing in the code leads from one to another';
      const without = await check(group({ accepts: accept('on module a'), marks: at('bcde', four) }), ONLY);
      assert.deepEqual(
        without.judgement.accepted.map(({ finding }) => finding.id),
        ['b', 'c', 'd', 'e'].map(name => `hidden-coupling:a+${name}`),
      );
    });

    it('is not told where the rule is off, of a pair of which one side is', () => {
      const rest = 'b, c, d and e change together, and nothing in the code leads from one to another';
      const off = group({
        a: 'export const a = 1;',
        marks: Object.fromEntries(
          ['b', 'c', 'd', 'e'].map(name => [name, [`a and ${name} change together`, rest]]),
        ),
      });
      // A module stands where it is declared, so that one is declared in a file of its own.
      const [line = ''] = /module a .*\n/.exec(off) ?? [];
      return check(
        `${off.replace(line, 'rules { hidden-coupling off in "a.wiring" }\n').replace('//- git', `//- /a.wiring\n${line}//- git`)}`,
        ONLY,
      );
    });

    it('is accepted where all of its pairs are, which is told once', async () => {
      const each = [...'abcde'].map(name => accept(`on module ${name}`)).join('\n');
      const { judgement } = await check(group({ accepts: each }), ONLY);
      assert.deepEqual(
        judgement.accepted.map(({ finding, reason }) => [finding.id, reason]),
        [['hidden-coupling:a+b+c+d+e', 'known']],
      );
      assert.ok(judgement.findings.every(({ rule }) => rule !== 'stale-accept'));
    });

    it('is accepted by the fix on each of its modules', async () => {
      const clause = (name: string) =>
        `accept hidden-coupling on module ${name} until 2026-08-30 because "TODO: say why, and what will end it"\n`;
      const before = group({});
      await checkFix(
        before.replace('module a {', 'module <|>a {'),
        before.replace('\n//- /a/a.ts', `\n${[...'abcde'].map(clause).join('')}//- /a/a.ts`),
        { ...ONLY, title: 'Accept hidden-coupling on each of 5 modules until', rule: 'hidden-coupling' },
      );
    });
  });
});
