import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewCase } from '../../scripts/case-review.mjs';
import { makeExample } from '../../scripts/example.mjs';
import { caseNames, readCase } from '../../scripts/example-story.mjs';
import { built, environment, PROJECT, removeScratch, wiring } from '../cli/real.ts';

/** The real command line on real repositories. The numbers are those of the stories, said here once more by hand. */
describe('the cases', function () {
  this.timeout(120_000);
  let scratch = '';
  before(() => {
    built();
    scratch = mkdtempSync(join(tmpdir(), 'wiring-cases-'));
  });
  after(() => {
    rmSync(scratch, { recursive: true, force: true });
    removeScratch();
  });

  function made(name: string): string {
    return makeExample(join(scratch, name.replace('/', '-')), name);
  }

  function messages(root: string): readonly string[] {
    const { stdout } = wiring(root, [
      'check',
      '--format',
      'json',
      '--fail-on',
      'never',
      '--today',
      '2026-06-01',
    ]);
    const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string; message: string }[] };
    return findings.map(({ rule, message }) => `${rule}: ${message}`);
  }

  function explained(root: string, target: string): string {
    const { stdout, code, stderr } = wiring(root, ['explain', target]);
    assert.equal(code, 0, stderr);
    return stdout.replace(/\s+/g, ' ');
  }

  it('are all as expected, and docs/cases.md tells them', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(PROJECT, 'scripts/cases.mjs'), '--check'],
      { encoding: 'utf8', env: environment({ WIRING_BUILT: '1' }) },
    );
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^(\d+) cases, \1 as expected$/m);
    // The twin of the platform is a sick one.
    assert.equal(stdout.match(/^ {2}twin {4}silent: yes/gm)?.length, caseNames().length - 1);
    for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  it('that are not as expected are told', () => {
    const expected = readCase('dev-ops-tickets');
    const { faults } = reviewCase('dev-ops-tickets', scratch, {
      ...expected,
      verdict: 'TOO BIG',
      findings: { 'couch-miswired:@webshop/deployment': '78 %', 'wiring-drift:repository': '' },
      twin: { ...expected.twin, findings: { 'no-channel:Development': '' } },
    });
    assert.equal(faults.length, 7, faults.join('\n'));
    assert.match(
      faults[0] ?? '',
      /^couch-miswired:\S+ of dev-ops-tickets should say "78 %", not ".*\(77 %\)/,
    );
    assert.match(faults[1] ?? '', /^dev-ops-tickets should have wiring-drift:repository$/);
    assert.match(faults[2] ?? '', /^dev-ops-tickets should not have /);
    assert.match(faults[5] ?? '', /^@webshop\/deployment of dev-ops-tickets should be TOO BIG$/);
    assert.match(faults[6] ?? '', /^dev-ops-tickets\/healthy should have no-channel:Development$/);
    const { faults: loud } = reviewCase('dev-ops-tickets', scratch, {
      ...expected,
      remedy: 'Split it',
      findings: {},
    });
    assert.equal(loud.length, 6, loud.join('\n'));
    assert.match(loud[4] ?? '', /^wiring check --quiet should be silent on dev-ops-tickets, not say /);
    assert.match(loud[5] ?? '', /^the first remedy .* should say "Split it", not "Widen the channel/);
  });

  it('amazon-ordering: 61 lifters and 1,830 paths, and an interface behind which one team lifts alone', () => {
    const root = made('amazon-ordering');
    assert.deepEqual(
      messages(root).map(message => /^[a-z-]+/.exec(message)?.[0]),
      ['lockstep-deploy', 'couch-too-big', 'unstable-interface'],
    );
    const story = explained(root, 'ordering');
    assert.match(story, /Verdict TOO BIG 0 % of its 12 carries/);
    assert.match(story, /the widest carry lifted 61 teams, 1,830 paths between two of them/);
    assert.match(story, /effective teams 61\.0/);
    assert.match(
      story,
      /What may be done Declare the interface of @store\/fulfilment .*0 % → 100 % over 12 carries, 61\.0 → 1\.0 lifters each: Digital alone\. .* nobody else has to be asked while the interface stands, and each side can be run and scaled alone/,
    );
    // A cart that 35 modules of others import is no couch.
    assert.match(explained(root, '@store/cart'), /Verdict JUST RIGHT .*Used by 35 /);
  });

  it('airbnb-pendulum: said by the direction two months before the end, when no level was high', () => {
    const root = made('airbnb-pendulum');
    const at = (day: string) => {
      const commit = spawnSync('git', ['rev-list', '-1', `--before=${day}`, 'main'], {
        cwd: root,
        encoding: 'utf8',
        env: environment(),
      }).stdout.trim();
      spawnSync('git', ['checkout', '--quiet', commit], { cwd: root, env: environment() });
      return messages(root);
    };
    assert.deepEqual(at('2025-12-01'), []);
    const [early, ...others] = at('2026-04-01');
    assert.deepEqual(others, []);
    assert.match(early ?? '', /^wiring-drift: .* from 0 % in the first 4 to 23 % in the last 4 \(p 0\.\d+ %/);
  });

  it('adidas-platform: silence on a platform with twelve users of five teams', () => {
    const root = made('adidas-platform');
    const { stdout, code } = wiring(root, ['check', '--quiet', '--fail-on', 'information']);
    assert.deepEqual([stdout, code], ['', 0]);
    assert.match(
      explained(root, '@sports/platform'),
      /Verdict JUST RIGHT 100 % of its 60 carries.* Used by 12 /,
    );
  });

  it('checkbox: 190 and 780 paths, 92.3 % and 96.1 %, and 19 ways to talk with a single owner', () => {
    const root = made('checkbox');
    const [told = '', retold = ''] = messages(root);
    assert.match(
      told,
      /^initiative-too-wide: checkbox needs 20 teams .* 190 paths .* 92\.3 % of each; .*Telco decides/,
    );
    assert.match(
      retold,
      /^initiative-too-wide: checkbox-retold needs 40 teams .* 780 paths .* 96\.1 % of each/,
    );
    const story = explained(root, 'checkbox');
    assert.match(story, /Teams 20 .*Paths 190 between two of them, at most 8 wanted/);
    assert.match(story, /What may be done Let Billing-1 decide: 190 paths → 19, still 20 teams\. /);
  });

  it('volvo-sunroof: 33 months in series, 11 at once, 20.2 expected for the longest', () => {
    assert.match(
      explained(made('volvo-sunroof'), 'rain-alarm'),
      /Waits 33 months one after the other 11 months asked for at once 20\.2 months expected for the longest/,
    );
  });

  it('sap-roles: W/S 5.5 and ρ 0.82, 0.33 for three weeks; the bottleneck also without the queue', () => {
    const root = made('sap-roles');
    const { stdout } = wiring(root, ['check', '--format', 'json', '--fail-on', 'never']);
    assert.match(stdout, /W\/S = 5\.5, ρ = 0\.82 in an M\/M\/1 queue with S = 2 weeks/);
    assert.match(stdout, /ρ ≤ 0\.33 for 3 weeks/);
    const file = join(root, 'architecture.wiring');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/queue role-engineering \{[^}]*\}/, ''));
    const alone = messages(root);
    assert.equal(alone.length, 1);
    assert.match(
      alone[0] ?? '',
      /^bottleneck-team: Roles lifts 20 carries in 12 months, 20 of them with others/,
    );
  });

  it('walmart-availability: 99.77 %, 20.1 hours, 1,150 ms, 79.4 % and 23 deep; and what is left of it', () => {
    const root = made('walmart-availability');
    const [promise = '', long = '', train = '', ...others] = messages(root);
    assert.deepEqual(others, []);
    assert.match(train, /^exclusive-deploy: 23 services .* one at a time: separate services, one couch;/);
    assert.match(
      promise,
      /^chain-misses-promise: item-availability promises 99\.99 % and waits for 22 other services, which leaves 99\.77 %: 20\.1 hours a year without it instead of 53 minutes, 1,150 ms .* 79\.4 % of requests with all 23 answers/,
    );
    assert.match(long, /^long-blocking-chain: .* a chain of 23 services/);
    assert.match(
      explained(root, 'service:item-availability'),
      /assuming that services fail .* independently .*What may be done Let item-availability not wait for offer-selection: 23 → 1 deep, 99\.77 % → 99\.99 %, 1,150 ms → 50 ms/,
    );
    assert.match(
      explained(root, 'chain:item-availability'),
      /no trend was tested: this couch is one by how it runs; each of its modules has a trend of its own/,
    );
  });

  it('netflix-zone: which entry points fall, and that nobody tried; silence once either zone is enough', () => {
    const root = made('netflix-zone');
    const said = messages(root).join();
    assert.match(said, /without zone-a 3 entry points fall: playback, search and sign-up/);
    assert.match(said, /rehearsal-overdue: no rehearsal is written down/);
    const twin = made('netflix-zone/healthy');
    assert.deepEqual(messages(twin), []);
    const file = join(twin, 'architecture.wiring');
    writeFileSync(file, readFileSync(file, 'utf8').replace('2026-05-12', '2025-05-12'));
    assert.match(
      messages(twin).join(),
      /^rehearsal-overdue: that zone-a fails was last rehearsed on 2025-05-12/,
    );
  });

  it('spotify-deploy: the accepted number falls with every squad that moves, and the finding is back at the end', () => {
    const root = made('spotify-deploy/healthy');
    const on = (day: string) =>
      (
        JSON.parse(
          wiring(root, ['check', '--format', 'json', '--fail-on', 'never', '--today', day]).stdout,
        ) as {
          findings: readonly { id: string }[];
        }
      ).findings.map(({ id }) => id);
    assert.deepEqual(on('2026-12-31'), []);
    assert.deepEqual(on('2027-01-01'), [
      'stale-accept:duplicated-capability:capability:deployment',
      'duplicated-capability:deployment',
    ]);
    const file = join(root, 'architecture.wiring');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('  @music/deploy-08,\n', ''));
    assert.deepEqual(on('2026-06-01'), ['stale-accept:duplicated-capability:capability:deployment']);
    writeFileSync(file, text.replace('at most 8', 'at most 7'));
    assert.deepEqual(on('2026-06-01'), [
      'stale-accept:duplicated-capability:capability:deployment',
      'duplicated-capability:deployment',
    ]);
  });

  it('eight-levels: 16 hops, 19 % of a message; comcast-ci: 14 providers; 3,500 steps and 59 hand-offs', () => {
    assert.match(
      messages(made('eight-levels')).join(),
      /16 hops by way of Hospital, which leaves 19 % of a message/,
    );
    assert.match(messages(made('comcast-ci')).join(), /ci-pipeline has 14 providers \(of 14 teams\)/);
    assert.match(
      explained(made('three-thousand-steps'), 'deployment'),
      /3,500 steps, 60 teams, 59 hand-offs 14 % of 11\.4 months is work/,
    );
  });
});
