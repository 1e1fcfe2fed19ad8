import type { Finding } from '#core/rules/finding';
import { findingsByTeam, type TeamFindings } from '#core/views/findings-by-team';
import { byCount, count } from '#core/views/words';
import { type CheckReport, reaches } from '../format.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';
import { at } from './place.ts';
import { NOBODY } from './summary.ts';

/** How many findings of a team that do not fail the run are shown in full, and places of one finding, without `--all`. */
const MOST_FINDINGS = 5;
const MOST_PLACES = 3;

/** One section a team, worst first. What reaches the fail level is always shown in full. */
export function findingSections(report: CheckReport, colours: Paint): readonly (readonly string[])[] {
  return findingsByTeam(report.findings, report.reviewed.model).map(group => section(group, report, colours));
}

function section(group: TeamFindings, { settings }: CheckReport, colours: Paint): readonly string[] {
  const failing = group.findings.filter(finding => reaches(finding.severity, settings.failOn));
  const others = group.findings.filter(finding => !reaches(finding.severity, settings.failOn));
  const shown = settings.all ? others : varied(others, Math.max(0, MOST_FINDINGS - failing.length));
  const hidden = others.filter(finding => !shown.includes(finding));
  const lines = [colours.heading(plain(group.team ?? capital(NOBODY)))];
  for (const finding of [...failing, ...shown]) lines.push(...findingLines(finding, settings.all, colours));
  if (hidden.length > 0) {
    const rules = new Map<string, number>();
    for (const { rule } of hidden) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    const what = byCount(rules).map(([rule, n]) => `${n} ${rule}`);
    lines.push(...wrap(`… and ${hidden.length} more: ${what.join(', ')} (--all)`, '    ', '  '));
  }
  return lines;
}

/**
 * A few of many, the worst first, with each rule heard before one rule is heard twice:
 * the first screen should tell of every kind of trouble.
 */
function varied(findings: readonly Finding[], most: number): readonly Finding[] {
  if (findings.length <= most) return findings;
  const heard = new Set<string>();
  const firsts = findings.filter(({ rule }) => !heard.has(rule) && heard.add(rule));
  const chosen = new Set(
    [...firsts, ...findings.filter(finding => !firsts.includes(finding))].slice(0, most),
  );
  return findings.filter(finding => chosen.has(finding));
}

function findingLines(finding: Finding, all: boolean, colours: Paint): readonly string[] {
  const { rule, severity, message, place, places, related } = finding;
  const others = places.filter(other => other.place !== place).map(other => at(other.place));
  const shown = all ? others : others.slice(0, MOST_PLACES);
  const lines = [
    `  ${colours.place(at(place))}`,
    ...wrap(`${severity} ${sentence(plain(message))} [${rule}]`, '      ', '    '),
  ];
  lines[1] = (lines[1] ?? '').replace(severity, colours.severity(severity));
  for (const other of shown) lines.push(`      also ${colours.place(other)}`);
  if (others.length > shown.length)
    lines.push(`      also at ${count(others.length - shown.length, 'more place')}`);
  if (all) {
    for (const { place: where, message: what } of related) {
      lines.push(`      see ${colours.place(at(where))}`, ...wrap(plain(what), '          '));
    }
    for (const fact of finding.evidence)
      lines.push(...wrap(colours.faint(plain(fact)), '        ', '      '));
  }
  return lines;
}

function sentence(text: string): string {
  return /[.!?)]$/.test(text) ? text : `${text}.`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
