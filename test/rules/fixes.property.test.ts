import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, review, withReason } from '#test/support/check';

/** Small trees with everything in them that a rule of this slice can find. */
const names = ['alpha', 'beta', 'gamma'] as const;
const handles = ['@acme/alpha', '@acme/alhpa', '@acme/beta', '@dana', ''] as const;
const patterns = [
  '*',
  '/alpha/',
  '/beta',
  '/beta/index.ts',
  '/gone/',
  '*.ts',
  '/gamma/deep/',
  '/alpha/*',
  'index.ts',
] as const;

const importLine = fc
  .record({
    from: fc.constantFrom(...names),
    file: fc.constantFrom('index', 'deep/inside', 'missing'),
    what: fc.constantFrom(
      '{ value }',
      '{ Type }',
      '{ value, Type }',
      'type { Type }',
      '* as all',
      'main, { Type }',
    ),
    ignore: fc.constantFrom(
      '',
      '',
      '',
      '// wiring-ignore-next-line undeclared-dependency: because\n',
      '// wiring-ignore-file x\n',
    ),
  })
  .map(({ from, file, what, ignore }) => `${ignore}import ${what} from '../${from}/${file}';`);

const module = fc.record({
  owner: fc.constantFrom('', '', '  owner Alpha', '  owner Beta'),
  uses: fc.constantFrom('', '  uses nothing', '  uses alpha', '  uses\n    beta, // why\n    gamma,\n'),
  exposes: fc.constantFrom('', '  exposes "index.ts"', '  exposes\n    "index.ts"\n'),
  declared: fc.boolean(),
});

const tree = fc.record({
  modules: fc.tuple(module, module, module),
  imports: fc.tuple(...names.map(() => fc.array(importLine, { maxLength: 4 }))),
  rules: fc.array(fc.tuple(fc.constantFrom(...patterns), fc.constantFrom(...handles)), { maxLength: 6 }),
  codeowners: fc.boolean(),
  accept: fc.constantFrom(
    '',
    '',
    'accept dependency-cycle because "known"\n',
    'accept unowned-files on module beta until 2026-01-01 because "x"\n',
  ),
  end: fc.constantFrom('\n', ''),
});

function filesOf(value: typeof tree extends fc.Arbitrary<infer T> ? T : never): Record<string, string> {
  const files: Record<string, string> = {};
  const wiring = ['team Alpha { handle "@acme/alpha" }\nteam Beta { handle "@acme/beta" }\n'];
  names.forEach((name, i) => {
    const said = value.modules[i];
    if (said?.declared)
      wiring.push(`module ${name} { path "${name}/**"${said.owner}${said.exposes}${said.uses} }\n`);
    files[`${name}/index.ts`] =
      `${(value.imports[i] ?? []).join('\n')}\nexport { value } from './deep/inside';\nexport type { Type } from './deep/inside';\nexport default interface Main {}\n`;
    files[`${name}/deep/inside.ts`] =
      'export const value = 1;\nexport interface Type { a: 1 }\nexport default class Main {}\n';
  });
  files['architecture.wiring'] = `${wiring.join('')}${value.accept}`;
  if (value.codeowners) {
    files.CODEOWNERS = `${value.rules.map(([pattern, handle]) => `${pattern} ${handle}`.trimEnd()).join('\n')}${value.end}`;
  }
  return files;
}

describe('every fix', () => {
  it('of any finding leaves that place clean and no new problem', async function () {
    this.timeout(120_000);
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(tree, async value => {
        const files = filesOf(value);
        const snapshot = await review({ files, expected: [], changes: [] });
        for (const finding of snapshot.judgement.findings) {
          for (const { place } of finding.places) {
            for (const fix of snapshot.fixes(finding, place)) {
              tried += 1;
              const edited = applyEdits(files, withReason(fix.edits));
              const again = await review({ files: edited, expected: [], changes: [] });
              // Of several alike (two ignores of one rule in a file) the next takes the id of the one that is gone.
              const places = (judged: typeof snapshot.judgement) =>
                judged.findings.filter(({ rule }) => rule === finding.rule).flatMap(one => one.places).length;
              const left = again.judgement.findings.some(({ id }) => id === finding.id);
              assert.ok(
                !left || places(again.judgement) < places(snapshot.judgement),
                `"${fix.title}" leaves ${finding.id}: ${JSON.stringify(fix.edits)}`,
              );
              assert.deepEqual(
                again.problems.map(({ message }) => message),
                snapshot.problems.map(({ message }) => message),
                fix.title,
              );
            }
          }
        }
      }),
      { numRuns: Number(process.env.WIRING_RUNS ?? 12) },
    );
    assert.ok(tried > 0);
  });
});
