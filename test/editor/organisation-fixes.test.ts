import assert from 'node:assert/strict';
import { appears, until } from './support/editor.ts';
import { makeRepository } from './support/repository.ts';
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';
const TEAMS = ['A', 'B', 'C', 'D'];

const FILES: Readonly<Record<string, string>> = {
  [WIRING]: `wiring 1

${TEAMS.map(team => `team ${team}\nmodule ${team.toLowerCase()} { path "${team.toLowerCase()}/**" owner ${team} }`).join('\n')}

interaction A <-> B collaboration

queue rights {
  run by A
  promised 2 weeks
  actual 11 weeks
}

initiative bundle {
  touches a, b, c, d
  waits for feed x 11 months
  waits for feed y 11 months
  at most 3 teams
}
`,
  ...Object.fromEntries(
    TEAMS.map(team => {
      const name = team.toLowerCase();
      // All others rely on what A offers, so that an interface in front of it would do.
      const uses = team === 'A' ? '1' : 'a';
      const from = team === 'A' ? '' : "import { a } from '../a/index';\n";
      return [`${name}/index.ts`, `${from}export const ${name} = ${uses};\n`];
    }),
  ),
};

/** Where in the file, which fix, and what stands there afterwards; from the end on, so that lines above stay. */
const FIXES: readonly (readonly [string, RegExp, RegExp])[] = [
  ['initiative bundle', /^Ask for everything at once: 22 months → 11 months/, /\n {2}waits at once\n/],
  ['initiative bundle', /^Let A decide: 6 paths → 3, still 4 teams/, /initiative bundle \{\n {2}led by A\n/],
  ['initiative bundle', /^Change only a, behind an interface: 4 → 1 team, 6 → 0 paths/, /touches a\n/],
  ['queue rights', /^Make rights self-service/, /promised 2 weeks\n {2}access self-service\n/],
  [
    'interaction A',
    /^Date it: collaboration (without end → )?until/,
    /collaboration until \d{4}-\d{2}-\d{2}\n/,
  ],
];

describe('fixes of the organisation in VS Code', () => {
  const window = windowOn('organisation-fixes', folder => makeRepository(folder, FILES));
  before(async () => {
    await window.editor.open(WIRING);
    await until('the findings', async () => (await window.editor.squiggles('warning').count()) > 0);
  });

  const saved = () => window.saved(WIRING);

  for (const [where, title, wanted] of FIXES) {
    it(`mend "${where}" by ${title.source.slice(1)}`, async () => {
      const line = saved()
        .split('\n')
        .findIndex(text => text.trim().startsWith(where));
      await window.editor.goTo(line + 1, where.length);
      const titles = await window.editor.quickFixes();
      await window.editor.screenshot(`fix-${where.replace(/\W+/g, '-')}`);
      assert.ok(
        titles.some(each => title.test(each)),
        titles.join('\n'),
      );
      await window.editor.choose(title);
      await until('the edit to be saved', async () => {
        await window.editor.page.keyboard.press('Control+S');
        return wanted.test(saved());
      });
    });
  }

  it('writes a whole declaration from its word, with its name to fill in', async () => {
    const { editor } = window;
    await editor.page.keyboard.press('Control+End');
    await editor.page.keyboard.type('\nqueu');
    const whole = editor.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'queue …' });
    await until('the declaration to be offered', async () => {
      await editor.page.keyboard.press('Control+Space');
      return appears(whole.first(), 3000);
    });
    await editor.screenshot('whole-declaration');
    await whole.first().click();
    await editor.page.keyboard.type('approvals');
    await until('it to be saved', async () => {
      await editor.page.keyboard.press('Control+S');
      return /\nqueue approvals \{\n {2}run by Team\n {2}serves Other\n {2}promised 2 weeks\n/.test(saved());
    });
    await editor.screenshot('whole-declaration-written');
  });
});
