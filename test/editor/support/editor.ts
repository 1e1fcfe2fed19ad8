import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { type CodeServer, installExtension, startCodeServer } from '../../../scripts/code-server.mjs';

/** Given by scripts/ring.mjs, which installs and builds once for all tests. */
interface Ring {
  readonly install: CodeServer;
  readonly vsix: string;
  readonly chromium: string;
  readonly artifacts: string;
}

export const ring = JSON.parse(process.env.WIRING_RING ?? 'null') as Ring | null;

export interface Editor {
  readonly page: Page;
  readonly folder: string;
  /** Runs a command by its title in the palette. */
  command(title: string): Promise<void>;
  /** Opens a file of the folder; `a/b.ts` relative to it. */
  open(path: string): Promise<void>;
  /** Puts the cursor on a line and column, both from one. */
  goTo(line: number, column: number): Promise<void>;
  /** The squiggles of the file that is shown. */
  squiggles(kind: 'error' | 'warning' | 'info'): Locator;
  /** Opens the quick fixes at the cursor and gives their titles. */
  quickFixes(): Promise<string[]>;
  choose(title: string | RegExp): Promise<void>;
  /** Points at a word of the editor until its hover shows, and gives the hover's text. */
  hoverOver(word: string, says?: string): Promise<string>;
  /** The status bar's item with the owner. */
  readonly owner: Locator;
  screenshot(name: string): Promise<void>;
  /** Kills the language server as a crash would, and waits for the next one. */
  killServer(): Promise<void>;
  /** Kills it as often as it comes back, until it does not. */
  killServerForGood(): Promise<void>;
  close(): Promise<void>;
}

const SECOND = 1000;

export interface EditorOptions {
  /** What the browser opens: a folder, or a `.code-workspace` file. */
  readonly folder: string;
  readonly trustEverything?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A folder whose programs stand before all others. */
  readonly programs?: string;
  /** As on a machine that is busy with everything else. */
  readonly serverStartsAfterMs?: number;
}

/** A VS Code of its own, with the extension installed, in a page of its own. */
export async function openEditor({
  folder,
  trustEverything = true,
  settings = {},
  programs,
  serverStartsAfterMs = 0,
}: EditorOptions): Promise<Editor> {
  if (!ring)
    throw new Error('The ring is run by "npm run ring": it installs VS Code and builds the extension first.');
  const { install, vsix, artifacts } = ring;
  const state = mkdtempSync(join(tmpdir(), 'wiring-ring-'));
  await installExtension({ install, state, vsix });
  if (serverStartsAfterMs > 0) delayServer(state, serverStartsAfterMs);
  const server = await startCodeServer({
    install,
    state,
    trustEverything,
    settings: { ...LOOK, ...settings },
    env: {
      // A history that another run has read would be there at once.
      WIRING_CACHE: join(state, 'cache'),
      ...(programs === undefined ? {} : withPrograms(programs, install)),
    },
  });
  const browser = await chromium.launch({ executablePath: ring.chromium, args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const url = server.url(folder);
  await page.goto(folder.endsWith('.code-workspace') ? url.replace('?folder=', '?workspace=') : url);
  if (install.driver) {
    await page.waitForFunction('window.driver !== undefined', undefined, { timeout: 60 * SECOND });
    await page.evaluate('window.driver.whenWorkbenchRestored()');
  } else {
    const files = page.locator('.explorer-folders-view .monaco-list-row');
    await files.first().waitFor({ timeout: 60 * SECOND });
  }
  const base = folder.endsWith('.code-workspace') ? dirname(folder) : folder;
  const widget = page.locator('.action-widget').first();

  const quickInput = async (key: string, text: string) => {
    const input = page.locator('.quick-input-widget input.input');
    // A key that comes while the workbench is busy may be lost, or close what it was to open.
    await until(`${key} to open the palette`, async () => {
      await page.keyboard.press(key);
      return appears(input, 5 * SECOND);
    });
    await input.fill(text);
  };

  const editor: Editor = {
    page,
    folder,
    async command(title) {
      const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
      // What is typed while the palette still fills may be lost: it is opened and typed anew.
      await until(`the command "${title}"`, async () => {
        await quickInput('F1', `>${title}`);
        if (await appears(row, 5 * SECOND)) return true;
        await page.keyboard.press('Escape');
        return false;
      });
      await page.keyboard.press('Enter');
    },
    async open(path) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const crumbs = path.replaceAll('/', '');
      // While quick open still filters, its first row may be another file of that name, opened before: look what was
      // opened, and give the filter longer each time.
      let patience = 0;
      await until(`${path} to open`, async () => {
        // An absolute path finds the file in any of several roots.
        await quickInput('Control+P', join(base, path));
        const first = page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: name });
        await first.waitFor({ timeout: 20 * SECOND });
        await page.waitForTimeout(patience);
        patience += SECOND / 2;
        await page.keyboard.press('Enter');
        const tab = page.locator(`.tab.active[data-resource-name="${name}"]`);
        if (!(await appears(tab, 5 * SECOND))) return false;
        const shown = page.locator('.breadcrumbs-control .monaco-breadcrumb-item');
        if (!(await appears(shown.first(), 5 * SECOND))) return false;
        return (await shown.allTextContents()).join('').startsWith(crumbs);
      });
      await page
        .locator('.editor-instance .view-line')
        .first()
        .waitFor({ timeout: 20 * SECOND });
    },
    async goTo(line, column) {
      await quickInput('Control+G', `:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: 10 * SECOND });
    },
    squiggles: kind => page.locator(`.editor-instance .cdr.squiggly-${kind}`),
    async quickFixes() {
      await until('the quick fixes to show', async () => {
        await page.keyboard.press('Control+.');
        return appears(widget.locator('.monaco-list-row').first(), 3 * SECOND);
      });
      return (await widget.locator('.monaco-list-row.action').allInnerTexts()).map(plain);
    },
    async choose(title) {
      const titles = await widget.locator('.monaco-list-row.action').allInnerTexts();
      const index = titles.findIndex(text =>
        typeof title === 'string' ? plain(text) === title : title.test(plain(text)),
      );
      if (index < 0) throw new Error(`No quick fix "${title}" among: ${titles.join(', ')}`);
      // The first is focused; a click on a row is not always taken.
      for (let step = 0; step < index; step += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await widget.waitFor({ state: 'hidden', timeout: 10 * SECOND });
    },
    async hoverOver(word, says = '') {
      const hover = page.locator('.monaco-hover:visible .hover-contents');
      const target = page.locator('.editor-instance .view-line span > span', { hasText: word }).first();
      let text = '';
      await until(
        `a hover over "${word}"`,
        async () => {
          await page.mouse.move(5, 5);
          await target.hover({ timeout: 5 * SECOND });
          if (!(await appears(hover.first(), 3 * SECOND))) return false;
          // Findings are there at once; what the server is asked for comes below them, at first as "Loading".
          const done = page.locator('.monaco-hover:visible', { hasText: says });
          if (!(await appears(done.first(), 5 * SECOND))) return false;
          text = plain((await hover.allInnerTexts()).join('\n'));
          return !/^\s*Loading/m.test(text);
        },
        async () => text,
      );
      return text;
    },
    owner: page.locator('.statusbar-item[id*="wiring.owner"]'),
    async screenshot(name) {
      mkdirSync(artifacts, { recursive: true });
      await page.screenshot({ path: join(artifacts, `${name}.png`) });
    },
    async killServer() {
      const old = serversOf(state);
      if (old.length === 0) throw new Error('No language server runs.');
      for (const pid of old) process.kill(pid, 'SIGKILL');
      await until('another server', async () => serversOf(state).some(pid => !old.includes(pid)));
    },
    async killServerForGood() {
      // VS Code gives up at the fifth crash within three minutes.
      for (let crash = 1; crash < 5; crash += 1) await editor.killServer();
      for (const pid of serversOf(state)) process.kill(pid, 'SIGKILL');
      await until('the server to be gone', async () => serversOf(state).length === 0);
    },
    async close() {
      await close(browser);
      await server.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
  return editor;
}

/** A machine that is busy with other things takes its time. */
const PATIENCE = 60 * SECOND;

/** Asks again until the answer is true; when it stays false, the error tells what is `seen` instead. */
export async function until(
  what: string,
  ask: () => Promise<boolean>,
  seen?: () => Promise<string>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await ask())) {
    if (Date.now() > deadline)
      throw new Error(
        `Waited ${PATIENCE / SECOND} s for ${what}.${seen ? ` There is: ${await seen()}` : ''}`,
      );
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** Whether it does within so many milliseconds. */
export const appears = (locator: Locator, timeout: number) => becomes('visible', locator, timeout);
export const goes = (locator: Locator, timeout: number) => becomes('hidden', locator, timeout);

async function becomes(state: 'visible' | 'hidden', locator: Locator, timeout: number): Promise<boolean> {
  try {
    await locator.waitFor({ timeout, state });
    return true;
  } catch {
    return false;
  }
}

/** Clicks until it has its effect: a click is lost where the workbench draws anew between the button's down and up. */
export function clickUntil(what: string, target: Locator, effect: () => Promise<boolean>): Promise<void> {
  return until(what, async () => {
    await target.click({ timeout: 5 * SECOND }).catch(() => undefined);
    return effect();
  });
}

/** Points at an item of the status bar until its tooltip says `words`, and gives all that it says. */
export async function tooltipOf(page: Page, item: Locator, words: string): Promise<string> {
  const shown = page.locator('.monaco-hover:visible, .workbench-hover:visible', { hasText: words }).first();
  await until(`a tooltip with "${words}"`, async () => {
    await page.mouse.move(5, 5);
    await item.hover({ timeout: 5 * SECOND }).catch(() => undefined);
    return appears(shown, 3 * SECOND);
  });
  return textOf(shown);
}

/** What an element says; nothing where it is not there yet. */
export async function textOf(locator: Locator | undefined): Promise<string> {
  return plain(
    (await locator
      ?.first()
      .textContent({ timeout: 10 * SECOND })
      .catch(() => '')) ?? '',
  );
}

/** The workbench writes no-break spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}

/** Has the server of the extension that is installed in a state folder sleep before anything else. */
function delayServer(state: string, ms: number): void {
  const sleep = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});`;
  for (const extension of readdirSync(join(state, 'ext'))) {
    const server = join(state, 'ext', extension, 'dist/server.cjs');
    if (existsSync(server)) writeFileSync(server, `${sleep}\n${readFileSync(server, 'utf8')}`);
  }
}

/** The processes of the extension that is installed in a state folder. */
function serversOf(state: string): number[] {
  return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes(join(state, 'ext')) && line.includes('server.cjs'))
    .map(line => Number.parseInt(line, 10));
}

async function close(browser: Browser): Promise<void> {
  try {
    await browser.close();
  } catch {
    // It has crashed; whatever made it crash is reported by the test.
  }
}

/** VS Code asks a login shell for PATH, which gives the machine's own, unless it was started from a shell. */
function withPrograms(folder: string, { node }: CodeServer) {
  return { PATH: [folder, dirname(node), process.env.PATH].join(delimiter), VSCODE_CLI: '1' };
}

const LOOK = {
  'editor.minimap.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 14,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'git.blame.statusBarItem.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
};

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
