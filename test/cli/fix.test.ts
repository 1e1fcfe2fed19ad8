import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitsOf } from '#test/support/commits-of';
import { makeRepository } from '#test/support/git-repository';
import { makeExample } from '../../scripts/example.mjs';
import { misplaced } from '../couches/cases/misplaced.ts';
import { built, git, removeScratch, wiring } from './real.ts';

describe('wiring fix', function () {
  this.timeout(120_000);
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-fix-'));
  const root = join(scratch, 'car');
  before(() => {
    built();
    mkdirSync(root);
    makeRepository(root, commitsOf(misplaced()));
  });
  after(() => {
    removeScratch();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('lists what may be done, numbered', () => {
    const { code, stdout } = wiring(root, ['fix', 'battery']);
    assert.equal(code, 0);
    assert.match(stdout, /^Fixes {2}\d+\n\nhidden-coupling:battery\+brakes\n/);
    assert.match(
      stdout,
      / 1: Move brakes\/recover\.ts to battery, which it changes with: 0 % → 100 %\s+alone;/,
    );
  });

  it('takes a file from the folder one stands in, as explain does, or by its whole path', () => {
    const json = (folder: string, target: string) =>
      wiring(join(root, folder), ['fix', target, '--format', 'json']).stdout;
    const [finding] = JSON.parse(wiring(root, ['check', '--format', 'json']).stdout).findings;
    const fromTop = json('', finding.path);
    assert.notDeepEqual(JSON.parse(fromTop).fixes, []);
    assert.equal(json('src/brakes', `../../${finding.path}`), fromTop);
    assert.equal(json('src/brakes', finding.path), fromTop);
    assert.equal(json('src/brakes', join(root, finding.path)), fromTop);
    assert.match(wiring(join(root, 'src/brakes'), ['fix', 'pedal.ts']).stdout, /^No finding is about/);
    assert.match(wiring(root, ['fix', 'src/brakes/nothing.ts']).stderr, /no finding is about/);
  });

  it('shows one of them and writes nothing, then does it: files, imports and all', () => {
    const shown = wiring(root, ['fix', 'battery', '--pick', '1']);
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /^Plan {2}Move brakes\/recover\.ts to battery/);
    assert.equal(git(root, ['status', '--porcelain']), '');
    const done = wiring(root, ['fix', 'battery', '--pick', '1', '--write']);
    assert.equal(done.code, 0, done.stderr);
    assert.ok(existsSync(join(root, 'src/battery/recover.test.ts')));
    assert.match(readFileSync(join(root, 'src/brakes/pedal.ts'), 'utf8'), /'\.\.\/battery\/recover'/);
    git(root, ['checkout', '-q', '.']);
    git(root, ['clean', '-fdq']);
  });

  it('makes a fix of texts alone, too', () => {
    const list = JSON.parse(wiring(root, ['fix', 'battery', '--format', 'json']).stdout);
    const at = list.fixes.findIndex(({ title }: { readonly title: string }) => title.startsWith('Accept '));
    const done = wiring(root, ['fix', 'battery', '--pick', String(at + 1), '--write']);
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stdout, /1 file edited/);
    assert.match(readFileSync(join(root, 'architecture.wiring'), 'utf8'), /accept hidden-coupling/);
    git(root, ['checkout', '-q', '.']);
  });

  it('takes what a thing is before its name, as explain does', () => {
    const json = (target: string) => wiring(root, ['fix', target, '--format', 'json']).stdout;
    assert.equal(json('module:battery'), json('battery'));
    assert.match(wiring(root, ['fix', 'team:battery']).stderr, /no finding is about "team:battery"/);
  });

  it('says of what is right that there is nothing to mend, and takes it for no slip', () => {
    const { code, stdout, stderr } = wiring(root, ['fix', 'seats']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^No finding is about seats, so there is nothing to mend\./);
    const none = JSON.parse(wiring(root, ['fix', 'seats', '--format', 'json']).stdout);
    assert.deepEqual(none.fixes, []);
  });

  it('wants a number of the list, and a target that findings are about', () => {
    assert.match(wiring(root, ['fix', 'battery', '--write']).stderr, /--write needs --pick N/);
    assert.match(wiring(root, ['fix', 'battery', '--pick', '9']).stderr, /--pick is a number from 1 to \d/);
    assert.match(wiring(root, ['fix', 'batery']).stderr, /did you mean "battery"\?/);
  });

  it('takes a rule, as check names it, for all of its findings', () => {
    const { code, stdout } = wiring(root, ['fix', 'hidden-coupling']);
    assert.equal(code, 0);
    assert.equal(stdout, wiring(root, ['fix', 'hidden-coupling:battery+brakes']).stdout);
    const none = wiring(root, ['fix', 'dependency-cycle']);
    assert.deepEqual([none.code, none.stderr], [0, '']);
    assert.match(none.stdout, /^There is no finding of dependency-cycle, so there is nothing to mend\./);
  });

  it('takes a slip for a slip beside a finding about the whole repository', () => {
    const drifting = makeExample(join(scratch, 'stay'), 'airbnb-pendulum');
    const { code, stderr } = wiring(drifting, ['fix', 'wiring-drift:repositry']);
    assert.equal(code, 2);
    assert.match(stderr, /did you mean "wiring-drift:repository"\?/);
  });
});
