import assert from 'node:assert/strict';
import { FILE_START, repoPath } from '#core/facts/place';
import { overrulesOf } from '#core/measures/overrules';
import { type WideChange, wideChanges } from '#core/views/wide-changes';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';

const MODULES = Array.from({ length: 12 }, (_, n) => `p${n}`);
const all = (file: string, modules = MODULES) => modules.map(name => `${name}/${file}`).join(', ');

const TREE = (history = '') => `
//- /a.wiring
${MODULES.map(name => `module ${name} { path "${name}" }`).join('\n')}
${history}
//- /package.json
{}
${MODULES.map(name => `//- /${name}/src.ts\nexport {};\n//- /${name}/package.json\n{}`).join('\n')}
//- git
change 2026-01-01 "Work on everything": ${all('src.ts')}
change 2026-01-02 "Move peer deps": ${all('package.json')}
change 2026-01-03 "Add a thing": p0/src.ts, ${all('package.json')}
change 2026-01-04 "Bump typescript": ${all('src.ts', MODULES.slice(0, 10))}
change 2026-01-05 "Release 1.0.0": ${all('package.json')}
change 2026-01-06 "Narrow": ${all('src.ts', MODULES.slice(0, 9))}
`;

describe('the wide changes', () => {
  it('are listed with their class and reason: those that count, those that count in part, and all set aside', async () => {
    const { model } = await review(readTree(TREE()));
    const { counted, inPart, setAside, from } = wideChanges(model);
    const short = (changes: readonly WideChange[]) =>
      changes.map(each => [each.subject, each.modules, each.counted, each.class, each.reason]);
    assert.equal(from, 5);
    assert.deepEqual(short(counted), [
      ['Work on everything', 12, 12, 'ordinary', 'somebody worked on it'],
      ['Narrow', 9, 9, 'ordinary', 'somebody worked on it'],
    ]);
    assert.deepEqual(short(inPart), [
      [
        'Add a thing',
        12,
        1,
        'ordinary',
        'somebody worked on it; 11 modules where only manifests and configuration changed do not count',
      ],
    ]);
    assert.deepEqual(
      setAside.map(({ class: kind, changes }) => [kind, short(changes)]),
      [
        [
          'sweep',
          [
            ['Move peer deps', 12, 0, 'sweep', 'manifests and configuration of 12 modules and nothing else'],
            ['Bump typescript', 10, 0, 'sweep', 'one mechanical edit over 10 modules, by its title'],
          ],
        ],
        ['release', [['Release 1.0.0', 12, 0, 'release', 'the title is that of a release']]],
      ],
    );
  });

  it('are told of however few modules there are: sweeps from five on, reverts and the rest always', async () => {
    const few = MODULES.slice(0, 6);
    const { model } = await review(
      readTree(`
//- /a.wiring
${few.map(name => `module ${name} { path "${name}" }`).join('\n')}
${few.map(name => `//- /${name}/src.ts\nexport {};`).join('\n')}
//- git
change 2026-01-01 "Work on everything": ${all('src.ts', few)}
change 2026-01-02 "Bump typescript": ${all('src.ts', few.slice(0, 5))}
change 2026-01-03 "Bump typescript here": ${all('src.ts', few.slice(0, 4))}
change 2026-01-04 "Revert work on p0": p0/src.ts
`),
    );
    const { counted, setAside } = wideChanges(model);
    assert.deepEqual(
      counted.map(({ subject }) => subject),
      ['Work on everything'],
    );
    assert.deepEqual(
      setAside.map(({ class: kind, changes }) => [kind, changes.map(({ modules }) => modules)]),
      [
        ['revert', [1]],
        ['sweep', [5]],
      ],
    );
  });

  it('have the class that the wiring file gives them', async () => {
    const snapshot = await review(
      readTree(
        TREE(
          'history {\n  change "Work on everything" is sweep\n  change "Add a thing" is ordinary\n  change "Never seen" is sweep\n  change "fffffff" is sweep\n}',
        ),
      ),
    );
    const { counted, setAside } = wideChanges(snapshot.model);
    assert.deepEqual(
      counted.map(each => [each.subject, each.counted, each.reason]),
      [
        ['Add a thing', 12, 'a.wiring says so in line 15'],
        ['Narrow', 9, 'somebody worked on it'],
      ],
    );
    const sweeps = setAside.find(({ class: kind }) => kind === 'sweep')?.changes ?? [];
    assert.ok(sweeps.some(({ subject }) => subject === 'Work on everything'));
    assert.deepEqual(
      snapshot.problems.map(({ code, severity, message, place }) => [
        code,
        severity,
        message,
        place.range.start.line,
      ]),
      [
        [
          'unmatched-change',
          'warning',
          'None of the 6 changes that were read has this first line, so this line does nothing; correct or remove it.',
          15,
        ],
        [
          'unmatched-change',
          'warning',
          'None of the 6 changes that were read has an id that begins so, so this line does nothing; correct or remove it.',
          16,
        ],
      ],
    );
  });

  it('are overruled by the beginning of an id, which is longer than another', () => {
    const said = (text: string, kind: string) => ({
      change: { by: 'id' as const, text, at: AT },
      class: kind,
      at: AT,
    });
    const overruled = overrulesOf([said('abcdef01', 'sweep'), said('abcdef02', 'bot')]);
    const of = (id: string) => overruled?.({ id, at: 0, subject: 'x', authors: [], files: [] })?.class;
    assert.equal(of('abcdef0123456789'), 'sweep');
    assert.equal(of('abcdef0223456789'), 'bot');
    assert.equal(of('abcdef0323456789'), undefined);
    assert.equal(overrulesOf([]), undefined);
  });
});

const AT = { path: repoPath('a.wiring'), range: FILE_START };
