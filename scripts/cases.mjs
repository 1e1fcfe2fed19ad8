// `npm run cases`: reviews every case below `examples` and its twin, prints one table and ends with 1 where an answer is
// not what its `case.json` expects. `--write` puts the table into docs/cases.md, `--check` says whether it stands there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.mjs';

ensure();
if (!process.env.WIRING_BUILT) {
  const { build } = await import('./build.mjs');
  await build();
}
const { reviewCases } = await import('./case-review.mjs');
const { markdownOf, textOf } = await import('./case-tables.mjs');
const PAGE = join(ROOT, 'docs', 'cases.md');
const head =
  number => `<!-- Made by "npm run cases -- --write" from examples/*/case.json; not edited by hand. -->

# The cases

${number} stories from the interviews around *Wiring the Winning Organization*, each as a small monorepo with a history, and a twin that differs in the one thing that matters. \`npm run cases\` makes real repositories of them, reviews them with the command line and holds the answers against this table; \`npm run editor -- examples/NAME\` opens one with its history.

`;

const scratch = mkdtempSync(join(tmpdir(), 'wiring-cases-'));
try {
  const reviews = reviewCases(scratch, name => console.error(`reviewing ${name} and its twin`));
  const page = `${head(reviews.length)}${markdownOf(reviews)}`;
  const faults = reviews.flatMap(review => review.faults);
  if (process.argv.includes('--write') && faults.length === 0) writeFileSync(PAGE, page);
  if (process.argv.includes('--check') && readFileSync(PAGE, 'utf8') !== page)
    faults.push('docs/cases.md is not up to date; run "npm run cases -- --write"');
  console.log(textOf(reviews));
  for (const fault of faults) console.error(fault);
  console.log(
    `${reviews.length} cases, ${reviews.filter(review => review.faults.length === 0).length} as expected`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 3;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
