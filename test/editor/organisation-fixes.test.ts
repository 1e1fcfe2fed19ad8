import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Editor, openEditor, until } from './support/editor.ts';
import { makeRepository } from './support/repository.ts';

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
    TEAMS.map(team => [`${team.toLowerCase()}/index.ts`, `export const ${team.toLowerCase()} = 1;\n`]),
  ),
};

/** Where in the file, which fix, and what stands there afterwards; from the end on, so that lines above stay. */
const FIXES: readonly (readonly [string, RegExp, RegExp])[] = [
  ['initiative bundle', /^Ask for everything at once: 22 months → 11 months/, /\n {2}waits at once\n/],
  ['initiative bundle', /^Let A decide: 6 paths → 3/, /initiative bundle \{\n {2}led by A\n/],
  ['queue rights', /^Make rights self-service/, /promised 2 weeks\n {2}access self-service\n/],
  ['interaction A', /^Date it: collaboration until/, /collaboration until \d{4}-\d{2}-\d{2}\n/],
];

describe('fixes of the organisation in VS Code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wiring-organisation-fixes-'));
  let editor: Editor;
  before(async () => {
    makeRepository(folder, FILES);
    editor = await openEditor({ folder });
    await editor.open(WIRING);
    await until('the findings', async () => (await editor.squiggles('warning').count()) > 0);
  });
  after(async () => {
    await editor?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const saved = () => readFileSync(join(folder, WIRING), 'utf8');

  for (const [where, title, wanted] of FIXES) {
    it(`mend "${where}" by ${title.source.slice(1)}`, async () => {
      const line = saved()
        .split('\n')
        .findIndex(text => text.trim().startsWith(where));
      await editor.goTo(line + 1, where.length);
      const titles = await editor.quickFixes();
      await editor.screenshot(`fix-${where.replace(/\W+/g, '-')}`);
      assert.ok(
        titles.some(each => title.test(each)),
        titles.join('\n'),
      );
      await editor.choose(title);
      await until('the edit to be saved', async () => {
        await editor.page.keyboard.press('Control+S');
        return wanted.test(saved());
      });
    });
  }
});
