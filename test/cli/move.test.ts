import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { built, git, removeScratch, repository, SMALL, wiring, write } from './real.ts';

const FILES = {
  ...SMALL,
  'packages/cart/src/index.ts':
    "export { tax } from './tax.js';\nexport const total = (n: number): number => n;\n",
  'packages/cart/src/tax.ts': 'export const tax = 1;\n',
  'packages/cart/src/tax.test.ts': "import { tax } from './tax.js';\n\ntax.toFixed();\n",
};
const TAX = 'packages/cart/src/tax.ts';

describe('wiring move', function () {
  this.timeout(60_000);
  before(built);
  after(removeScratch);

  const text = (root: string, path: string) => readFileSync(join(root, path), 'utf8');

  it('shows what it would do and writes nothing', () => {
    const root = repository(FILES);
    const { code, stdout, stderr } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/money/']);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.match(stdout, /Plan {2}2 files moved, 1 file rewritten, owned by @shop\/cart/);
    assert.match(stdout, /tax\.ts → packages\/cart\/src\/money\/tax\.ts/);
    assert.match(stdout, /index\.ts:1 \(@shop\/cart\): \.\/tax\.js → \.\/money\/tax\.js/);
    assert.match(stdout, /Nothing was written; --write does it\./);
    assert.equal(git(root, ['status', '--porcelain']), '');
  });

  it('moves a file with its test, and nothing is unresolved afterwards', () => {
    const root = repository(FILES);
    const { code, stdout } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/money/', '--write']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^Done/);
    assert.match(stdout, /index\.ts:1 \(@shop\/cart\): \.\/tax\.js → \.\/money\/tax\.js/);
    assert.ok(!existsSync(join(root, TAX)));
    assert.match(text(root, 'packages/cart/src/index.ts'), /from '\.\/money\/tax\.js'/);
    assert.equal(text(root, 'packages/cart/src/money/tax.test.ts'), FILES['packages/cart/src/tax.test.ts']);
    git(root, ['add', '--all']);
    assert.match(git(root, ['status', '--porcelain']), /^R {2}packages\/cart\/src\/tax\.ts -> /m);
    const again = wiring(root, ['explain', 'packages/cart/src/index.ts']);
    assert.match(again.stdout, /\.\/money\/tax\.js → packages\/cart\/src\/money\/tax\.ts/);
  });

  it('writes over nothing, and says what is in the way', () => {
    const root = repository({ ...FILES, 'packages/cart/src/money/tax.ts': 'export const other = 1;\n' });
    const { code, stdout } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/money/', '--write']);
    assert.equal(code, 1);
    assert.match(stdout, /^Refused {2}2 files cannot be moved as asked/);
    assert.match(stdout, /packages\/cart\/src\/money\/tax\.ts exists already\./);
    assert.equal(git(root, ['status', '--porcelain']), '');
  });

  it('takes back what it began where the disk says no', () => {
    const root = repository({ ...FILES, '.gitignore': 'money\n' });
    // git does not list it, so that only the disk can tell.
    write(root, { 'packages/cart/src/money': 'a file where the folder should be' });
    const { code, stderr } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/money/', '--write']);
    assert.equal(code, 3);
    assert.match(
      stderr,
      /nothing was written: packages\/cart\/src\/money is not a folder; everything\s+is as it was/,
    );
    assert.equal(git(root, ['status', '--porcelain']), '');
  });

  it('does not go through a link that leads out', () => {
    const root = repository({ ...FILES, '.gitignore': 'away\n' });
    const outside = repository({ 'a.txt': '' });
    symlinkSync(outside, join(root, 'packages/cart/src/away'));
    const { code, stderr } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/away/', '--write']);
    assert.equal(code, 3, stderr);
    assert.deepEqual(git(outside, ['status', '--porcelain']), '');
    assert.ok(existsSync(join(root, TAX)));
  });

  it('tells programs the same', () => {
    const root = repository(FILES);
    const { stdout } = wiring(root, ['move', TAX, '--to', 'packages/cart/src/taxes.ts', '--format', 'json']);
    const document = JSON.parse(stdout);
    assert.deepEqual(
      [document.format, document.written, document.ok, document.moves[0]],
      ['wiring-move', false, true, { from: TAX, to: 'packages/cart/src/taxes.ts' }],
    );
  });

  it('wants to know where to, and knows what it does not know', () => {
    const root = repository(FILES);
    assert.match(wiring(root, ['move', TAX]).stderr, /move needs --to PLACE/);
    assert.match(wiring(root, ['move', 'packages/cart/src/tac.ts', '--to', 'x/']).stderr, /did you mean/);
  });
});
