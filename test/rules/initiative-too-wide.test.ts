import assert from 'node:assert/strict';
import { explainName } from '#core/views/explain-name';
import { readTree } from '#test/support/annotations';
import { check, checkFix, fixTitles, review } from '#test/support/check';

const ONLY = { only: ['initiative-too-wide'] };

function tree(teams: number, clauses: string, mark = '', more = ''): string {
  const numbers = Array.from({ length: teams }, (_, i) => i + 1);
  return `
//- /architecture.wiring
organization Telco
initiative checkbox {
${mark}
  touches ${numbers.map(i => `m${i}`).join(', ')}
${clauses}
}
${numbers.map(i => `team T${i}\nmodule m${i} { path "m${i}/**"  owner T${i} }`).join('\n')}
${more}
${numbers.map(i => `//- /m${i}/a.ts\nexport const a = 1;`).join('\n')}
`;
}

describe('initiative-too-wide', () => {
  it('is said of twenty teams: 190 paths, and 92.3 % of each for a chance of 20 %', () =>
    check(
      tree(
        20,
        '  success 20%',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 20 teams and is meant for 8: 190 paths between them, on each of which two must agree; a chance of 20 % in all is 92.3 % of each; where they do not agree, Telco decides',
      ),
      ONLY,
    ));

  it('is said of forty teams: 780 paths, and 96.1 %', () =>
    check(
      tree(
        40,
        '  success 20%',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 40 teams and is meant for 8: 780 paths between them, on each of which two must agree; a chance of 20 % in all is 96.1 % of each',
      ),
      ONLY,
    ));

  it('tells the chance of all from that of each', () =>
    check(
      tree(
        10,
        '  success 95% per team\n  at most 4 teams',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 10 teams and is meant for 4: 45 paths between them, on each of which two must agree; a chance of 59.9 % in all is 95 % of each',
      ),
      ONLY,
    ));

  it('says which of what it touches nobody is known to own, for these teams are not counted', async () => {
    const snapshot = await check(
      tree(
        3,
        '  at most 2 teams',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 3 teams',
        'module idle { path "idle/**" }\n//- /idle/a.ts\nexport const a = 1;',
      ).replace('touches m1', 'touches idle, m1'),
      ONLY,
    );
    const [finding] = snapshot.judgement.findings.filter(({ rule }) => rule === 'initiative-too-wide');
    assert.ok(finding?.evidence.includes('nobody is known to own idle: whoever does comes on top'));
    assert.ok(finding?.evidence.includes('in 2 stages of at most 2 teams there is 1 path'));
    const unknown = explainName(snapshot, 'initiative', 'checkbox')?.sections.find(
      ({ heading }) => heading === 'Unknown',
    );
    assert.deepEqual(unknown?.lines, ['who owns idle']);
  });

  it('is not said of eight teams, nor where alternatives make them fewer', async () => {
    await check(tree(8, ''), ONLY);
    const alternatives = tree(9, '').replace('owner T9', 'owner T9 or T1');
    await check(alternatives, ONLY);
    await check(tree(20, '  at most 20 teams'), ONLY);
  });

  it('counts who usually has to lift along, though nothing of theirs is touched', async () => {
    const history = `//- git
change 2026-01-01 every 7 days 12 times "Another price": m1/a.ts, law/a.ts`;
    const law = (text: string) =>
      text
        .replace('//- /m1/a.ts', '//- /law/a.ts\nexport const a = 1;\n//- /m1/a.ts')
        .replace('team T1\n', 'team Law\nmodule law { path "law/**"  owner Law }\nteam T1\n');
    const found = await check(
      law(
        `${tree(2, '  at most 2 teams', '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 3 teams and is meant for 2')}${history}`,
      ),
      ONLY,
    );
    const finding = found.judgement.findings.find(({ rule }) => rule === 'initiative-too-wide');
    assert.ok(
      finding?.evidence.includes('usually needed: Law (in 12 of 12 changes to m1)'),
      finding?.evidence.join(),
    );
  });

  it('offers the team that owns most of it as the one that decides, and says what stays', async () => {
    const wide = tree(20, '').replace('touches m1', 'touches extra, m1');
    const more = 'module extra { path "extra/**"  owner T7 }';
    const before = wide.replace('team T1\n', `${more}\nteam T1\n`);
    const fix = await checkFix(
      before.replace('initiative check', 'initiative <|>check'),
      before.replace('initiative checkbox {', 'initiative checkbox {\n  led by T7'),
      { ...ONLY, title: 'Let T7 decide: 190 paths → 19, still 20 teams', stays: true },
    );
    assert.match(fix.note ?? '', /All talk to T7 and not with each other/);
    await check(
      tree(
        20,
        '  led by T7',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 20 teams and is meant for 8: 19 ways to talk, all with T7, which leads; let fewer modules change',
      ),
      ONLY,
    );
    const led = tree(20, '  led by T7').replace('initiative check', 'initiative <|>check');
    assert.deepEqual(
      (await fixTitles(led)).filter(title => title.includes('decide')),
      [],
    );
  });

  it('offers stages: 57 paths instead of 190, and nothing is found any more', async () => {
    const before = tree(20, '  at most 8 teams').replace('initiative check', 'initiative <|>check');
    const list = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`);
    const stage = (name: string, from: number, to: number) =>
      `initiative ${name} {\n  touches\n${list(from, to)
        .map(each => `    ${each},`)
        .join('\n')}\n  at most 8 teams\n}`;
    const after = before
      .replace('<|>', '')
      .replace(list(1, 20).join(', '), list(1, 7).join(', '))
      .replace(
        '  at most 8 teams\n}\n',
        `  at most 8 teams\n}\n\n${stage('checkbox-2', 8, 14)}\n\n${stage('checkbox-3', 15, 20)}\n`,
      );
    const fix = await checkFix(before, after, {
      ...ONLY,
      title: 'Do it in 3 stages of at most 8 teams: 190 → 57 paths',
    });
    assert.match(fix.note ?? '', /^7, 7 and 6 teams, one stage after the other/);
  });

  it('offers the fewest stages, whatever the order, and tells the same in its evidence', async () => {
    // In the order written T1 and T2 fill one stage, T3 and T1 another, T2 a third.
    const before = tree(3, '  at most 2 teams')
      .replace('touches m1, m2, m3', 'touches m1, m2, m3, n1, n2')
      .replace(
        'team T1\n',
        'module n1 { path "n1/**"  owner T1 }\nmodule n2 { path "n2/**"  owner T2 }\nteam T1\n',
      )
      .concat('//- /n1/a.ts\nexport const a = 1;\n//- /n2/a.ts\nexport const a = 1;\n');
    const after = before
      .replace('touches m1, m2, m3, n1, n2', 'touches m1, m2, n1, n2')
      .replace(
        '  at most 2 teams\n}\n',
        '  at most 2 teams\n}\n\ninitiative checkbox-2 {\n  touches\n    m3,\n  at most 2 teams\n}\n',
      );
    const fix = await checkFix(before.replace('initiative check', 'initiative <|>check'), after, {
      ...ONLY,
      title: 'Do it in 2 stages of at most 2 teams: 3 → 1 path',
    });
    assert.doesNotMatch(fix.title, /1 paths/);
    const snapshot = await review(readTree(before));
    const [finding] = snapshot.judgement.findings.filter(({ rule }) => rule === 'initiative-too-wide');
    assert.ok(finding?.evidence.includes('in 2 stages of at most 2 teams there is 1 path'));
  });

  it('of two teams has one path, and nothing is offered that spares none', async () => {
    const clauses = '  at most 1 team';
    await check(
      tree(
        2,
        clauses,
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 2 teams and is meant for 1: 1 path between them, on each of which two must agree; where they do not agree, Telco decides; let fewer',
      ),
      ONLY,
    );
    const titles = async (text: string) =>
      (await fixTitles(text.replace('initiative check', 'initiative <|>check'), ONLY)).filter(
        title => !title.startsWith('Accept '),
      );
    assert.deepEqual(await titles(tree(2, clauses)), ['Do it in 2 stages of at most 1 team: 1 → 0 paths']);
    // One thing that needs both cannot be put into stages, and then none are told of.
    const both = tree(2, clauses).replace('owner T1', 'owner T1 and T2');
    assert.deepEqual(await titles(both), []);
    const { judgement } = await review(readTree(both));
    const told = judgement.findings.flatMap(({ rule, evidence }) =>
      rule === 'initiative-too-wide' ? evidence : [],
    );
    // Three that meet in pairs have three paths in one stage, and one in each of three.
    const pairs = tree(3, '  at most 2 teams')
      .replace('owner T1', 'owner T1 and T2')
      .replace('owner T2 }', 'owner T2 and T3 }')
      .replace('owner T3 }', 'owner T3 and T1 }');
    assert.deepEqual(await titles(pairs), ['Let T1 decide: 3 paths → 2, still 3 teams']);
    assert.ok(told.length > 0 && !told.some(line => line.includes('stages')), told.join());
  });

  it('stages keep how surely each team delivers', async () => {
    const before = tree(4, '  success 95% per team\n  at most 2 teams');
    const after = before
      .replace('touches m1, m2, m3, m4', 'touches m1, m2')
      .replace(
        '  at most 2 teams\n}\n',
        '  at most 2 teams\n}\n\ninitiative checkbox-2 {\n  touches\n    m3,\n    m4,\n  success 95% per team\n  at most 2 teams\n}\n',
      );
    await checkFix(before.replace('initiative check', 'initiative <|>check'), after, {
      ...ONLY,
      title: 'Do it in 2 stages of at most 2 teams: 6 → 2 paths',
    });
  });

  it('offers to change only what the others import, behind an interface', async () => {
    const using = (text: string) =>
      Array.from({ length: 9 }, (_, i) => i + 2).reduce(
        (now, i) =>
          now.replace(
            `//- /m${i}/a.ts\nexport const a = 1;`,
            `//- /m${i}/a.ts\nimport { a as one } from '../m1/a';\nexport const a = one;`,
          ),
        text,
      );
    const before = using(tree(10, '')).replace('initiative check', 'initiative <|>check');
    const after = using(tree(10, '')).replace(/touches m1, .*/, 'touches m1');
    const fix = await checkFix(before, after, {
      ...ONLY,
      title: 'Change only m1, behind an interface: 10 → 1 team, 45 → 0 paths',
    });
    assert.match(fix.note ?? '', /^m2, m3, m4, m5, m6 and 4 more import it already/);
    const few = tree(10, '').replace('initiative check', 'initiative <|>check');
    assert.ok(!(await fixTitles(few)).some(title => title.includes('interface')));
  });

  it('leaves a list with a comment in it alone', async () => {
    const text = tree(20, '')
      .replace('m2,', 'm2, // the large one\n ')
      .replace('initiative check', 'initiative <|>check');
    assert.ok(!(await fixTitles(text)).some(title => title.includes('stages')));
  });

  it('can be accepted for at most so many teams, which then may only fall', async () => {
    const accept = (n: number, mark = '') =>
      `accept initiative-too-wide on initiative checkbox at most ${n} because "being cut"\n${mark}`;
    await check(tree(20, '', '', accept(20)));
    await check(
      tree(
        20,
        '',
        '',
        accept(
          22,
          '// <- warning stale-accept: this accept is for at most 22, and there are 20 left; write at most 20',
        ),
      ),
    );
    await check(
      tree(
        20,
        '',
        '//         ^^^^^^^^ warning initiative-too-wide: checkbox needs 20 teams',
        accept(18, '// <- warning stale-accept: this accept is for at most 18, and there are 20 now'),
      ),
    );
  });
});
