import type { DeclaredPerson } from '#core/facts/declared';
import type { Place, RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { dateProblem } from '#core/quantities';

/**
 * The lines of a roster: e-mail (or `@login`), team, from, until, with commas, or semicolons as some spreadsheets write
 * them. A first line of titles puts the columns into another order and may have further ones, which are not read. A
 * line with a mistake counts for nobody, and its problem stands at it; what a person is called is in no message.
 */
export function rosterLines(
  path: RepoPath,
  text: string,
): { readonly people: readonly DeclaredPerson[]; readonly problems: readonly Problem[] } {
  const people: DeclaredPerson[] = [];
  const problems: Problem[] = [];
  let columns: Columns | undefined;
  let separator = ',';
  let wrong = 0;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const whole = place(path, index, 0, line.length);
    const say = (message: string, at: Place = whole) => {
      wrong += 1;
      if (wrong > MOST_PROBLEMS) return;
      problems.push({ code: 'roster-line', severity: 'error', message, place: at, suggestions: [] });
    };
    if (!columns && !line.includes(',') && line.includes(';')) separator = ';';
    const cells = cellsOf(line, separator);
    if (!cells) {
      say('A quote in this line is not closed, so the line counts for nobody.');
      continue;
    }
    if (!columns) {
      columns = titled(cells.map(cell => cell.text)) ?? IN_ORDER;
      if (columns !== IN_ORDER) {
        const missing = (['email', 'team'] as const).filter(name => columns?.[name] === undefined);
        if (missing.length === 0) continue;
        say(`This line of titles has no "${missing.join('" and no "')}", so nobody in this file counts.`);
        break;
      }
    }
    const cell = (name: keyof Columns) => cells[columns?.[name] ?? -1];
    const at = (name: keyof Columns) => {
      const found = cell(name);
      return found ? place(path, index, found.start, found.end) : whole;
    };
    const email = cell('email')?.text ?? '';
    const team = cell('team')?.text ?? '';
    const [from, until] = [cell('from')?.text ?? '', cell('until')?.text ?? ''];
    if (!/^[^\s@]+@[^\s@]+$|^@[^\s@]+$/.test(email)) {
      say(
        'The e-mail of this line is none; write an address as it stands in the history, or @login.',
        at('email'),
      );
      continue;
    }
    if (team === '') {
      say('This line names no team; write e-mail, team, and from and until where they matter.');
      continue;
    }
    const wrongDate = (['from', 'until'] as const).find(name => {
      const date = cell(name)?.text ?? '';
      return date !== '' && dateProblem(date) !== undefined;
    });
    if (wrongDate) {
      // What stands there is not repeated: with columns in another order it may be somebody's name.
      say(
        `"${wrongDate}" of this line is no date; write one as 2026-01-31, or leave it empty.`,
        at(wrongDate),
      );
      continue;
    }
    if (from !== '' && until !== '' && until < from) {
      say(`This ends on ${until}, before it begins on ${from}.`, at('until'));
      continue;
    }
    people.push({
      team: { name: team, at: at('team') },
      email: email.toLowerCase(),
      ...(from !== '' && { from }),
      ...(until !== '' && { until }),
    });
  }
  return { people, problems: withTheRest(problems, wrong) };
}

/** Of one file: more than anybody reads. */
const MOST_PROBLEMS = 20;

interface Columns {
  readonly email?: number;
  readonly team?: number;
  readonly from?: number;
  readonly until?: number;
}

const IN_ORDER: Columns = { email: 0, team: 1, from: 2, until: 3 };

function titled(cells: readonly string[]): Columns | undefined {
  const titles = cells.map(cell => cell.toLowerCase().replace(/[\s_-]/g, ''));
  if (cells.some(cell => cell.includes('@')) || !titles.some(title => title === 'email' || title === 'team'))
    return undefined;
  const column = (name: keyof Columns) => {
    const found = titles.indexOf(name);
    return found < 0 ? {} : { [name]: found };
  };
  return { ...column('email'), ...column('team'), ...column('from'), ...column('until') };
}

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Undefined where a quote is not closed: no field goes on in the next line. */
function cellsOf(line: string, separator: string): readonly Cell[] | undefined {
  const cells: Cell[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i <= line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    if (i < line.length && (quoted || line[i] !== separator)) continue;
    const raw = line.slice(start, i);
    const text = raw.trim();
    const plain = /^".*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
    const begin = start + raw.length - raw.trimStart().length;
    cells.push({ text: plain, start: begin, end: begin + text.length });
    start = i + 1;
  }
  return quoted ? undefined : cells;
}

function place(path: RepoPath, line: number, start: number, end: number): Place {
  return { path, range: { start: { line, character: start }, end: { line, character: end } } };
}

/** Nothing is left out silently: the last one says how many more there are. */
function withTheRest(problems: readonly Problem[], wrong: number): readonly Problem[] {
  const last = problems.at(-1);
  if (!last || wrong <= problems.length) return problems;
  return [
    ...problems.slice(0, -1),
    { ...last, message: `${last.message} (And ${wrong - problems.length} more lines of this file.)` },
  ];
}
