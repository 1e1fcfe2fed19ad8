// Reviews the cases below `examples` with the real command line on real repositories, and holds the answer against what
// their `case.json` expects.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './ensure.mjs';
import { makeExample } from './example.mjs';
import { caseNames, readCase } from './example-story.mjs';

/** Nothing in the examples expires; said all the same, so that the answer is that of any day. */
const TODAY = '2026-06-01';

/**
 * Every case in turn.
 *
 * @param {string} scratch a folder for the repositories
 * @param {(name: string) => void} [begins] called before each
 */
export function reviewCases(scratch, begins = () => {}) {
  return caseNames().map(name => {
    begins(name);
    return reviewCase(name, scratch);
  });
}

/**
 * One case and its twin.
 *
 * `faults` says in sentences where the answer is not what is expected; empty where all is well.
 */
export function reviewCase(name, scratch, expected = readCase(name)) {
  const { twin } = expected;
  const root = makeExample(join(scratch, name), name);
  const other = makeExample(join(scratch, `${name}-${twin.folder}`), `${name}/${twin.folder}`);
  const faults = [
    ...findingFaults(name, root, expected.findings),
    ...couchFaults(name, root, expected),
    ...findingFaults(`${name}/${twin.folder}`, other, twin.findings),
    ...couchFaults(`${name}/${twin.folder}`, other, { couch: expected.couch, verdict: twin.verdict }),
  ];
  return { name, expected, faults };
}

/** Exactly these findings, each with its words; where none is expected, `wiring check --quiet` prints nothing at all. */
function findingFaults(name, root, expected) {
  const document = JSON.parse(wiring(root, ['check', '--format', 'json', '--fail-on', 'never']));
  const found = new Map(document.findings.map(({ id, message }) => [id, message]));
  const faults = document.problems.map(({ message }) => `${name} has a problem: ${message}`);
  for (const [id, words] of Object.entries(expected)) {
    const message = found.get(id);
    if (message === undefined) faults.push(`${name} should have ${id}`);
    else if (!message.includes(words))
      faults.push(`${id} of ${name} should say "${words}", not "${message}"`);
  }
  for (const id of found.keys()) if (!(id in expected)) faults.push(`${name} should not have ${id}`);
  if (Object.keys(expected).length === 0) {
    const said = wiring(root, ['check', '--quiet', '--fail-on', 'information', '--no-color']);
    if (said !== '') faults.push(`wiring check --quiet should be silent on ${name}, not say "${said}"`);
  }
  return faults;
}

/** The verdict of `wiring explain`, and the remedy that stands first; of what has no verdict (`explain`) the remedy only. */
function couchFaults(name, root, { couch, verdict, explain, because, remedy, gain, cost }) {
  if (explain !== undefined) return remedyFaults(name, root, explain, [remedy, gain, cost]);
  if (couch === undefined || verdict === undefined) return [];
  const { sections } = JSON.parse(wiring(root, ['explain', couch, '--format', 'json']));
  const judged = sections.find(({ heading }) => heading === `Verdict  ${verdict}`);
  if (!judged) return [`${couch} of ${name} should be ${verdict}`];
  const faults = [];
  const lines = judged.lines.join('\n');
  if (because !== undefined && !lines.includes(because))
    faults.push(`the verdict on ${couch} of ${name} should say "${because}", not "${lines}"`);
  return [...faults, ...firstRemedyFaults(name, couch, sections, [remedy, gain, cost])];
}

function remedyFaults(name, root, target, expected) {
  const { sections } = JSON.parse(wiring(root, ['explain', target, '--format', 'json']));
  return firstRemedyFaults(name, target, sections, expected);
}

function firstRemedyFaults(name, target, sections, expected) {
  const [first = ''] = sections.find(({ heading }) => heading === 'What may be done')?.lines ?? [];
  return expected
    .filter(words => words !== undefined && !first.includes(words))
    .map(words => `the first remedy for ${target} of ${name} should say "${words}", not "${first}"`);
}

function wiring(root, args) {
  const command = [join(ROOT, 'dist', 'wiring.cjs'), ...args, '--today', TODAY, '--no-cache'];
  const result = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status === 0 || result.status === 1) return result.stdout;
  throw new Error(`wiring ${args.join(' ')} on ${root}: ${result.stderr || result.error?.message}`);
}
