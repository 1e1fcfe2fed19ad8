import { ENOUGH_CHANGES, type Independence, type TeamIndependence } from '#core/measures/independence';
import { count, percent, withCommas } from '#core/views/words';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { columns, cut, padEnd, padStart, wrap } from '../terminal/wrap.ts';

/** The heading of every review: how much each team could do alone, with the counts behind it. */
export function independenceLines(
  independence: Independence,
  colours: Paint,
  all: boolean,
): readonly string[] {
  const heading = colours.heading('Independence of action per team');
  const { teams, carries, alone, windowMonths, unknown, liftersBy } = independence;
  if (unknown !== undefined || teams.length === 0) {
    return [heading, ...wrap(`Unknown: ${plain(unknown ?? 'no change lifted a team')}.`, '  ')];
  }
  const rows = [...teams].filter(team => team.lifted > 0).sort(leastFirst);
  const shown = all ? rows : mostLifted(rows, 12);
  const width = Math.min(28, Math.max(4, ...shown.map(row => columns(plain(row.team)))));
  const idle = teams.length - rows.length;
  const left = rows.length - shown.length;
  const lines = [
    heading,
    colours.faint(`  ${padEnd('team', width)}  alone     of  share  mostly together with`),
    ...shown.map(row => teamLine(row, width, colours)),
  ];
  if (left > 0) lines.push(`  … and ${count(left, 'team')} with no more changes than these (--all)`);
  if (idle > 0) lines.push(`  ${count(idle, 'team')} lifted nothing in this time`);
  if (shown.some(isFew)) lines.push(`  few: under ${ENOUGH_CHANGES} changes, which is too few for a share`);
  const whole = carries === 0 ? '' : ` (${percent(alone / carries)})`;
  const by =
    liftersBy === 'owners'
      ? 'the owners of what it touched'
      : 'the owners of what it touched and its authors’ teams';
  const sentence = `${withCommas(alone)} of ${count(carries, 'change')} in ${windowMonths} months${whole} needed one team only. A change lifts ${by}.`;
  return [...lines, ...wrap(sentence, '  ')];
}

function teamLine(row: TeamIndependence, width: number, colours: Paint): string {
  const name = padEnd(cut(plain(row.team), width), width);
  const share = row.share === undefined ? '–' : isFew(row) ? 'few' : percent(row.share);
  const start = `  ${name} ${padStart(withCommas(row.alone), 6)} ${padStart(withCommas(row.lifted), 6)}  ${padStart(share, 5)}`;
  const others = row.with.map(({ team, changes }) => `${plain(team)} ${withCommas(changes)}`);
  const room = 80 - columns(start) - 2;
  let text = '';
  // How many more there are is not said: only the first few are known.
  for (let most = Math.min(3, others.length); most > 0 && text === ''; most--) {
    const some = others.slice(0, most).join(', ');
    if (columns(some) <= room) text = some;
  }
  if (text === '' && others[0] !== undefined) text = cut(others[0], Math.max(1, room));
  return text === '' ? start : `${start}  ${colours.faint(text)}`;
}

function isFew({ lifted }: TeamIndependence): boolean {
  return lifted < ENOUGH_CHANGES;
}

/** Teams whose share says little come last. */
function leastFirst(a: TeamIndependence, b: TeamIndependence): number {
  return (
    Number(isFew(a)) - Number(isFew(b)) ||
    (a.share ?? 1) - (b.share ?? 1) ||
    b.lifted - a.lifted ||
    (a.team < b.team ? -1 : 1)
  );
}

/** The busiest teams, in the order given. */
function mostLifted(rows: readonly TeamIndependence[], most: number): readonly TeamIndependence[] {
  if (rows.length <= most) return rows;
  const busiest = new Set([...rows].sort((a, b) => b.lifted - a.lifted || leastFirst(a, b)).slice(0, most));
  return rows.filter(row => busiest.has(row));
}
