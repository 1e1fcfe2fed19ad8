/** The parser's complaints, in words for the person who typed. */
import { AbstractParserErrorMessageProvider, type LangiumDocument } from 'langium';
import type { Place, Position, Range, RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { wiringWords } from './clause-words.ts';
import { mendProblem } from './mend/mend-problems.ts';
import { canStandBare, isClosed, quoted } from './names.ts';
import { mendsIn } from './parser.ts';
import { TooMuch } from './too-much.ts';

/** More than anybody reads; a file of rubbish would otherwise give tens of thousands. */
const MOST_PROBLEMS = 50;

type ParserError = LangiumDocument['parseResult']['parserErrors'][number];

/**
 * Each mistake costs the parser a search through the rest of the file for where to go on, so a long file may have fewer
 * of them. Beyond this a file is rubbish; together with the largest file it keeps reading to about a second.
 */
function mostMistakes(length: number): number {
  return Math.min(1000, Math.max(80, Math.round(60_000_000 / length)));
}

/**
 * Leaves the message to `syntaxProblems`, which knows the text around; only what else is lost is passed on.
 * The parser asks for a message at each mistake, which makes this the place to stop it.
 */
export class BareMessages extends AbstractParserErrorMessageProvider {
  private left = 0;

  /** To be called before each parse, with the length of the text. */
  begin(length: number): void {
    this.left = mostMistakes(length);
  }

  /** @throws TooMuch after so many mistakes that the rest means nothing. */
  override buildMismatchTokenMessage({ expected }: { expected: { name: string } }): string {
    return this.count(expected.name);
  }
  override buildNotAllInputParsedMessage(): string {
    return this.count('');
  }
  override buildNoViableAltMessage(): string {
    return this.count('');
  }
  override buildEarlyExitMessage(): string {
    return this.count('');
  }

  private count(message: string): string {
    if (this.left-- === 0) throw new TooMuch('mistakes');
    return message;
  }
}

export function syntaxProblems(path: RepoPath, document: LangiumDocument): Problem[] {
  const text = document.parseResult.value.$cstNode?.root.fullText ?? '';
  const at = (start: number, end: number): Place => ({
    path,
    range: { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) },
  });
  const problems: Problem[] = [];
  const covered: Range[] = [];
  const add = (problem: Problem) => {
    // One mistake is one problem: a run of characters that cannot be read often upsets the parser right there too.
    if (covered.some(range => overlaps(range, problem.place.range))) return;
    covered.push(problem.place.range);
    problems.push(problem);
  };
  for (const unclosed of unclosedProblems(path, document)) add(unclosed);
  for (const error of document.parseResult.lexerErrors.slice(0, MOST_PROBLEMS)) {
    add(unreadable(text, error.offset, error.offset + error.length, at));
  }
  for (const mend of mendsIn(document.parseResult).slice(0, MOST_PROBLEMS)) {
    add(mendProblem(mend, at(mend.offset, mend.offset + mend.written.length)));
  }
  for (const error of document.parseResult.parserErrors.slice(0, MOST_PROBLEMS))
    add(parserProblem(error, text, at));
  problems.sort((a, b) => compare(a.place.range.start, b.place.range.start));
  return problems.slice(0, MOST_PROBLEMS);
}

/** Texts without their closing quote, and comments without their end: lexed kindly, and said. */
function unclosedProblems(path: RepoPath, document: LangiumDocument): Problem[] {
  const root = document.parseResult.value.$cstNode;
  const text = root?.root.fullText ?? '';
  const problems: Problem[] = [];
  const say = (start: number, end: number, message: string, closing: string) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const range = {
      start: document.textDocument.positionAt(start),
      end: document.textDocument.positionAt(end),
    };
    const edits = [{ path, range: { start: range.end, end: range.end }, newText: closing }];
    const suggestions = closing === '"' ? [{ title: 'Close the quotes', edits }] : [];
    problems.push({ code: 'syntax', severity: 'error', message, place: { path, range }, suggestions });
  };
  for (const match of text.matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[^\r\n]|[^"\\\r\n])*"?/g)) {
    const [found] = match;
    const start = match.index;
    if (found.startsWith('"') && !isClosed(found)) {
      const trimmed = found.trimEnd();
      say(
        start,
        start + trimmed.length,
        'This text has no closing quote; a text ends on the line it begins.',
        '"',
      );
    } else if (found.startsWith('/*') && !(found.length >= 4 && found.endsWith('*/'))) {
      // `'packages/**'` is a mistake of its own, at its quotes.
      if (/'[^'"\r\n]*$/.test(text.slice(Math.max(0, start - 200), start))) continue;
      say(
        start,
        start + 2,
        'This comment is never closed, so that everything below is left out; end it with */.',
        '*/',
      );
    }
  }
  return problems;
}

function unreadable(
  text: string,
  start: number,
  end: number,
  at: (start: number, end: number) => Place,
): Problem {
  const single = /^'([^'"\r\n]*)'/.exec(text.slice(start, start + 200));
  if (single) {
    const [found, inside = ''] = single;
    const place = at(start, start + found.length);
    const message = `Names and paths stand in double quotes: write ${quoted(inside)}.`;
    return { ...problem(message, place), ...fix(`Write ${quoted(inside)}`, place, quoted(inside)) };
  }
  const run = runAround(text, start, end);
  const written = text.slice(run.start, run.end);
  if (end === run.end && /^[\w-]*[:;=]$/.test(written)) {
    const place = at(start, end);
    const message = `${shown(text.slice(start, end))} has no meaning here: a value stands directly behind its word, and nothing ends a line.`;
    return { ...problem(message, place), ...fix('Remove it', place, '') };
  }
  if (/^-\d[\d.]*$/.test(written)) {
    const place = at(run.start, run.end);
    const message = `${written} is below zero, and no number of the language can be: write it without "-".`;
    return { ...problem(message, place), ...fix(`Write ${written.slice(1)}`, place, written.slice(1)) };
  }
  if (/[\p{L}\p{N}]/u.test(written) && written.length < 200) {
    return quoteIt(written, at(run.start, run.end));
  }
  const found = text.slice(start, Math.min(end, start + 20));
  return problem(
    `${shown(found)} has no meaning here; names with unusual characters, and paths, are written in quotes.`,
    at(start, end),
  );
}

function quoteIt(written: string, place: Place): Problem {
  const bare = written.replace(/^'+|'+$/g, '');
  return {
    ...problem(
      `${written} has to be in quotes: a bare name has only letters, digits, "_" and single "-", and begins with a letter.`,
      place,
    ),
    suggestions: [
      {
        title: `Write ${quoted(bare)}`,
        edits: [{ path: place.path, range: place.range, newText: quoted(bare) }],
      },
    ],
  };
}

function parserProblem(error: ParserError, text: string, at: (start: number, end: number) => Place): Problem {
  const { token, context } = error;
  const previous = 'previousToken' in error ? (error.previousToken as typeof token | undefined) : undefined;
  const rules = context.ruleStack.map(rule => rule.replace('\u200B', ''));
  const atEnd = Number.isNaN(token.startOffset) || token.tokenType.name === 'EOF';
  const start = atEnd ? text.length : token.startOffset;
  const end = atEnd ? text.length : (token.endOffset ?? start) + 1;
  const before = previous !== undefined && !Number.isNaN(previous.startOffset) ? previous : undefined;
  const unclosed = atEnd || wiringWords().top.has(token.image);
  const expected = expectation(rules, error.message, unclosed);
  const beforeEnd = before ? (before.endOffset ?? before.startOffset) + 1 : 0;
  const onLaterLine = before !== undefined && /[\r\n]/.test(text.slice(beforeEnd, start));
  if (before && (atEnd || onLaterLine)) {
    return problem(`Expected ${expected} after ${shown(before.image)}.`, at(before.startOffset, beforeEnd));
  }
  const run = runAround(text, start, end);
  const written = text.slice(run.start, run.end);
  const asksName = rules.at(-1) === 'Name';
  if (asksName && /^[\w@./-]+$/.test(written) && !canStandBare(written))
    return quoteIt(written, at(run.start, run.end));
  if (token.image === '}' && isTop(rules.at(-1))) {
    return {
      ...problem('This } closes nothing; there is one too many.', at(start, end)),
      ...fix('Remove it', at(start, end), ''),
    };
  }
  if (token.image === ',' && /\bowner\b[^\r\n,]*$/.test(text.slice(Math.max(0, start - 300), start))) {
    const message =
      'Owners are joined by "or" (any of them will do) or by "and" (each is needed), not by a comma.';
    return { ...problem(message, at(start, end)), ...fix('Write or', at(start, end), ' or') };
  }
  return problem(`Expected ${expected} here, found ${shown(text.slice(start, end))}.`, at(start, end));
}

function fix(title: string, place: Place, newText: string): Pick<Problem, 'suggestions'> {
  return { suggestions: [{ title, edits: [{ path: place.path, range: place.range, newText }] }] };
}

function isTop(rule: string | undefined): boolean {
  return rule === undefined || rule === '' || rule === 'WiringFile' || rule === 'Element';
}

function problem(message: string, place: Place): Problem {
  return { code: 'syntax', severity: 'error', message, place, suggestions: [] };
}

/** What a rule was waiting for. The innermost rule tells the sort of thing, the ones around it what it is for. */
function expectation(rules: readonly string[], token: string, unclosed: boolean): string {
  const inner = rules.at(-1) ?? '';
  const outer = rules.at(-2) ?? '';
  if (token === 'STRING') return STRINGS.get(inner) ?? 'a text in quotes';
  if (token === 'DATE') return 'a date such as 2026-01-31';
  if (token === 'NUMBER')
    return inner === 'Duration'
      ? 'a duration such as 2 weeks'
      : inner === 'Percent'
        ? 'a share such as 99.9%'
        : 'a number';
  if (token === '}' && unclosed) return `the } that closes the ${blockName(inner)}`;
  if (token === '}') return `a clause of the ${blockName(inner)} (${clausesOf(inner)}) or a closing }`;
  if (inner === 'Name') return NAMES.get(outer) ?? 'a name';
  if (inner === 'Unit') return 'a unit: ms, s, minutes, hours, days, weeks, months or years';
  if (inner === 'Value') return 'a value such as 50%, 3, 2 weeks or a word';
  if (inner === 'Uses') return 'a module\'s name, or "nothing",';
  if ((inner === 'Channel' || inner === 'Interaction') && token !== 'by')
    return '-> (one way) or <-> (both ways), then the other team';
  if (inner === 'Waits')
    return token === 'for' ? '"for" or "at once"' : '"for feed NAME 2 weeks", "for queue NAME" or "at once"';
  if (inner === 'Deploys') return '"one at a time", "together with" or "alone"';
  if (inner === 'AtMost' && token === '') return '"teams"';
  if (isTop(inner)) return `a declaration (${[...wiringWords().top].join(', ')})`;
  if (/^[a-z%{]/.test(token)) return `"${token}"`;
  return `a clause of the ${blockName(inner.replace(/Clause$/, ''))} (${clausesOf(inner.replace(/Clause$/, ''))})`;
}

const STRINGS: ReadonlyMap<string, string> = new Map([
  ['GlobList', 'a path in quotes, such as "packages/cart/**",'],
  ['Path', 'a path in quotes, such as "packages/cart/**",'],
  ['Because', 'a reason in quotes'],
  ['Lead', 'a person in quotes, such as "dana@example.org",'],
  ['Member', 'an e-mail address in quotes'],
]);

const NAMES: ReadonlyMap<string, string> = new Map([
  ...['Owner', 'Built', 'Operated', 'Paged', 'Channel', 'Team', 'RunBy', 'Serves', 'LedBy', 'Step'].map(
    rule => [rule, "a team's name"] as const,
  ),
  ...['Uses', 'ModuleList', 'Runs', 'Carries', 'Module'].map(rule => [rule, "a module's name"] as const),
  ...['Calls', 'Deploys', 'Service'].map(rule => [rule, "a service's name"] as const),
  ...['Publishes', 'Event', 'Consumes'].map(rule => [rule, "an event's name"] as const),
  ['Group', "a group's name"],
  [
    'Interaction',
    "a team's name, or how the two work together (as-a-service, collaboration or facilitating)",
  ],
  ['Queue', "a queue's name"],
  ['Initiative', "an initiative's name"],
  ['Flow', "a flow's name"],
  ['Capability', 'the name of a capability, or of a service, module or team that provides it'],
  ['Touches', "a module's or a team's name"],
  ['Waits', 'the name of what is waited for'],
  ['Access', 'ticket, self-service or embedded'],
  ['Couch', "a couch's name"],
  ['Accept', "a rule's name"],
  ['RuleSetting', "a rule's name"],
  ['Handle', 'a handle such as "@acme/checkout"'],
  ['Organization', "the organization's name"],
  ['On', 'module, team, service, couch or path, and its name'],
  ['Between', 'the names of two modules, teams or services'],
]);

function blockName(rule: string): string {
  return rule === 'RuleSetting' ? 'rule' : rule.toLowerCase();
}

function clausesOf(rule: string): string {
  const clauses = wiringWords().inBlock.get(rule.toLowerCase());
  return clauses
    ? [...clauses].join(', ')
    : rule === 'Members'
      ? 'e-mail addresses in quotes'
      : 'names with values';
}

/** The text without blanks around an offset, so that `cart.api` is shown whole and not as ".". */
function runAround(text: string, start: number, end: number): { start: number; end: number } {
  const stops = /[\s",{}<>]/;
  let from = start;
  let to = end;
  while (from > 0 && start - from < 200 && !stops.test(text[from - 1] ?? ' ')) from--;
  while (to < text.length && to - end < 200 && !stops.test(text[to] ?? ' ')) to++;
  return { start: from, end: to };
}

function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const clean = short.replace(/[\u0000-\u001f\u007f-\u009f]/g, '�');
  return clean.includes('"') ? clean : `"${clean}"`;
}

/** Whether two ranges share a character. */
export function overlaps(a: Range, b: Range): boolean {
  return compare(a.start, b.end) < 0 && compare(b.start, a.end) < 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
