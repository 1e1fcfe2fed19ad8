import assert from 'node:assert/strict';
import { misplacedFiles } from '#core/couches/misplaced';
import { moveMisplaced } from '#core/couches/remedies/move-file';
import { repoPath } from '#core/facts/place';
import { editedText } from '#core/fixes/edited-text';
import { explain } from '#core/views/explain';
import type { Snapshot } from '#session/snapshot';
import type { AnnotatedTree } from '#test/support/annotations';
import { review } from '#test/support/check';
import { again } from './cases/history.ts';
import { misplaced } from './cases/misplaced.ts';

const RECOVER = repoPath('src/brakes/recover.ts');

describe('a file that changes with another module', () => {
  for (const owners of ['wiring', 'codeowners'] as const) {
    it(`moves there with its test, owned by the ${owners} file`, async () => {
      const tree = misplaced(owners);
      const before = await review(tree);
      const offer = before.judgement.findings
        .filter(({ rule }) => rule === 'hidden-coupling')
        .flatMap(finding => before.fixes(finding))
        .find(({ moves }) => moves);
      assert.ok(offer?.moves, JSON.stringify(before.judgement.findings.map(({ id }) => id)));
      assert.equal(
        offer.title,
        'Move brakes/recover.ts to battery, which it changes with: 0 % → 100 % alone; 2 files move, imports in 1 file of Brakes follow',
      );
      const plan = before.planMoves({ ...offer.moves, edits: offer.edits });
      assert.ok(plan?.ok, JSON.stringify(plan));
      const files = Object.fromEntries(
        Object.entries(tree.files).map(([path, text]) => {
          const own = plan.edits.filter(edit => edit.path === path);
          const to = plan.moves.find(({ from }) => from === path)?.to ?? path;
          return [to, editedText(text, own)];
        }),
      );
      assert.match(files['src/brakes/pedal.ts'] ?? '', /from '\.\.\/battery\/recover'/);
      const now = (path: string) => path.replace(/^src\/brakes\/recover/, 'src/battery/recover');
      const changes = tree.changes.map(change => ({ ...change, paths: change.paths.map(now) }));
      const after = await review({ ...tree, files, changes });
      assert.deepEqual(after.problems, before.problems);
      assert.ok(after.judgement.findings.every(({ rule }) => rule !== 'hidden-coupling'));
      const moved = repoPath('src/battery/recover.ts');
      assert.deepEqual(after.model.ownershipOf(moved).teams, ['Battery']);
      // What was promised by carrying the history again is what a new review says of it.
      const row = (of: Snapshot, team: string) => of.independence.teams.find(each => each.team === team);
      assert.deepEqual([row(before, 'Battery')?.alone, row(after, 'Battery')?.alone], [7, 19]);
      assert.deepEqual([row(before, 'Brakes')?.share, row(after, 'Brakes')?.share], [12 / 24, 1]);
    });
  }

  it('is explained with all that the move would do', async () => {
    const told = explain(await review(misplaced()), RECOVER, repoPath(''));
    assert.ok('sections' in told);
    const sections = told.sections.slice(-4);
    assert.deepEqual(
      sections.map(({ heading }) => heading),
      ['Changes with another module', 'Files  2', 'Edits  1', 'To know'],
    );
    assert.deepEqual(sections[3]?.lines, [
      'Paths that are put together at run time are not looked at.',
      'Until the move is committed, verdicts count past changes where the files were.',
    ]);
    assert.match(
      sections[0]?.lines[0] ?? '',
      /^src\/brakes\/recover\.ts: 12 of its 12 changes in 12 months also changed battery, 0 anything else of brakes\. Moved: independence of action 0 % → 100 % over 12 carries.*; 2 files moved, 1 file rewritten, owned by Brakes$/,
    );
    assert.match(
      sections[2]?.lines[0] ?? '',
      /^src\/brakes\/pedal\.ts:1 \(Brakes\): \.\/recover → \.\.\/battery\/recover$/,
    );
  });

  it('is explained with the computed imports of the module that it leaves, which no plan can follow', async () => {
    const tree = misplaced();
    const loader = 'export const load = (name: string) => import(name);\n';
    const files = { ...tree.files, 'src/brakes/load.ts': loader, 'src/seats/load.ts': loader };
    const told = explain(await review({ ...tree, files }), RECOVER, repoPath(''));
    assert.ok('sections' in told);
    assert.deepEqual(told.sections.find(({ heading }) => heading === 'To know')?.lines, [
      'Paths that are put together at run time are not looked at, among them 1 import that is computed there (src/brakes/load.ts:1).',
      'Until the move is committed, verdicts count past changes where the files were.',
    ]);
  });

  it('goes into a folder of its own where one of its name is there already', async () => {
    const tree = misplaced();
    const files = { ...tree.files, 'src/battery/recover.ts': 'export {};\n' };
    const told = explain(await review({ ...tree, files }), RECOVER, repoPath(''));
    assert.ok('sections' in told);
    const lines = told.sections.find(({ heading }) => heading === 'Files  2')?.lines;
    assert.equal(lines?.[0], 'src/brakes/recover.ts → src/battery/brakes/recover.ts (brakes → battery)');
  });

  it('is explained with the reason where it cannot move, and where the editor cannot move it', async () => {
    const tree = misplaced();
    const blocked = {
      ...tree,
      files: { ...tree.files, 'src/brakes/recover.ts': 'export const recover = __dirname;\n' },
    };
    const lines = async (of: AnnotatedTree, more = {}) => {
      const told = explain({ ...(await review(of)), ...more }, 'brakes', repoPath(''));
      assert.ok('sections' in told);
      return told.sections.find(({ heading }) => heading === 'Files that change with another module  1')
        ?.lines;
    };
    assert.match(
      (await lines(blocked))?.join('\n') ?? '',
      /not possible as it stands:\n {2}src\/brakes\/recover\.ts depends on where it lies \(__dirname\)\./,
    );
    assert.match(
      (await lines(tree, { cannotMove: 'no renames' }))?.at(-1) ?? '',
      /^not offered here: no renames$/,
    );
  });

  it('moves within one team for fewer modules a change, which is all that it gains', async () => {
    const tree = misplaced();
    const wiring = (tree.files['architecture.wiring'] ?? '').replace('owner Battery', 'owner Brakes');
    const snapshot = await review({ ...tree, files: { ...tree.files, 'architecture.wiring': wiring } });
    const found = misplacedFiles(snapshot.model).find(({ path }) => path === RECOVER);
    assert.ok(found);
    const { remedy } = moveMisplaced(found, { ...snapshot, text: snapshot.text });
    assert.equal(remedy?.brief.gain, '2.0 → 1.0 modules a change');
    assert.ok(!remedy?.gain.includes('independence'));
  });

  const untouched = async (title: string, change: (tree: AnnotatedTree) => AnnotatedTree, why?: RegExp) =>
    it(title, async () => {
      const snapshot = await review(change(misplaced()));
      const [found] = misplacedFiles(snapshot.model).filter(({ path }) => path === RECOVER);
      const offer = found && moveMisplaced(found, { ...snapshot, text: snapshot.text });
      if (why) assert.match(offer?.why ?? '', why);
      else assert.equal(found, undefined);
    });
  untouched('stays where it changes with its own as often', tree => ({
    ...tree,
    changes: [
      ...tree.changes,
      ...again('Brake harder', ['src/brakes/recover.ts', 'src/brakes/pedal.ts'], { times: 10, days: 25 }),
    ],
  }));
  untouched('stays where it mostly changes alone', tree => ({
    ...tree,
    changes: [...tree.changes, ...again('Recover more', ['src/brakes/recover.ts'], { times: 16, days: 20 })],
  }));
  untouched(
    'stays where several others import it',
    tree => ({
      ...tree,
      files: {
        ...tree.files,
        'src/seats/index.ts': "import '../brakes/recover';\n",
        'src/doors/index.ts': "import '../brakes/recover';\n",
      },
    }),
    /doors and seats import it too/,
  );
  untouched(
    'stays where it is all that its module holds',
    tree => {
      const { 'src/brakes/pedal.ts': _, ...files } = tree.files;
      return { ...tree, files };
    },
    /it is all that brakes holds/,
  );
  untouched(
    'stays where nobody would be spared anything',
    tree => ({
      ...tree,
      files: {
        ...tree.files,
        'architecture.wiring': (tree.files['architecture.wiring'] ?? '').replace(
          'owner Battery',
          'owner Battery and Brakes',
        ),
      },
    }),
    /there it would take Battery and Brakes together/,
  );
});
