import { factsOf } from '#core/facts/state';
import type { Finding } from '#core/rules/finding';
import { countSeverities, findingsByTeam } from '#core/views/findings-by-team';
import { byCount, count, withCommas } from '#core/views/words';
import type { CheckReport } from '../format.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { columns, cut, padEnd, padStart, wrap } from '../terminal/wrap.ts';

/** What was reviewed, in one or two lines. */
export function titleLines({ reviewed, settings }: CheckReport, colours: Paint): readonly string[] {
  const { facts, model } = reviewed;
  const files = factsOf(facts.files)?.files.length ?? 0;
  const history = factsOf(facts.history);
  const parts = [
    count(model.modules.length, 'module'),
    count(model.teams.length, 'team'),
    count(files, 'file'),
  ];
  if (history) parts.push(`${count(history.changes.length, 'change')} read`);
  const toldBy = factsOf(facts.modules)?.toldBy ?? [];
  const modules = toldBy.length === 0 ? [] : [`modules by ${toldBy.join(', ')}`];
  const day = history ? new Date(history.now * 1000).toISOString().slice(0, 10) : '';
  const at = history ? [`at ${history.reviewed.slice(0, 10)} of ${day}`] : [];
  return [
    ...wrap(
      `${colours.heading(`Wiring ${settings.version}`)} · ${plain(settings.rootName)} · ${parts.join(' · ')}`,
      '  ',
      '',
    ),
    ...wrap(plain([...modules, ...at].join(' · ')), '  '),
    ...settings.remarks.flatMap(remark => wrap(plain(remark), '  ')),
  ];
}

/** Counts by team and by rule: at most one screen, however many findings there are. */
export function summaryLines(report: CheckReport, colours: Paint): readonly string[] {
  const { findings, reviewed, settings } = report;
  const total = countSeverities(findings);
  const { accepted, skipped } = reviewed.judgement;
  const all = [
    count(total.error, 'error'),
    count(total.warning, 'warning'),
    `${withCommas(total.information)} information`,
    `${withCommas(accepted.length)} accepted`,
    `${count(skipped.length, 'rule')} skipped`,
  ].join(', ');
  const only = settings.rules.length === 0 ? '' : `, of ${settings.rules.join(', ')} only`;
  const lines = [...wrap(`${all}${only}`, '  ', `${colours.heading('Findings')}  `)];
  if (findings.length === 0) return lines;
  const groups = findingsByTeam(findings, reviewed.model);
  const shown = groups.slice(0, 12);
  const width = Math.min(48, Math.max(36, ...shown.map(({ team }) => columns(plain(team ?? NOBODY)))));
  lines.push(colours.faint(`  ${padEnd('team', width)} errors  warnings  information`));
  for (const { team, counts } of shown) {
    const name = cut(plain(team ?? NOBODY), width);
    lines.push(
      `  ${padEnd(name, width)} ${number(counts.error, 6)}  ${number(counts.warning, 8)}  ${number(counts.information, 11)}`,
    );
  }
  if (groups.length > shown.length) lines.push(`  … and ${count(groups.length - shown.length, 'more team')}`);
  const byRule = byCount(countRules(findings)).map(([rule, n]) => `${rule} ${withCommas(n)}`);
  return [...lines, ...wrap(`by rule: ${byRule.join(', ')}`, '    ', '  ')];
}

export const NOBODY = 'owned by nobody';

/** Why there is nothing: what was looked at, and by which rules. */
export function nothingFound({ reviewed, settings }: CheckReport): readonly string[] {
  const { ran, skipped, accepted } = reviewed.judgement;
  const chosen = ran.filter(({ rule }) => settings.rules.length === 0 || settings.rules.includes(rule));
  if (chosen.length === 0) {
    const why = skipped.length > 0 ? 'every rule was skipped for want of facts' : 'no rule was on';
    return wrap(`No rule ran: ${why}, so this says nothing about the coupling here.`, '  ');
  }
  const looked = chosen.filter(entry => entry.looked > 0);
  const idle = chosen.length - looked.length;
  const what = looked.map(entry => `${entry.rule} at ${lookedAt(entry.looked, plain(entry.at))}`);
  const lines = [
    looked.length === 0
      ? `Nothing to report: ${count(chosen.length, 'rule')} ran and found nothing to look at.`
      : `Nothing to report. Looked: ${what.join('; ')}.`,
  ];
  if (idle > 0 && looked.length > 0) lines.push(`${count(idle, 'rule')} ran and had nothing to look at.`);
  if (accepted.length > 0)
    lines.push(`${count(accepted.length, 'finding is', 'findings are')} accepted, see below.`);
  return lines.flatMap(line => wrap(line, '  '));
}

/** Rules name what they look at in the plural, the thing itself first: `pairs of modules`, `declared modules`. */
function lookedAt(number: number, things: string): string {
  return count(number, things.replace(/(?<!s)s\b/, ''), things);
}

function countRules(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function number(value: number, width: number): string {
  return padStart(value === 0 ? '·' : withCommas(value), width);
}
