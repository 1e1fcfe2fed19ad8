import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import {
  built,
  environment,
  folder,
  removeScratch,
  repository,
  SMALL,
  STRICT,
  storefront,
  WIRING,
  wiring,
} from '#test/cli/real';

describe('the command line', function () {
  this.timeout(60_000);
  before(built);
  after(removeScratch);

  it('knows its version and its help, with an example for every command', () => {
    const cwd = folder({});
    assert.match(wiring(cwd, ['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    const help = wiring(cwd, ['--help']);
    assert.equal(help.code, 0);
    for (const command of ['check', 'explain', 'facts', 'init', 'doctor', 'lsp']) {
      assert.match(help.stdout, new RegExp(`^ {2}${command} `, 'm'));
      const own = wiring(cwd, [command, '--help']);
      assert.equal(own.code, 0);
      assert.match(own.stdout, new RegExp(`^Usage: wiring ${command}`));
      assert.match(own.stdout, new RegExp(`Examples\n {2}wiring ${command}`));
      for (const line of `${help.stdout}${own.stdout}`.split('\n')) assert.ok(line.length <= 80, line);
    }
    assert.match(wiring(cwd, ['study', '--help']).stdout, /how\s+many\s+teams\s+came\s+after\?\n\n/);
  });

  it('ends with 2 for wrong usage and says what to write instead', () => {
    const cwd = folder({});
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /Usage: wiring COMMAND/],
      [['chek'], /did you mean "check"\?/],
      [['check', '--fial-on', 'error'], /did you mean --fail-on\?/],
      [['check', '--fail-on', 'fatal'], /error, warning, information, never/],
      [['check', '--today', '2026-02-30'], /there is no day "2026-02-30"/],
      [['check', '--rule', 'dependency-cycel'], /did you mean dependency-cycle\?/],
      [['check', 'a', 'b'], /"b" is too many/],
      [['check', 'nowhere'], /there is no "nowhere"/],
      [['explain'], /explain needs a TARGET/],
      [['doctor', '--stdout'], /does not take --stdout/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = wiring(cwd, args);
      assert.equal(code, 2, args.join(' '));
      assert.equal(stdout, '', args.join(' '));
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  it('ends with 0 without findings, 1 with findings at the fail level', () => {
    const clean = repository(SMALL);
    const quiet = wiring(clean, ['check']);
    assert.equal(quiet.code, 0, quiet.stdout + quiet.stderr);
    const strict = repository({ ...SMALL, 'architecture.wiring': STRICT });
    const ran = wiring(strict, ['check']);
    assert.equal(ran.code, 1, ran.stdout + ran.stderr);
    assert.match(ran.stdout, /packages\/web\/src\/index\.ts:1:2[34]/);
    assert.match(ran.stdout, /\[undeclared-dependency\]/);
    assert.equal(wiring(strict, ['check', '--fail-on', 'never']).code, 0);
    assert.equal(wiring(strict, ['check', '--rule', 'dependency-cycle']).code, 0);
    assert.equal(wiring(strict, ['check', '--quiet']).stdout.startsWith('Web\n'), true);
  });

  it('ends with 2 for a broken wiring file, and shows where', () => {
    const root = repository({
      ...SMALL,
      'architecture.wiring': 'wiring 1\nmodule web { path "packages/web/**" owner Nobody }\n',
    });
    const { code, stdout } = wiring(root, ['check']);
    assert.equal(code, 2, stdout);
    assert.match(stdout, /architecture\.wiring:2:\d+\n {4}error /);
  });

  it('ends with 3 when there is nothing that could be analysed, never with 0', () => {
    const { code, stdout, stderr } = wiring(folder({}), ['check']);
    assert.equal(code, 3, stdout + stderr);
  });

  it('reviews the root around a path, a nested root, and a folder without git', () => {
    const root = repository({
      ...SMALL,
      'examples/one/a.wiring': 'wiring 1\nroot\n',
      'examples/one/src/index.ts': 'export {};\n',
    });
    const inside = wiring(join(root, 'packages/web/src'), ['check', '--format', 'json']);
    assert.equal(inside.code, 0, inside.stderr);
    assert.equal(inside.stdout, wiring(root, ['check', '--format', 'json']).stdout);
    assert.doesNotMatch(inside.stdout, /"path":"examples\/one\/src/);
    const nested = wiring(root, ['check', 'examples/one/src']);
    assert.match(nested.stdout, /This is a nested root/);
    const plain = wiring(folder(SMALL), ['check']);
    assert.equal(plain.code, 0, plain.stderr);
    assert.match(plain.stdout, /in no git repository/);
    assert.match(plain.stdout, /Unknown: /);
  });

  it('works without git installed, and says what is missing', () => {
    const root = repository(SMALL);
    const empty = folder({});
    const { code, stdout } = wiring(root, ['check', '--no-cache'], { PATH: empty });
    assert.equal(code, 0);
    assert.match(stdout, /history: /);
    const off = wiring(root, ['check', '--no-git']);
    assert.equal(off.code, 0);
    assert.match(off.stdout, /git was not run \(--no-git\)/);
  });

  it('colours when forced and never when NO_COLOR is set', () => {
    const root = repository({ ...SMALL, 'architecture.wiring': STRICT });
    assert.doesNotMatch(wiring(root, ['check']).stdout, /\u001b/);
    assert.match(wiring(root, ['check'], { FORCE_COLOR: '1' }).stdout, /\u001b\[31merror/);
    assert.doesNotMatch(wiring(root, ['check'], { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout, /\u001b/);
    assert.match(wiring(root, ['check', '--color'], { NO_COLOR: '1' }).stdout, /\u001b/);
  });

  it('stays within 80 columns on the example, apart from single long words', async () => {
    const root = await storefront();
    const { stdout } = wiring(root, ['check', '--all']);
    for (const line of stdout.split('\n')) {
      assert.ok(line.length <= 80 || /^\s*(also |see )?\S+$/.test(line), line);
    }
  });

  it('survives rubbish: broken JSON, binary sources, broken owners', () => {
    const root = repository({
      ...SMALL,
      'packages/broken/package.json': '{ "name": ',
      'packages/web/src/rubbish.ts': new Uint8Array(4096).map((_, i) => (i * 37) % 256),
      'tsconfig.json': '{ "extends": "./missing.json", "compilerOptions": { "paths": 7 } }',
      '.github/CODEOWNERS': '[ \\\n!x @a\n*.ts @shop/web @\u001b[31m\n',
    });
    const { code, stdout, stderr } = wiring(root, ['check']);
    assert.ok(code !== null && code !== 3, stdout + stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /packages\/broken\/package\.json/);
    assert.doesNotMatch(stdout, /\u001b/);
  });

  it('does without a cache that is damaged, or cannot be written', () => {
    const root = repository(SMALL);
    const cache = folder({});
    const first = wiring(root, ['check'], { WIRING_CACHE: cache });
    damage(cache);
    const second = wiring(root, ['check'], { WIRING_CACHE: cache });
    assert.deepEqual(second, first);
    const file = join(folder({ taken: '' }), 'taken');
    assert.deepEqual(wiring(root, ['check'], { WIRING_CACHE: file }), first);
    const uncached = folder({});
    assert.deepEqual(wiring(root, ['check', '--no-cache'], { WIRING_CACHE: join(uncached, 'c') }), first);
    // Of the review nothing is kept; the program's own compiled code may be.
    assert.equal(existsSync(join(uncached, 'c', 'facts')), false);
  });

  it('ends quietly when nobody reads on, and loudly when the output cannot be written', async () => {
    const root = repository({ ...SMALL, 'architecture.wiring': STRICT });
    writeFileSync(
      join(root, 'packages/web/src/many.ts'),
      Array.from({ length: 9000 }, (_, i) => `import 'node:fs'; // ${i}`).join('\n'),
    );
    const child = spawn(process.execPath, [WIRING, 'facts'], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise(resolve => child.once('close', resolve));
    assert.equal(code, 0);
    assert.equal(stderr, '');
    if (existsSync('/dev/full')) {
      const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${WIRING}" facts > /dev/full`], {
        cwd: root,
        env: environment(),
      });
      assert.equal(await new Promise(resolve => shell.once('close', resolve)), 3);
    }
  });

  it('ends with 130 when interrupted', async () => {
    const root = repository(SMALL);
    // A git that never answers keeps the analysis waiting.
    const bin = folder({ git: '#!/bin/sh\nexec sleep 30\n' });
    chmodSync(join(bin, 'git'), 0o755);
    const env = environment({ PATH: `${bin}:${process.env.PATH ?? ''}` });
    const child = spawn(process.execPath, [WIRING, 'check', '--no-cache'], {
      cwd: root,
      env,
      detached: true,
    });
    let stdout = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    await new Promise(resolve => setTimeout(resolve, 1200));
    // As a terminal does it: everything in the foreground is interrupted.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    const code = await new Promise(resolve => child.once('close', resolve));
    assert.equal(code, 130);
    assert.equal(stdout, '');
  });

  it('starts a first wiring file that then passes, and never overwrites', () => {
    const root = repository(SMALL);
    const printed = wiring(root, ['init', '--stdout']);
    assert.equal(printed.code, 0, printed.stderr);
    assert.equal(existsSync(join(root, 'architecture.wiring')), false);
    // From a folder below it is written to the root, and says so.
    const written = wiring(join(root, 'packages/web'), ['init']);
    assert.equal(written.code, 0, written.stderr);
    assert.ok(written.stdout.startsWith(`Wrote ${join(realpathSync(root), 'architecture.wiring')}: `));
    const text = readFileSync(join(root, 'architecture.wiring'), 'utf8');
    assert.equal(text, printed.stdout);
    assert.match(text, /team Web \{ handle "@shop\/web" \}/);
    assert.match(
      text,
      /module @shop\/web \{\n {2}path "packages\/web\/\*\*"\n {2}owner Web\n {2}uses @shop\/cart\n\}/,
    );
    const checked = wiring(root, ['check']);
    assert.equal(checked.code, 0, checked.stdout);
    rmSync(join(root, 'architecture.wiring'));
    writeFileSync(join(root, 'CODEOWNERS'), '!packages/ @shop/web\n');
    const wide = wiring(root, ['init']);
    assert.match(wide.stdout.replaceAll('\n', ' '), / information; \d+ problems? with the inputs\. /);
    for (const line of wide.stdout.split('\n')) assert.ok(line.length <= 80, line);
    writeFileSync(join(root, 'architecture.wiring'), 'wiring 1\n');
    const again = wiring(root, ['init']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /left as it is/);
    assert.equal(readFileSync(join(root, 'architecture.wiring'), 'utf8'), 'wiring 1\n');
  });

  it('explains files, imports, modules and teams', () => {
    const root = repository({ ...SMALL, 'architecture.wiring': STRICT });
    const told = (target: string, cwd = root) => {
      const { code, stdout, stderr } = wiring(cwd, ['explain', target]);
      assert.equal(code, 0, stderr);
      return stdout;
    };
    assert.match(
      told('packages/cart/src/index.ts'),
      /Imported by {2}1\n {2}packages\/web\/src\/index\.ts:1 \(web\)/,
    );
    assert.match(
      told('index.ts', join(root, 'packages/cart/src')),
      /^packages\/cart\/src\/index\.ts {2}file/,
    );
    const whole = join(root, 'packages/cart/src/index.ts');
    assert.match(told(whole, join(root, 'packages/web')), /^packages\/cart\/src\/index\.ts {2}file/);
    assert.match(
      told(`${join(root, 'packages/web/src/index.ts')}:1`),
      /web does not declare that it uses cart/,
    );
    assert.match(told(join(root, 'packages/cart')), /^cart, also @shop\/cart {2}module/);
    assert.match(told('packages/web/src/index.ts:1'), /web does not declare that it uses cart/);
    assert.match(told('web -> cart'), /Places {2}1/);
    assert.match(told('@shop/cart'), /^cart, also @shop\/cart {2}module/);
    assert.match(told('@shop/web'), /^(web, also|Web)/);
    assert.match(told('Cart'), /Modules {2}1\n {2}cart: /);
    const elsewhere = folder({ 'package.json': '{}' });
    assert.match(told(whole, elsewhere), /^packages\/cart\/src\/index\.ts {2}file/);
    assert.match(
      told(`${relative(elsewhere, join(root, 'packages/web/src/index.ts'))}:1`, elsewhere),
      /web does not declare that it uses cart/,
    );
    assert.equal(wiring(root, ['explain', 'a'.repeat(5000)]).code, 2);
    const missing = wiring(root, ['explain', 'packages/cart/src/indx.ts']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /did you mean "packages\/cart\/src\/index\.ts"\?/);
    const noImport = wiring(root, ['explain', 'packages/web/src/index.ts:99']).stderr;
    assert.match(noImport, /has no import on line 99; its imports? (is|are) on lines? 1/);
  });

  it('tells what was found and what is missing', () => {
    const { code, stdout } = wiring(folder(SMALL), ['doctor']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /modules +ready: 2 modules by npm workspaces|modules +ready: 3 modules by npm workspaces/,
    );
    assert.match(stdout, /history +absent: /);
    assert.match(stdout, /adding it: /);
    assert.match(stdout, /git +\d+\./);
    assert.match(stdout.replace(/\s+/g, ' '), /cache .*files?, .*may be deleted at any time/);
    const env = { WIRING_CACHE: join(folder({ taken: '' }), 'taken') };
    const kept = wiring(folder(SMALL), ['doctor'], env).stdout.replace(/\s+/g, ' ');
    assert.match(kept, /cache .*taken: .*cannot be written, so each run reads everything anew/);
  });
});

/** Every file of the cache becomes rubbish of another length. */
function damage(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (statSync(path).isDirectory()) damage(path);
    else writeFileSync(path, 'rubbish');
  }
}
