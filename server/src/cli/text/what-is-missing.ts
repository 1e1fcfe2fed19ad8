import type { SkippedFile } from '#core/facts/files';
import type { Problem } from '#core/facts/problem';
import { factsOf, type SourceKind } from '#core/facts/state';
import type { Finding } from '#core/rules/finding';
import {
  type NotAnalysed,
  nextGain,
  SET_ASIDE_WORDS,
  skippedByReason,
  skippedInWords,
  unresolvedInWords,
} from '#core/views/not-analysed';
import type { Reviewed } from '#core/views/reviewed';
import { count, listed, percent, someOf, withCommas } from '#core/views/words';
import type { CheckReport } from '../format.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';
import { at } from './place.ts';

const MOST_PROBLEMS = 8;
const MOST_PLACES = 3;

/** What is wrong with the inputs themselves. */
export function problemLines(problems: readonly Problem[], colours: Paint, all: boolean): readonly string[] {
  if (problems.length === 0) return [];
  const rank = { error: 0, warning: 1, information: 2 };
  const sorted = [...problems].sort((a, b) => rank[a.severity] - rank[b.severity]);
  const groups = saidAlike(sorted);
  const errors = groups.filter(([problem]) => problem.severity === 'error').length;
  // Errors are never hidden: they decide the exit code.
  const shown = all ? groups : groups.slice(0, Math.max(errors, MOST_PROBLEMS));
  const lines = [colours.heading('Problems with the inputs')];
  for (const [problem, ...others] of shown) {
    const [first = '', ...rest] = wrap(
      `${problem.severity} ${plain(problem.message)} [${problem.code}]`,
      '      ',
      '    ',
    );
    lines.push(
      `  ${colours.place(at(problem.place))}`,
      first.replace(problem.severity, colours.severity(problem.severity)),
      ...rest,
    );
    const [suggestion] = problem.suggestions;
    if (suggestion) lines.push(...wrap(`→ ${plain(suggestion.title)}`, '        ', '      '));
    // Errors decide the exit code, so each is to be found.
    const named = all || problem.severity === 'error' ? others : others.slice(0, MOST_PLACES);
    for (const other of named) lines.push(`      also ${colours.place(at(other.place))}`);
    if (others.length > named.length)
      lines.push(`      also at ${count(others.length - named.length, 'more place')}`);
  }
  const hidden = groups.slice(shown.length).flat().length;
  if (hidden > 0) lines.push(`  … and ${withCommas(hidden)} more (--all)`);
  return lines;
}

/** Forty tsconfigs that extend one missing file are one thing to read, at forty places. */
function saidAlike(problems: readonly Problem[]): readonly (readonly [Problem, ...Problem[]])[] {
  const groups = new Map<string, [Problem, ...Problem[]]>();
  for (const problem of problems) {
    const key = [problem.severity, problem.code, problem.message].join('\0');
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()];
}

/** What people set aside, with their reasons. */
export function acceptedLines({ reviewed, settings }: CheckReport, colours: Paint): readonly string[] {
  const accepted = reviewed.judgement.accepted.filter(
    ({ finding }) => settings.rules.length === 0 || settings.rules.includes(finding.rule),
  );
  if (accepted.length === 0) return [];
  const shown = settings.all ? accepted : accepted.slice(0, 8);
  const lines = [colours.heading(`Accepted  ${accepted.length}`)];
  for (const { finding, reason, until, at: where, by } of shown) {
    const about = aboutOf(finding);
    const expiry = until === undefined ? '' : ` until ${until}`;
    lines.push(
      ...wrap(plain(`${finding.rule} ${about}${expiry} because “${reason}”`), '    ', '  '),
      `    ${by === 'inline' ? 'ignored' : 'accepted'} at ${colours.place(at(where))}`,
    );
  }
  if (accepted.length > shown.length) lines.push(`  … and ${accepted.length - shown.length} more (--all)`);
  return lines;
}

/** Rules that could not run, together where they miss the same thing. */
export function skippedLines({ reviewed }: CheckReport, colours: Paint): readonly string[] {
  const { skipped } = reviewed.judgement;
  if (skipped.length === 0) return [];
  const byReason = skippedByReason(
    reviewed.judgement,
    missing => `for want of ${listed(missing.map(source => SOURCE_WORDS[source]))}`,
  );
  return [
    colours.heading(`Rules skipped  ${skipped.length}`),
    ...[...byReason].flatMap(([reason, rules]) =>
      wrap(`${rules.join(', ')}: ${plain(reason)}`, '    ', '  '),
    ),
  ];
}

const SOURCE_WORDS: Readonly<Record<SourceKind, string>> = {
  declared: 'a .wiring file',
  files: 'files',
  modules: 'modules',
  imports: 'imports',
  ownership: 'a CODEOWNERS file',
  history: 'history',
  runtime: 'traces',
};

/** What the review did not see. Always there, also when it is little, so that silence never hides a gap. */
export function notAnalysedLines(
  missing: NotAnalysed,
  reviewed: Reviewed,
  colours: Paint,
): readonly string[] {
  const lines: string[] = [];
  const say = (text: string) => lines.push(...wrap(plain(text), '    ', '  '));
  const unresolved = missing.unresolved.reduce((sum, [, n]) => sum + n, 0);
  if (unresolved > 0) {
    const reasons = missing.unresolved.map(([reason, n]) => unresolvedInWords(reason, n));
    say(
      `${withCommas(unresolved)} of ${count(missing.imports, 'import')} (${percent(unresolved / missing.imports)}) not resolved: ${reasons.join('; ')}`,
    );
  }
  if (missing.skippedFiles.length > 0) {
    say(
      `not taken: ${missing.skippedFiles.map(([reason, n]) => skippedInWords(reason, n) + namesOf(reason, reviewed)).join(', ')}`,
    );
  }
  if (missing.unreadLanguages.length > 0) {
    say(
      `counted, not read: ${missing.unreadLanguages.map(([ext, n]) => `${withCommas(n)} ${ext}`).join(', ')}`,
    );
  }
  if (missing.setAsideChanges.length > 0) {
    say(
      `changes of ${reviewed.independence.windowMonths} months set aside: ${missing.setAsideChanges.map(([reason, n]) => `${withCommas(n)} ${SET_ASIDE_WORDS[reason] ?? reason}`).join(', ')}; wiring doctor --all lists them`,
    );
  }
  for (const { source, state, reason, notes } of missing.sources) {
    if (state !== 'ready') say(`${source}: ${reason}`);
    for (const note of notes) say(`${source}: ${note}`);
  }
  if (lines.length === 0) {
    const files = reviewed.facts.files.state === 'absent' ? 0 : reviewed.facts.files.facts.files.length;
    if (files === 0) say('there are no files');
    else if (missing.imports === 0) say('no file was left out; there are no imports');
    else say(`nothing: all ${count(missing.imports, 'import')} resolved, no file left out`);
  }
  return [colours.heading('Not analysed'), ...lines];
}

/** The first few, by name: whoever left a file out on purpose need not be told which. */
function namesOf(reason: SkippedFile['reason'], { facts }: Reviewed): string {
  if (reason === 'excluded' || reason === 'nested-root') return '';
  const paths = (factsOf(facts.files)?.skipped ?? []).filter(file => file.reason === reason);
  return ` (${someOf(
    paths.map(({ path }) => path),
    2,
  )})`;
}

/** One line: what to add next and what it would give. */
export function nextLines({ reviewed }: CheckReport, colours: Paint): readonly string[] {
  const next = nextGain(reviewed);
  if (!next?.gain) return [];
  return wrap(`${colours.heading('Next:')} ${plain(next.reason ?? '')}; ${plain(next.gain)}.`, '  ', '');
}

function aboutOf({ subject, members }: Finding): string {
  if (members) return members.length > 4 ? someOf(members, 3) : members.join(' + ');
  const { module, toModule, team, toTeam, path } = subject;
  if (module !== undefined) return toModule === undefined ? module : `${module} -> ${toModule}`;
  if (team !== undefined && toTeam !== undefined) return `${team}, ${toTeam}`;
  const { couch, service, queue, initiative, flow, capability } = subject;
  return path ?? couch ?? service ?? queue ?? initiative ?? flow ?? capability ?? team ?? '';
}
