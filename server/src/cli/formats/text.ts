import { notAnalysed } from '#core/views/not-analysed';
import type { CheckReport, Format } from '../format.ts';
import { paint } from '../terminal/paint.ts';
import { couchLines } from '../text/couches.ts';
import { explanationLines } from '../text/explanation.ts';
import { findingSections } from '../text/findings.ts';
import { independenceLines } from '../text/independence.ts';
import { nothingFound, summaryLines, titleLines } from '../text/summary.ts';
import {
  acceptedLines,
  nextLines,
  notAnalysedLines,
  problemLines,
  skippedLines,
} from '../text/what-is-missing.ts';

/** For people: 80 columns, the summary on one screen, then the details. */
export const text: Format = {
  name: 'text',
  check: report => (report.settings.quiet ? quiet(report) : whole(report)),
  explain: (explanation, settings) => finish([explanationLines(explanation, paint(settings.colour))]),
};

function whole(report: CheckReport): string {
  const { reviewed, findings, settings } = report;
  const colours = paint(settings.colour);
  const missing = notAnalysed(reviewed);
  return finish([
    titleLines(report, colours),
    independenceLines(reviewed.independence, colours, settings.all),
    couchLines(report, colours),
    problemLines(reviewed.problems, colours, settings.all),
    summaryLines(report, colours),
    findings.length === 0 ? nothingFound(report) : [],
    ...findingSections(report, colours),
    acceptedLines(report, colours),
    skippedLines(report, colours),
    notAnalysedLines(missing, reviewed, colours),
    nextLines(report, colours),
  ]);
}

function quiet(report: CheckReport): string {
  const colours = paint(report.settings.colour);
  return finish([
    problemLines(
      report.reviewed.problems.filter(problem => problem.severity === 'error'),
      colours,
      report.settings.all,
    ),
    ...findingSections(report, colours),
  ]);
}

/** Sections apart by an empty line; an empty section leaves no trace. */
function finish(sections: readonly (readonly string[])[]): string {
  const shown = sections.filter(section => section.length > 0).map(section => section.join('\n'));
  return shown.length === 0 ? '' : `${shown.join('\n\n')}\n`;
}
