import assert from 'node:assert/strict';
import type { Change, TouchedFile } from '#core/facts/history';
import { repoPath } from '#core/facts/place';
import { type ChangeClass, classifyChange, isBot } from '#core/measures/change-class';
import { isConfigurationFile, mechanicalPart } from '#core/measures/mechanical';
import { noiseOf } from '#core/measures/noise-files';

describe('what kind of change it is', () => {
  const wide = Array.from({ length: 6 }, (_, n) => `packages/p${n}/src/index.ts`);

  function kind(
    subject: string,
    paths: readonly string[] = wide,
    authors: readonly string[] = ['ana@x.example'],
  ): ChangeClass {
    const files = paths.map(path => touched(path));
    return classify({ ...CHANGE, subject, authors, files });
  }

  it('knows releases by their titles', () => {
    for (const subject of RELEASES) assert.equal(kind(subject), 'release', subject);
  });

  it('takes nothing for a release that only speaks of one', () => {
    for (const subject of NO_RELEASES)
      assert.notEqual(kind(subject, ['packages/a/src/index.ts']), 'release', subject);
  });

  it('knows bots by address and title, and agents that people set to work as people', () => {
    for (const email of BOTS) assert.equal(isBot(email), true, email);
    for (const email of NO_BOTS) assert.equal(isBot(email), false, email);
    assert.equal(kind('Fix it', wide, ['49699333+dependabot[bot]@users.noreply.github.com']), 'bot');
    assert.equal(
      kind('Fix it', wide, ['49699333+dependabot[bot]@users.noreply.github.com', 'ana@x.example']),
      'ordinary',
    );
    assert.equal(kind('chore(deps): bump actions/checkout from 5 to 7 (#9329)'), 'bot');
    assert.equal(kind('fix(deps): update dependency undici to v8 (#7316)'), 'bot');
    assert.equal(kind('Merge pull request #4 from acme/renovate/undici-8.x'), 'bot');
    assert.equal(kind('Fix the renovate configuration'), 'ordinary');
  });

  it('knows reverts, also of releases', () => {
    for (const subject of [
      'Revert "Release 1189.0.0" (#9843)',
      'revert: "ci: fix"',
      'Reverted the change',
      'chore: revert x',
    ])
      assert.equal(kind(subject), 'revert', subject);
    assert.equal(kind('Handle reverted transactions'), 'ordinary');
    assert.equal(kind('feat(payments): revert reasons (#8589)'), 'ordinary');
  });

  it('needs a title and five modules for a sweep', () => {
    for (const subject of SWEEPS) {
      assert.equal(kind(subject), 'sweep', subject);
      assert.equal(kind(subject, wide.slice(0, 4)), 'ordinary', subject);
    }
    for (const subject of NO_SWEEPS) assert.equal(kind(subject), 'ordinary', subject);
  });

  it('takes what came at once with the whole repository for nobody’s carry', () => {
    for (const subject of [
      'Initial commit',
      'chore: initial import',
      'First commit',
      'Init commit of the monorepo',
    ])
      assert.equal(kind(subject), 'sweep', subject);
    assert.equal(kind('Initial commit', wide.slice(0, 4)), 'ordinary');
    for (const subject of ['Initial support for Tron', 'Improve the first commit of a session'])
      assert.equal(kind(subject), 'ordinary', subject);
  });

  it('knows a sweep by its content: manifests and configuration of five modules, or copies of one file', () => {
    const manifests = (count: number) =>
      Array.from({ length: count }, (_, n) => touched(`packages/p${n}/package.json`));
    const move = (files: readonly TouchedFile[]) =>
      classified({ ...CHANGE, subject: 'Move peer deps to direct deps', files });
    assert.deepEqual(move([...manifests(5), touched('rush.json')]), {
      class: 'sweep',
      reason: 'manifests and configuration of 5 modules and nothing else',
    });
    assert.deepEqual(move(manifests(4)), { class: 'ordinary', reason: 'somebody worked on it' });
    const page = (n: number) => ({ ...touched(`packages/p${n}/docs/page.txt`), after: 'the same' });
    assert.deepEqual(move([0, 1, 2, 3, 4, 5].map(page)), {
      class: 'sweep',
      reason: 'copied files and configuration of 6 modules and nothing else',
    });
    assert.equal(move([0, 1, 2, 3].map(page)).class, 'ordinary');
  });

  it('keeps the work that came with an edit of everything: its modules count, the others do not', () => {
    const manifests = wide.map(path => touched(path.replace('src/index.ts', 'package.json')));
    const feature = [touched('packages/p0/src/feature.ts'), touched('scripts/tools/build.sh')];
    const part = mechanicalPart([...manifests, ...feature], path => path.split('/')[1]);
    assert.deepEqual(
      part?.work.map(({ path }) => path),
      ['packages/p0/package.json', 'packages/p0/src/feature.ts', 'scripts/tools/build.sh'],
    );
    assert.equal(part?.modules, 5);
    assert.deepEqual(classified({ ...CHANGE, files: [...manifests, ...feature] }), {
      class: 'ordinary',
      reason: 'somebody worked on it; 5 modules where only manifests and configuration changed do not count',
    });
    assert.equal(
      mechanicalPart([...manifests.slice(0, 5), ...feature], path => path.split('/')[1]),
      undefined,
    );
  });

  it('takes no source, document or data for configuration', () => {
    for (const path of CONFIGURATION) assert.equal(isConfigurationFile(repoPath(path)), true, path);
    for (const path of NO_CONFIGURATION) assert.equal(isConfigurationFile(repoPath(path)), false, path);
  });

  it('never judges by size', () => {
    const huge = Array.from({ length: 900 }, (_, n) => `packages/p${n % 90}/src/f${n}.ts`);
    assert.equal(kind('feat: new base-controller API', huge), 'ordinary');
  });

  it('knows changes of noise only, and of nothing', () => {
    assert.equal(
      kind('Fix', ['yarn.lock', 'packages/a/CHANGELOG.md', 'common/changes/x/y.json']),
      'noise-only',
    );
    assert.equal(kind('Fix', []), 'noise-only');
    assert.equal(kind('Fix', ['yarn.lock', 'packages/a/package.json']), 'ordinary');
  });

  it('knows changes that only move files', () => {
    const moved = {
      ...touched('b/x.ts'),
      status: 'renamed',
      from: repoPath('a/x.ts'),
      before: 'same',
      after: 'same',
    } as const;
    assert.equal(classify({ ...CHANGE, files: [moved, touched('yarn.lock')] }), 'rename-only');
    assert.equal(classify({ ...CHANGE, files: [{ ...moved, after: 'other' }] }), 'ordinary');
    assert.equal(classify({ ...CHANGE, files: [moved, touched('b/y.ts')] }), 'ordinary');
  });
});

describe('files that lift nobody', () => {
  it('are told by their path', () => {
    for (const path of NOISE) assert.notEqual(noiseOf(repoPath(path)), undefined, path);
  });

  it('are no others', () => {
    for (const path of WORK) assert.equal(noiseOf(repoPath(path)), undefined, path);
  });
});

const CONFIGURATION = [
  'packages/a/package.json',
  'packages/a/tsconfig.build.json',
  'packages/a/jest.config.js',
  'packages/a/eslint.config.mjs',
  'packages/a/.eslintrc.js',
  'packages/a/.npmignore',
  'packages/a/LICENSE.MIT',
  'packages/a/README.md',
  'packages/a/config/rush-project.json',
  '.github/workflows/ci.yml',
  'turbo.json',
];

const NO_CONFIGURATION = [
  'packages/a/src/config.ts',
  'packages/a/src/configuration.ts',
  'packages/a/src/config/load.ts',
  'packages/a/data/rates.json',
  'packages/a/docs/guide.md',
  'packages/a/src/package.ts',
  'packages/a/schema.json',
  'packages/a/src/a.test.ts',
];

const RELEASES = [
  'Release 1202.0.0 (#9925)',
  'Release/1201.0.0 (#9924)',
  'release/1.0.0',
  'Release `5.0.0` (#12)',
  'Update Release 1180.0.0 (#9)',
  'v11.18.0',
  '1.2.3-beta.4',
  'chore: v1.2.3',
  'chore(release): 2.3.4 [skip ci]',
  'chore(main): release 2.0.0',
  'chore: release main',
  'chore: release @acme/cart@1.2.0',
  '[ci] release (#10)',
  '[ci] release (rc) (#8267)',
  'Version Packages (#44)',
  'Version Packages (beta)',
  'chore: version packages',
  'Bump versions [skip ci]',
  'Update changelogs [skip ci]',
  "Merge branch 'version/bump-1787271358513'",
  'Applying package updates.',
  'Publish',
  'Prepare for the next release',
];
const NO_RELEASES = [
  'fix: release the lock when the reader goes away',
  'Release notes page',
  'feat(release-notes): show the newest first',
  'Releases are signed now',
  'Bump versions of zod from 3 to 4 in the docs',
  'Publish events in order',
  'feat: 3.2.1 compatibility mode',
  '[rush] Print release date',
];
const BOTS = [
  '49699333+dependabot[bot]@users.noreply.github.com',
  '29139614+renovate[bot]@users.noreply.github.com',
  '41898282+github-actions[bot]@users.noreply.github.com',
  'rushbot@users.noreply.github.com',
  'semantic-release-bot@martynus.net',
  'bot@renovateapp.com',
  'acme-bot@acme.example',
];
const NO_BOTS = [
  '83656073+huggingbot@users.noreply.github.com',
  'abbot@x.example',
  '198982749+copilot@users.noreply.github.com',
  '1+copilot-swe-agent[bot]@users.noreply.github.com',
  '158243242+devin-ai-integration[bot]@users.noreply.github.com',
  'bo.thomas@x.example',
];
const SWEEPS = [
  'chore: Replace Prettier with Oxfmt (#8434)',
  'chore(lint): Fix suppressed ESLint errors in root (#7495)',
  'refactor: add `.js` import extensions to Accounts packages (#9581)',
  'chore: migrate Jest from v29 to v30 (#7905)',
  'chore: Update `typescript` to v5.3 (#7081)',
  'chore: MIT license text update (#9472)',
  'feat: Bump `@metamask/utils` from `^11.9.0` to `^11.11.0` (#9074)',
  'chore: bump decoupled local dependencies (#5952)',
  'build!: require Node.js 20 for consumers (#5930)',
  'Refactor repeated object property access to destructuring across repo (#5747)',
  'style: trailing commas',
  'Fix typos',
  'fix: correct more typos (#12971)',
  '[ci] format',
  'chore: import sort source code, exception for the `astro` package (#10242)',
];
const NO_SWEEPS = [
  'fix: tell which option has the typo',
  '[cart] format amounts in one place',
  'Return a licence',
  'The licence is a step of every order',
  'feat: adds Tron support to the network controller & updates accounts dependencies (#6309)',
  'feat: New `base-controller` API (#6926)',
  'refactor!: move `BlockTrackerPollingController` to `user-operation-controller` (#9882)',
  'Implement SARIF formatter for ESLint (#4956)',
  'fix: format amounts with the locale of the user',
  'feat!: Expose Accounts-owned methods through messenger (#7976)',
];
const NOISE = [
  'common/changes/@acme/cart/x_2026.json',
  '.changeset/brave-cows-sing.md',
  'change/cart-1234.json',
  'yarn.lock',
  'a/package-lock.json',
  'common/config/subspaces/default/pnpm-lock.yaml',
  'common/config/subspaces/default/repo-state.json',
  'bun.lockb',
  'packages/a/CHANGELOG.md',
  'packages/a/CHANGELOG.json',
  'packages/a/changelog',
  'HISTORY.md',
  'a/__snapshots__/b.test.ts.snap',
  'a/b.snap',
  'eslint-suppressions.json',
  'a/__generated__/x.ts',
  'a/schema.gen.ts',
  'a/x.min.js',
  'common/reviews/api/cart.api.md',
  '.yarn/releases/yarn-4.cjs',
];
const WORK = [
  'package.json',
  'packages/lock/src/lock.ts',
  'packages/changes/src/index.ts',
  'src/changelog.ts',
  'src/history.ts',
  'docs/history.json',
  'src/state.ts',
  'src/snapshot.ts',
  'src/generate.ts',
  'src/api.md.ts',
  '.yarn/patches/x.patch',
  'src/unlocked.json',
];

function touched(path: string): TouchedFile {
  return { path: repoPath(path), now: repoPath(path), status: 'modified', before: 'a', after: `b ${path}` };
}

const CHANGE: Change = { id: 'c', at: 0, subject: 'Work', authors: ['ana@x.example'], files: [] };

function classify(change: Change): ChangeClass {
  return classified(change).class;
}

function classified(change: Change) {
  const workOf = ({ files }: Change) => files.filter(({ path }) => noiseOf(path) === undefined);
  const moduleOf = (path: string) => path.split('/')[1];
  return classifyChange(change, {
    workOf,
    mechanicalOf: each => mechanicalPart(workOf(each), moduleOf),
    moduleOf,
  });
}
