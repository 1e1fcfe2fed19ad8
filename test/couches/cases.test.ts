import assert from 'node:assert/strict';
import type { Judged } from '#core/couches/couch';
import { judgeCouches, verdictOn } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import type { RepoPath } from '#core/facts/place';
import { numberSection } from '#core/views/couch-numbers';
import { couchSections } from '#core/views/couches';
import { explain } from '#core/views/explain';
import type { Snapshot } from '#session/snapshot';
import { applyEdits, review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';

/**
 * The cases below `examples`, in memory: what the command line does not show, which is the replay behind a gain and the
 * repository after the first remedy's edits. What it does show is tested on real repositories in `test/examples`.
 */
describe('cases', function () {
  this.timeout(30_000);

  it('amazon-ordering: behind the interface the digital team alone lifts its changes', async () => {
    const snapshot = await review(exampleTree('amazon-ordering'));
    const ordering = on(snapshot, 'ordering');
    assert.equal(ordering.numbers.teams.length, 61);
    const [widest] = ordering.examples;
    assert.equal(widest?.teams.length, 61);
    const [first, ...others] = remedies(snapshot, ordering);
    assert.deepEqual([first?.kind, others.length], ['interface', 0]);
    const { today, edited } = first?.replay ?? {};
    assert.deepEqual([today?.alone, today?.lifters], [0, 61]);
    assert.deepEqual([edited?.alone, edited?.lifters, edited?.teams], [12, 1, ['Digital']]);
    assert.match(first?.cost ?? '', /nobody else has to be asked while the interface stands.*scaled alone/);
    await applied('amazon-ordering', first?.edits ?? []);
    const told = [numberSection(ordering), ...couchSections(ordering)].flatMap(({ lines }) => lines);
    assert.ok(told.includes('burden 5,490 pairs of teams a quarter that have to talk'));
  });

  it('amazon-ordering: a group is explained by the name that lists give it, though a terminal broke it over lines', async () => {
    const snapshot = await review(exampleTree('amazon-ordering'));
    const unit = (n: number) => `@store/ordering-unit-0${n}`;
    const asPrinted = `${unit(1)}, ${unit(2)},\n            ${unit(3)} and 57 more`;
    const told = explain(snapshot, asPrinted, '' as RepoPath);
    assert.ok('sections' in told, 'nothing goes by that name');
    assert.deepEqual([told.kind, told.title], ['couch', asPrinted.replace(/\s+/g, ' ')]);
    assert.deepEqual(
      told.sections.slice(0, 2).map(({ heading }) => heading),
      ['Modules  60', 'Verdict  TOO BIG'],
    );
    assert.ok('message' in explain(snapshot, `${unit(1)} and 57 more`, '' as RepoPath));
  });

  it('amazon-ordering: offered as soon as exports can be followed, though nobody could at first', async () => {
    const { model, today, text, exportsOf } = await review(exampleTree('amazon-ordering'));
    let loaded = false;
    const context = {
      model,
      today,
      text,
      exportsOf: (path: Parameters<typeof exportsOf>[0]) => (loaded ? exportsOf(path) : undefined),
    };
    const ordering = verdictOn(model, 'ordering');
    assert.ok(ordering);
    assert.deepEqual(remediesFor(ordering, context), []);
    loaded = true;
    const found = remediesFor(ordering, context);
    assert.deepEqual(
      found.map(({ kind }) => kind),
      ['interface'],
    );
    assert.equal(remediesFor(ordering, context), found);
  });

  it('prime-video: what is right by itself and a piece of one says both first, a file of it too', async () => {
    const snapshot = await review(exampleTree('prime-video'));
    const sections = (name: string) => {
      const told = explain(snapshot, name, '' as RepoPath);
      assert.ok('sections' in told, name);
      return told.sections;
    };
    const [verdict, part] = sections('@player/convert');
    assert.deepEqual([verdict?.heading, part?.heading], ['Verdict  JUST RIGHT', 'Part of']);
    assert.match(
      part?.lines[0] ?? '',
      /^@player\/convert \+ @player\/detect \+ @player\/notify, TOO SMALL: /,
    );
    assert.deepEqual(sections('functions/convert/src/index.ts')[0]?.lines.slice(1), [
      'verdict on it: JUST RIGHT · 1 team, 100 % alone over 12 changes · 12 months',
      'with @player/detect and @player/notify: TOO SMALL, 12 changes in common',
    ]);
  });

  it('prime-video: merged, nothing is left to say', async () => {
    const snapshot = await review(exampleTree('prime-video'));
    const [judged] = judgeCouches(snapshot.model).filter(({ verdict }) => verdict === 'TOO SMALL');
    assert.ok(judged);
    const [first, ...others] = remedies(snapshot, judged);
    // The other one is the same, and brings the files along.
    assert.deepEqual([first?.kind, others.map(({ kind, moves }) => moves && kind)], ['merge', ['merge']]);
    assert.match(first?.cost ?? '', /nobody else uses them/);
    assert.deepEqual(said(await applied('prime-video', first?.edits ?? [])), []);
  });

  it('prime-video: merged, whoever named a piece names what took it in, an initiative and a capability too', async () => {
    const tree = exampleTree('prime-video');
    const named = (more: string) => ({
      ...tree,
      files: {
        ...tree.files,
        'architecture.wiring': `${tree.files['architecture.wiring']}
module pictures { path "functions/detect/**"  owner Quality }
${more}`,
      },
    });
    const mergeOf = async (more: string) => {
      const snapshot = await review(named(more));
      const small = judgeCouches(snapshot.model).find(({ verdict }) => verdict === 'TOO SMALL');
      assert.ok(small);
      assert.ok(small.couch.members.some(member => member === 'pictures'));
      return remedies(snapshot, small)[0];
    };
    const more = `initiative night { touches Screens, pictures }
capability watching provided by pictures, Screens
accept duplicated-capability on capability watching because "one watches, the other is told"
`;
    const merged = await mergeOf(more);
    assert.equal(merged?.kind, 'merge');
    const files = applyEdits(named(more).files, merged?.edits ?? []);
    const { problems } = await review({ ...tree, files });
    assert.deepEqual(
      problems.map(({ message }) => message),
      [],
    );
    assert.match(files['architecture.wiring'] ?? '', /touches Screens, @player\/convert \}/);
    const both = 'initiative night { touches @player/convert, pictures }\n';
    assert.equal(await mergeOf(both), undefined, 'a list with both would name one twice');
  });

  it('dev-ops-tickets: wired, nothing is left to say; no split is offered', async () => {
    const snapshot = await review(exampleTree('dev-ops-tickets'));
    const [first, ...others] = remedies(snapshot, on(snapshot, '@webshop/deployment'));
    assert.equal(first?.kind, 'wire');
    assert.ok(others.every(({ kind }) => kind !== 'split'));
    const wired = await applied('dev-ops-tickets', first?.edits ?? []);
    assert.deepEqual(said(wired), []);
    assert.equal(on(wired, '@webshop/deployment').verdict, 'WATCH');
  });

  it('battery-brakes: the declared channel answers all three findings', async () => {
    const snapshot = await review(exampleTree('battery-brakes'));
    const [first] = remedies(snapshot, on(snapshot, '@car/battery + @car/brakes'));
    assert.equal(first?.kind, 'wire');
    assert.deepEqual(said(await applied('battery-brakes', first?.edits ?? [])), []);
  });

  it('airbnb-pendulum: the direction is said while no couch is called anything', async () => {
    const snapshot = await review(exampleTree('airbnb-pendulum'));
    assert.deepEqual(said(snapshot), ['wiring-drift:repository']);
    assert.deepEqual([...new Set(judgeCouches(snapshot.model).map(({ verdict }) => verdict))], ['WATCH']);
  });
});

function said(snapshot: Snapshot): readonly string[] {
  return snapshot.judgement.findings.map(({ id }) => id);
}

function on(snapshot: Snapshot, name: string): Judged {
  const judged = verdictOn(snapshot.model, name);
  assert.ok(judged, `there is no couch ${name}`);
  return judged;
}

function remedies({ model, today, text, exportsOf }: Snapshot, judged: Judged) {
  return remediesFor(judged, { model, today, text, exportsOf });
}

/** The example after a remedy's edits, which make no problems. */
async function applied(name: string, edits: Parameters<typeof applyEdits>[1]): Promise<Snapshot> {
  const tree = exampleTree(name);
  const snapshot = await review({ ...tree, files: applyEdits(tree.files, edits) });
  assert.deepEqual(
    snapshot.problems.map(({ message }) => message),
    [],
  );
  return snapshot;
}
