import { factsOf } from '#core/facts/state';
import { countSeverities } from '#core/views/findings-by-team';
import { notAnalysed, skippedByReason, skippedInWords, unresolvedInWords } from '#core/views/not-analysed';
import { count, listed, withCommas } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';

/** Said wherever a review without git is reported. */
export const UNTRUSTED =
  'This workspace is not trusted, so git was not run: there is no history, and files were listed without it. Trust the workspace to review changes too';

/** What was read and what was skipped, for the output channel. Plain lines, without control codes. */
export function logOf(snapshot: Snapshot, trusted: boolean): string {
  const left = notAnalysed(snapshot);
  const { error, warning, information } = countSeverities(snapshot.judgement.findings);
  const lines = trusted ? [] : [`  ${UNTRUSTED}.`];
  lines.push(`  Read ${listed(amounts(snapshot, left.imports))}`);
  for (const { source, state, reason, gain, notes } of left.sources) {
    const why = [reason, ...notes].filter(text => text !== undefined).join('; ');
    if (state === 'ready' && why === '') continue;
    lines.push(
      `  ${source}: ${state}${why === '' ? '' : ` (${why})`}${gain === undefined ? '' : `. To gain: ${gain}`}`,
    );
  }
  for (const [reason, number] of left.unresolved) lines.push(`  ${unresolvedInWords(reason, number)}`);
  for (const [reason, number] of left.skippedFiles) {
    lines.push(`  ${skippedInWords(reason, number)} not read`);
  }
  for (const [extension, number] of left.unreadLanguages) {
    lines.push(`  ${count(number, `${extension} file`)} not read`);
  }
  for (const sentence of skippedRules(snapshot)) lines.push(`  ${sentence}`);
  lines.push(
    `  ${listed([count(error, 'error'), count(warning, 'warning'), `${withCommas(information)} information`])}; ${count(snapshot.judgement.accepted.length, 'finding')} accepted; ${count(snapshot.problems.length, 'problem')} in the inputs`,
  );
  return lines.map(withoutControls).join('\n');
}

/** How much of everything there was. */
function amounts({ facts, model }: Snapshot, imports: number): string[] {
  const files = factsOf(facts.files);
  const modules = factsOf(facts.modules);
  const ownership = factsOf(facts.ownership);
  const history = factsOf(facts.history);
  const told = modules && modules.toldBy.length > 0 ? ` (${modules.toldBy.join(', ')})` : '';
  return [
    `${count(files?.files.length ?? 0, 'file')} (listed by ${files?.listedBy === 'git' ? 'git' : 'walking'})`,
    `${count(model.modules.length, 'module')}${told}`,
    count(imports, 'import'),
    ...(ownership ? [`${count(ownership.rules.length, 'owner rule')} (${ownership.path})`] : []),
    ...(history ? [`${count(history.changes.length, 'change')} of ${history.branch}`] : []),
  ];
}

/** Sentences about what a review did not look at. */
export function notAnalysedInWords(snapshot: Snapshot, trusted: boolean): string[] {
  const sentences = trusted ? [] : [UNTRUSTED];
  for (const { source, state, reason } of notAnalysed(snapshot).sources) {
    if (state !== 'ready' && (trusted || source !== 'history'))
      sentences.push(`${source}: ${reason ?? state}`);
  }
  sentences.push(...skippedRules(snapshot));
  return sentences.map(withoutControls);
}

/** Rules that could not run, by what they lack: why it is lacking is said of the source, once. */
function skippedRules({ judgement }: Snapshot): string[] {
  const byReason = skippedByReason(judgement, missing => `${WANT} ${listed(missing)}`);
  return [...byReason].map(
    ([reason, rules]) =>
      `${count(rules.length, 'rule')} skipped ${reason.startsWith(WANT) ? reason : `because ${reason}`}: ${listed(rules)}`,
  );
}

const WANT = 'for want of';

function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
