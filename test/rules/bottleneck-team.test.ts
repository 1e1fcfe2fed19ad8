import { check } from '#test/support/check';

const ONLY = { only: ['bottleneck-team'] };

function tree(parts: { mark?: string; history: string; members?: number }): string {
  const people = (team: string, number: number) =>
    parts.members === undefined
      ? ''
      : ` { members { ${Array.from({ length: number }, (_, i) => `"p${i}@${team}.example"`).join(', ')} } }`;
  return `
//- /architecture.wiring
team Roles${people('roles', parts.members ?? 0)}
${parts.mark ?? ''}
team A${people('a', 1)}
team B${people('b', 1)}
team C${people('c', 1)}
module roles { path "roles/**"  owner Roles }
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
module c { path "c/**"  owner C }
//- /roles/a.ts
export const a = 1;
//- /a/a.ts
export const a = 1;
//- /b/a.ts
export const a = 1;
//- /c/a.ts
export const a = 1;
//- git
${parts.history}
`;
}

const NEEDED = ['a', 'b', 'c']
  .map((name, i) => `change 2026-01-0${i + 1} every 7 days 4 times "Who may see": roles/a.ts, ${name}/a.ts`)
  .join('\n');

describe('bottleneck-team', () => {
  it('is said of the team that everybody needs', () =>
    check(
      tree({
        history: NEEDED,
        mark: '//   ^^^^^ warning bottleneck-team: Roles lifts 12 carries in 12 months, 12 of them with others (100 %); the median of the other teams is 4',
      }),
      ONLY,
    ));

  it('counts per member where the roster knows them all', async () => {
    await check(tree({ history: NEEDED, members: 2 }), ONLY);
    await check(
      tree({
        history: NEEDED,
        members: 1,
        mark: '//   ^^^^^ warning bottleneck-team: Roles lifts 12 carries in 12 months by 1 member',
      }),
      ONLY,
    );
  });

  it('is not said of a team that is busy with work of its own, nor among few', async () => {
    const own = 'change 2026-01-04 every 2 days 40 times "Own work": roles/a.ts';
    await check(tree({ history: `${NEEDED}\n${own}` }), ONLY);
    await check(tree({ history: NEEDED.split('\n').slice(0, 2).join('\n') }), ONLY);
  });
});
