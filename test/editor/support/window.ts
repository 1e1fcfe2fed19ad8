import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Editor, openEditor } from './editor.ts';

export interface Window {
  readonly folder: string;
  /** Once `before` has run. */
  readonly editor: Editor;
  /** A file as it is on disk. */
  saved(path: string): string;
}

/**
 * One VS Code for all tests of a `describe`, on a folder of its own with this name; both are gone afterwards. A test that
 * fails leaves a picture of what was there.
 */
export function windowOn(name: string, make: (folder: string) => unknown): Window {
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-ring-'));
  const folder = join(scratch, name);
  let editor: Editor | undefined;
  before(async () => {
    mkdirSync(folder);
    make(folder);
    editor = await openEditor({ folder });
  });
  after(async () => {
    await editor?.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });
  return {
    folder,
    get editor() {
      if (!editor) throw new Error('The editor is opened before the tests, not before that.');
      return editor;
    },
    saved: path => readFileSync(join(folder, path), 'utf8'),
  };
}
