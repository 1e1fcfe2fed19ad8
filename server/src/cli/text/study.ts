import { dayOf } from '#core/couches/evidence';
import type { Foresight } from '#core/couches/foresight';
import type { After, Study, StudyGroup } from '#core/couches/study';
import type { WithinStrata } from '#core/couches/within-strata';
import { count, percent } from '#core/views/words';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { padEnd, padStart, wrap } from '../terminal/wrap.ts';

/** The prediction study as tables, one for each way to choose modules. */
export function studyLines(study: Study, name: string, colours: Paint): readonly string[] {
  const title = `${colours.heading('Prediction study')} · ${plain(name)}`;
  if (study.nothing !== undefined)
    return [title, ...wrap(`Nothing could be studied: ${plain(study.nothing)}.`, '  ')];
  return [
    title,
    ...wrap(
      `Modules are judged by what was known at a cut-off. In the ${study.months} months after it, how many of their changes did several teams lift, against modules of like size and churn (at most twice, at least half)? Owners and modules are those of today.`,
      '  ',
    ),
    ...study.groups.flatMap(group => ['', ...groupLines(group, colours)]),
    ...(study.foresight ? ['', ...foresightLines(study.foresight, colours)] : []),
    ...(study.withinStrata ? ['', ...strataLines(study.withinStrata, colours)] : []),
  ];
}

function groupLines({ name, cuts, pooled }: StudyGroup, colours: Paint): readonly string[] {
  const lines = [
    colours.heading(`Modules: ${plain(name)}`),
    colours.faint('  cut-off     judged  chosen  pairs  by several teams  matched ones  difference'),
  ];
  for (const { at, judged, chosen, pairs } of cuts) {
    const own = sum(pairs.map(({ after }) => after));
    const other = sum(pairs.map(({ matchedAfter }) => matchedAfter));
    const difference = Math.min(own.changes, other.changes) === 0 ? '–' : points(rate(own) - rate(other));
    lines.push(
      `  ${padEnd(dayOf(at), 10)}  ${padStart(String(judged), 6)}  ${padStart(String(chosen), 6)}  ${padStart(String(pairs.length), 5)}  ${padStart(shown(own), 16)}  ${padStart(shown(other), 12)}  ${padStart(difference, 10)}`,
    );
  }
  const unmatched = cuts.reduce((total, cut) => total + cut.unmatched, 0);
  const { modules, difference, p, says } = pooled;
  const over =
    difference === undefined
      ? ''
      : `Over ${count(modules, 'module')}, each by its changes at all cut-offs: ${points(difference)} points${chance(p)}; `;
  const sentence = `${over}${says}.`;
  return [
    ...lines,
    ...wrap(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`, '  '),
    ...wrap(
      `Left out: ${count(unmatched, 'choice')} without a module like it, and modules with fewer than 3 changes afterwards in all.`,
      '  ',
    ),
  ];
}

function foresightLines(
  { modules, rows, correlation, p, says }: Foresight,
  colours: Paint,
): readonly string[] {
  const known =
    correlation === undefined
      ? ''
      : `Size and churn taken out, rank correlation ${signed(correlation)}${chance(p)}, over ${count(modules, 'module')} at ${count(rows, 'module and cut-off', 'modules and cut-offs')}; `;
  const sentence = `${known}${says}.`;
  return [
    colours.heading('Every module: independence before, several teams after'),
    ...wrap(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`, '  '),
  ];
}

function strataLines({ modules, correlation, p, says }: WithinStrata, colours: Paint): readonly string[] {
  const known =
    correlation === undefined
      ? ''
      : `Size and churn taken out by a curve, chance judged by modules of the same fifth of size and churn: rank correlation ${signed(correlation)}${chance(p)}, over ${count(modules, 'module')}; `;
  const sentence = `${known}${says}.`;
  return [
    colours.heading('The same, each module once, among modules of like size and churn'),
    ...wrap(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`, '  '),
  ];
}

function signed(correlation: number): string {
  return `${correlation < 0 ? '−' : '+'}${Math.abs(correlation).toFixed(2)}`;
}

/** ` (p 0.03)`; a p is never shown as nothing. */
function chance(p: number | undefined): string {
  if (p === undefined) return '';
  return p < 0.001 ? ' (p under 0.001)' : ` (p ${p.toFixed(3)})`;
}

function sum(all: readonly After[]): After {
  return {
    changes: all.reduce((total, { changes }) => total + changes, 0),
    several: all.reduce((total, { several }) => total + several, 0),
  };
}

function rate({ changes, several }: After): number {
  return changes === 0 ? 0 : several / changes;
}

function shown(after: After): string {
  return after.changes === 0 ? '–' : `${after.several}/${after.changes} ${percent(rate(after))}`;
}

/** `+12`, `−3`: points of a percentage. */
function points(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
}
