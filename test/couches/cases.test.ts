import assert from 'node:assert/strict';
import type { Judged } from '#core/couches/couch';
import { judgeCouches, verdictOn } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import type { Snapshot } from '#session/snapshot';
import type { AnnotatedTree } from '#test/support/annotations';
import { applyEdits, review } from '#test/support/check';
import { adidasPlatform } from './cases/adidas-platform.ts';
import { airbnbPendulum } from './cases/airbnb-pendulum.ts';
import { amazonOrdering } from './cases/amazon-ordering.ts';
import { batteryBrakes } from './cases/battery-brakes.ts';
import { devOpsTickets } from './cases/dev-ops-tickets.ts';
import { primeVideo } from './cases/prime-video.ts';

/** What this part of Wiring says; other rules have their own tests. */
const HERE = [
  'couch-too-big',
  'couch-too-small',
  'couch-miswired',
  'hidden-coupling',
  'unstable-interface',
  'owner-is-not-changer',
  'bottleneck-team',
  'wiring-drift',
];

function said(snapshot: Snapshot): readonly string[] {
  return snapshot.judgement.findings.filter(({ rule }) => HERE.includes(rule)).map(({ id }) => id);
}

function on(snapshot: Snapshot, name: string): Judged {
  const judged = verdictOn(snapshot.model, name);
  assert.ok(judged, `there is no couch ${name}`);
  return judged;
}

function remedies(snapshot: Snapshot, judged: Judged) {
  return remediesFor(judged, { model: snapshot.model, today: snapshot.today, text: snapshot.text });
}

/** The first remedy's edits make a repository without problems, in which the finding is gone where it can be. */
async function applied(tree: AnnotatedTree, edits: Parameters<typeof applyEdits>[1]): Promise<Snapshot> {
  const snapshot = await review({ ...tree, files: applyEdits(tree.files, edits) });
  assert.deepEqual(
    snapshot.problems.map(({ message }) => message),
    [],
  );
  return snapshot;
}

describe('cases', () => {
  it('amazon-ordering: 61 lifters, 1,830 paths; an interface module, and digital lifts its change alone', async () => {
    const snapshot = await review(amazonOrdering.sick);
    const ordering = on(snapshot, 'ordering');
    assert.equal(ordering.verdict, 'TOO BIG');
    assert.equal(ordering.numbers.teams.length, 61);
    assert.equal(ordering.examples[0]?.teams.length, 61);
    const [widest = []] = ordering.examples.map(({ teams }) => teams);
    assert.equal((widest.length * (widest.length - 1)) / 2, 1830);
    const findings = said(snapshot);
    assert.ok(findings.includes('couch-too-big:couch:ordering'), findings.join().slice(0, 900));
    assert.ok(findings.includes('unstable-interface:fulfilment'), findings.join());
    const [first] = remedies(snapshot, ordering);
    assert.equal(first?.kind, 'interface');
    assert.deepEqual(
      [first.replay?.today.alone, first.replay?.edited.alone, first.replay?.edited.lifters],
      [0, 12, 1],
    );
    assert.deepEqual(first.replay?.edited.teams, ['Digital']);
    assert.match(first.cost, /nobody else has to be asked while the interface stands.*scaled alone/);
    await applied(amazonOrdering.sick, first.edits);
    assert.deepEqual(said(await review(amazonOrdering.healthy)), []);
  });

  it('prime-video: one team, pieces that ship together and call each other; merged, nobody else is touched', async () => {
    const snapshot = await review(primeVideo.sick);
    assert.deepEqual(said(snapshot), ['couch-too-small:convert+detect+notify']);
    const [judged] = judgeCouches(snapshot.model).filter(({ verdict }) => verdict === 'TOO SMALL');
    assert.ok(judged);
    assert.match(judged.because, /40 calls between them for each request/);
    const [first, ...others] = remedies(snapshot, judged);
    assert.equal(first?.kind, 'merge');
    assert.deepEqual(others, []);
    assert.match(first.gain, /^3\.0 → 1\.0 modules a carry over 12 carries/);
    assert.match(first.cost, /nobody else uses them/);
    const after = await applied(primeVideo.sick, first.edits);
    assert.deepEqual(said(after), []);
    assert.deepEqual(said(await review(primeVideo.healthy)), []);
  });

  it('dev-ops-tickets: wire it, do not split it', async () => {
    const snapshot = await review(devOpsTickets.sick);
    assert.deepEqual(said(snapshot), ['couch-miswired:deployment']);
    const [first, ...others] = remedies(snapshot, on(snapshot, 'deployment'));
    assert.equal(first?.kind, 'wire');
    assert.match(first.title, /embedded/);
    assert.ok(others.every(({ kind }) => kind !== 'split'));
    await applied(devOpsTickets.sick, first.edits);
    const healthy = await review(devOpsTickets.healthy);
    assert.deepEqual(said(healthy), []);
    assert.equal(on(healthy, 'deployment').verdict, 'WATCH');
  });

  it('battery-brakes: a new pair that nothing ties, and the drift', async () => {
    const snapshot = await review(batteryBrakes.sick);
    const findings = said(snapshot);
    assert.ok(findings.includes('hidden-coupling:battery+brakes'), findings.join());
    assert.ok(findings.includes('wiring-drift:repository'), findings.join());
    const hidden = snapshot.judgement.findings.find(({ rule }) => rule === 'hidden-coupling');
    assert.match(hidden?.message ?? '', /which they did not a window ago/);
    assert.deepEqual(said(await review(batteryBrakes.healthy)), []);
  });

  it('airbnb-pendulum: the direction is said, early', async () => {
    const snapshot = await review(airbnbPendulum.sick);
    assert.ok(said(snapshot).includes('wiring-drift:repository'), said(snapshot).join());
    assert.deepEqual(said(await review(airbnbPendulum.healthy)), []);
  });

  it('adidas-platform: many dependents and no joint carries is just right', async () => {
    const healthy = await review(adidasPlatform.healthy);
    assert.deepEqual(said(healthy), []);
    assert.equal(on(healthy, 'platform').verdict, 'JUST RIGHT');
    const sick = await review(adidasPlatform.sick);
    assert.ok(said(sick).includes('unstable-interface:platform'), said(sick).join());
    assert.equal(on(sick, 'platform').verdict, 'TOO BIG');
  });
});
