import assert from 'node:assert/strict';
import type { MovePlan, MoveRequest } from '#core/facts/file-move';
import { repoPath } from '#core/facts/place';
import type { Snapshot } from '#session/snapshot';
import { applyEdits, review } from '#test/support/check';

/** A tree reviewed, a file of it moved, and the tree reviewed again. */
async function moved(
  files: Readonly<Record<string, string>>,
  moves: Readonly<Record<string, string>>,
  more: Partial<MoveRequest> = {},
) {
  const before = await reviewed(files);
  const plan = before.planMoves({
    moves: Object.entries(moves).map(([from, to]) => ({ from: repoPath(from), to: repoPath(to) })),
    edits: [],
    owners: 'stay',
    ...more,
  });
  assert.ok(plan);
  return { before, plan, after: plan.ok ? await reviewed(carried(files, plan)) : undefined };
}

function reviewed(files: Readonly<Record<string, string>>): Promise<Snapshot> {
  return review({ files, expected: [], changes: [] });
}

function carried(files: Readonly<Record<string, string>>, plan: MovePlan) {
  assert.ok(plan.ok);
  const edited = applyEdits(files, plan.edits);
  return Object.fromEntries(
    Object.entries(edited).map(([path, text]) => [
      plan.moves.find(({ from }) => from === path)?.to ?? path,
      text,
    ]),
  );
}

const SHOP = {
  'package.json': '{"name":"shop","private":true}',
  'src/pay/tax.ts': 'export const tax = 1;',
  'src/pay/rate.ts': `import './tax';`,
  'src/pay/api.ts': `export * from './tax';`,
  'src/cart/cart.ts': `import '../pay/tax';`,
};

const owners = (snapshot: Snapshot | undefined, path: string) =>
  snapshot?.model.ownershipOf(repoPath(path)).teams;

describe('what names a moved file and is Wiring’s to rewrite', () => {
  for (const [title, codeowners] of Object.entries({
    'a rule that names the file': '/src/pay/ @o/pay\n/src/pay/tax.ts @o/tax\n/src/cart/ @o/cart\n',
    'a rule for its folder': '* @o/all\n/src/pay/ @o/pay # money\n/src/cart/ @o/cart\n',
    'a rule for files of its sort': '* @o/all\n/src/pay/*.ts @o/pay\n/src/cart/ @o/cart',
    'nobody, where others own the new place': '/src/cart/ @o/cart\n',
    'a rule with two owners': '/src/pay/ @o/pay @O/tax\n/src/cart/ @o/cart\n',
  })) {
    it(`keeps its owner by ${title}, and gives it back on the way back`, async () => {
      const files = { ...SHOP, CODEOWNERS: codeowners };
      const there = await moved(files, { 'src/pay/tax.ts': 'src/cart/tax.ts' });
      assert.ok(there.plan.ok, JSON.stringify(there.plan));
      const team = owners(there.before, 'src/pay/tax.ts');
      assert.deepEqual(owners(there.after, 'src/cart/tax.ts'), team);
      assert.deepEqual(owners(there.after, 'src/cart/cart.ts'), owners(there.before, 'src/cart/cart.ts'));
      const back = await moved(carried(files, there.plan), { 'src/cart/tax.ts': 'src/pay/tax.ts' });
      assert.deepEqual(owners(back.after, 'src/pay/tax.ts'), team);
    });
  }

  it('leaves it to the owner of the new place where that is meant, but for a rule that names the file', async () => {
    const files = { ...SHOP, CODEOWNERS: '/src/pay/ @o/pay\n/src/cart/ @o/cart\n' };
    const given = await moved(files, { 'src/pay/tax.ts': 'src/cart/tax.ts' }, { owners: 'follow' });
    assert.ok(given.plan.ok);
    assert.deepEqual(owners(given.after, 'src/cart/tax.ts'), ['@o/cart']);
    assert.ok(!given.plan.edits.some(({ path }) => path === 'CODEOWNERS'));
    const named = { ...SHOP, CODEOWNERS: '/src/pay/ @o/pay\n/src/pay/tax.ts @o/tax\n/src/cart/ @o/cart\n' };
    const kept = await moved(named, { 'src/pay/tax.ts': 'src/lib/tax.ts' }, { owners: 'follow' });
    assert.deepEqual(owners(kept.after, 'src/lib/tax.ts'), ['@o/tax']);
  });

  it('takes the rule of a folder along that moves as a whole', async () => {
    const files = { ...SHOP, CODEOWNERS: '* @o/all\n/src/pay/ @o/pay\n' };
    const { plan, after } = await moved(files, {
      'src/pay/tax.ts': 'src/money/pay/tax.ts',
      'src/pay/rate.ts': 'src/money/pay/rate.ts',
      'src/pay/api.ts': 'src/money/pay/api.ts',
    });
    assert.ok(plan.ok);
    assert.equal(after?.text(repoPath('CODEOWNERS')), '* @o/all\n/src/money/pay/ @o/pay\n');
    assert.deepEqual(after?.problems, []);
  });

  it('names it anew in every clause of a wiring file that names it', async () => {
    const wiring = [
      'module pay { path "src/pay/**" except "src/pay/tax.ts"  exposes "tax.ts", "api.ts" }',
      'module tax { path "src/pay/tax.ts", "src/tax/**"  owner Tax }',
      'team Tax',
      'accept unresolved-imports on path "src/pay/tax.ts" because "soon"',
      'rules { unowned-files off in "src/pay/tax.ts" }',
      'history { ignore "src/pay/tax.ts" }',
    ].join('\n');
    const files = { ...SHOP, 'architecture.wiring': wiring };
    const { plan, after } = await moved(files, { 'src/pay/tax.ts': 'src/lib/tax.ts' });
    assert.ok(plan.ok, JSON.stringify(plan));
    const written = after?.text(repoPath('architecture.wiring')) ?? '';
    assert.equal(written, wiring.replaceAll('src/pay/tax.ts', 'src/lib/tax.ts'));
    assert.deepEqual(owners(after, 'src/lib/tax.ts'), ['Tax']);
  });

  it('keeps what a module exposes by its name, from the module’s root, or says that it would leave', async () => {
    const wiring = 'module pay { path "src/pay/**"  exposes "tax.ts", "api.ts" }';
    const files = { ...SHOP, 'architecture.wiring': wiring };
    const inside = await moved(files, { 'src/pay/tax.ts': 'src/pay/deep/tax.ts' });
    assert.ok(inside.plan.ok, JSON.stringify(inside.plan));
    assert.match(
      inside.after?.text(repoPath('architecture.wiring')) ?? '',
      /exposes "deep\/tax\.ts", "api\.ts"/,
    );
    const outside = await moved(files, { 'src/pay/tax.ts': 'src/cart/tax.ts' });
    assert.deepEqual(outside.plan, {
      ok: false,
      reasons: ['Module pay exposes src/pay/tax.ts by its name, and it would leave the module.'],
    });
  });

  it('does not rewrite what the request itself takes away', async () => {
    const files = { ...SHOP, CODEOWNERS: '/src/pay/tax.ts @o/tax\n/src/cart/ @o/cart\n' };
    const line = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const edit = { path: repoPath('CODEOWNERS'), range: line, newText: '' };
    const { plan, after } = await moved(
      files,
      { 'src/pay/tax.ts': 'src/cart/tax.ts' },
      { owners: 'follow', edits: [edit] },
    );
    assert.ok(plan.ok);
    assert.equal(after?.text(repoPath('CODEOWNERS')), '/src/cart/ @o/cart\n');
  });
});
