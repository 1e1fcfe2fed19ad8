import assert from 'node:assert/strict';
import { bandwidthBetween } from '#core/couches/channels';
import type { Judged } from '#core/couches/couch';
import { judgeCouches, verdictOn } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import { inOneLine, type Remedy } from '#core/couches/remedies/remedy';
import { replayCouch } from '#core/couches/replay';
import { thresholdsOf } from '#core/couches/thresholds';
import type { Model } from '#core/model/model';
import { findingIdsOf } from '#core/rules/support/couch-findings';
import { percent } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import type { AnnotatedTree } from '#test/support/annotations';
import { applyEdits, review, withReason } from '#test/support/check';

/** Couches whose verdict asks for something to be done, with what may be done about each. */
export function offered(snapshot: Snapshot): readonly { readonly judged: Judged; readonly remedy: Remedy }[] {
  return judgeCouches(snapshot.model).flatMap(judged =>
    remediesFor(judged, { ...snapshot, text: snapshot.text }).map(remedy => ({ judged, remedy })),
  );
}

/**
 * Applies a remedy and reviews what comes of it: no problem and no error is new, nothing is told to be mended that is
 * not, and the new review shows the gain that the remedy promised.
 */
export async function assertKept(
  tree: AnnotatedTree,
  before: Snapshot,
  judged: Judged,
  remedy: Remedy,
): Promise<Snapshot> {
  const title = inOneLine(remedy);
  const { files, changes } = applied(tree, before, remedy);
  const after = await review({ ...tree, files, changes });
  const problems = (snapshot: Snapshot) => snapshot.problems.map(({ message }) => message).sort();
  assert.deepEqual(problems(after), problems(before), title);
  const errors = (snapshot: Snapshot) =>
    snapshot.judgement.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id);
  const old = new Set(errors(before));
  assert.deepEqual(
    errors(after).filter(id => !old.has(id)),
    [],
    `${title}\n${files['architecture.wiring']}\n${files.CODEOWNERS}`,
  );
  const { replay } = remedy;
  switch (remedy.kind) {
    case 'reassign': {
      assert.ok(replay, title);
      assert.ok(replay.edited.independence > replay.today.independence, title);
      assert.deepEqual(replayCouch(before.model, after.model, judged.couch), replay, title);
      // The couch is the same one, so its own verdict tells the figure that the title promised.
      const share = verdictOn(after.model, judged.couch.id)?.numbers.independence?.share;
      // A group that one team has now may be judged as the pieces of one thing instead.
      if (share === undefined) assert.equal(judged.couch.kind, 'group', title);
      else assert.equal(percent(share), percent(replay.edited.independence), title);
      assert.ok(title.includes(`→ ${percent(replay.edited.independence)} alone`), title);
      break;
    }
    case 'split':
      assert.ok(replay, title);
      assert.ok(replay.edited.independence > replay.today.independence, title);
      // History under the old paths says nothing of a model in which files lie elsewhere; the files themselves do.
      if (remedy.moves) assertMoved(before, after, remedy);
      else assert.deepEqual(replayCouch(before.model, after.model, judged.couch), replay, title);
      // Of a module a new one comes off; the modules of a larger couch stay what they are.
      assert.equal(
        after.model.modules.length,
        before.model.modules.length + (judged.couch.members.length === 1 ? 1 : 0),
        title,
      );
      break;
    case 'interface': {
      // What consumers would not have had to do is a counterfactual: the review shows that the interface stands.
      const [made, ...others] = after.model.modules.filter(({ name }) => !before.model.module(name));
      assert.ok(made, title);
      assert.deepEqual(others, [], title);
      assert.ok(remedy.brief.cost.startsWith(`${made.files.length} file`), title);
      const taken = after.model.edges.filter(({ to }) => to === made.name).length;
      assert.ok(taken >= 2, title);
      break;
    }
    case 'move': {
      assert.ok(replay, title);
      const [first] = remedy.moves?.moves ?? [];
      assert.ok(first, title);
      const [from, to] = [before.model.moduleOf(first.from)?.name, after.model.moduleOf(first.to)?.name];
      assert.ok(from !== to && title.includes(` to ${to}, `), title);
      // Who owns the place owns what comes there.
      const owners = to === undefined ? undefined : before.model.module(to)?.ownership.teams;
      assert.deepEqual(after.model.ownershipOf(first.to).teams, owners, title);
      break;
    }
    case 'merge': {
      assert.ok(replay, title);
      const figures = replayCouch(before.model, after.model, judged.couch);
      assert.deepEqual(figures?.edited, replay.edited, title);
      assert.ok(replay.edited.modules < replay.today.modules, title);
      assert.ok(!findingIdsOf(judged).some(id => idsOf(after).includes(id)), title);
      break;
    }
    case 'wire': {
      const [first, second] = judged.pair ?? [];
      const width = widthBetween(after.model, first, second);
      assert.ok(width > widthBetween(before.model, first, second), title);
      assert.ok(title.includes(`→ ${percent(width)};`), title);
      assert.ok(
        !findingIdsOf(judged).some(id => idsOf(after).includes(id)) || width < (judged.need ?? 0),
        title,
      );
      break;
    }
  }
  return after;
}

/** What comes off is one new module of one team, and all of what moved is in it. */
function assertMoved(before: Snapshot, after: Snapshot, { moves, title }: Remedy): void {
  for (const { to } of moves?.moves ?? []) {
    const module = after.model.moduleOf(to);
    assert.ok(module && !before.model.module(module.name), `${title}: ${to}`);
    assert.deepEqual(after.model.ownershipOf(to).teams, [teamIn(title)], `${title}: ${to}`);
  }
}

function teamIn(title: string): string | undefined {
  return /, for (.+) and move its files$/.exec(title)?.[1];
}

/** The tree with a remedy carried out, and its history under today's paths; a move that cannot be made keeps no promise. */
function applied(
  tree: AnnotatedTree,
  before: Snapshot,
  { edits, moves, title }: Remedy,
): Pick<AnnotatedTree, 'files' | 'changes'> {
  if (!moves) return { files: applyEdits(tree.files, edits), changes: tree.changes };
  const plan = before.planMoves({ ...moves, edits });
  assert.ok(plan?.ok, `${title}: ${JSON.stringify(plan)}`);
  const now = (path: string) => plan.moves.find(({ from }) => from === path)?.to ?? path;
  const edited = applyEdits(tree.files, plan.edits);
  return {
    files: Object.fromEntries(Object.entries(edited).map(([path, text]) => [now(path), text])),
    changes: tree.changes.map(change => ({ ...change, paths: change.paths.map(now) })),
  };
}

/** Every couch that is found can be accepted with a reason and an end, and is not found until then. */
export async function assertAcceptable(tree: AnnotatedTree, before: Snapshot): Promise<void> {
  for (const finding of before.judgement.findings) {
    if (!finding.rule.startsWith('couch-')) continue;
    const accept = before.fixes(finding).at(-1);
    assert.match(
      accept?.title ?? '',
      /^Accept [a-z-]+( on each of \d+ modules)? until \d{4}-\d\d-\d\d, with a reason$/,
      finding.id,
    );
    const files = applyEdits(tree.files, withReason(accept?.edits ?? []));
    const after = await review({ ...tree, files });
    assert.deepEqual(after.problems, before.problems, finding.id);
    assert.ok(!idsOf(after).includes(finding.id), finding.id);
    assert.ok(
      after.judgement.accepted.some(accepted => accepted.finding.id === finding.id),
      finding.id,
    );
  }
}

function idsOf({ judgement }: Snapshot): readonly string[] {
  return judgement.findings.map(({ id }) => id);
}

function widthBetween(model: Model, first: string | undefined, second: string | undefined): number {
  const [from, to] = [model.team(first ?? '')?.name, model.team(second ?? '')?.name];
  assert.ok(from !== undefined && to !== undefined);
  return bandwidthBetween(model, from, to, thresholdsOf(model)).share;
}
