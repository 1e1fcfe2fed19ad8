/**
 * Decides, before the grammar sees them, which words are keywords and which may be names.
 *
 * Every keyword of the language can be a name, because real repositories have packages called `core`, `queue` or
 * `path`. That makes a half-typed `uses` followed by the line `owner Checkout` read as "uses the module owner".
 * So a keyword that stands where a clause can start, and is followed on its line as a clause would be, is a keyword
 * and nothing else; anywhere else it is both. The reader needs one line to tell, and so does this function.
 */
import type { LexerResult } from 'langium';

export type Token = LexerResult['tokens'][number];

export interface ClauseWords {
  /** The words that begin a declaration at the top of a file. */
  readonly top: ReadonlySet<string>;
  /** By the word that opens a block (`module`): the words that begin a clause in it. */
  readonly inBlock: ReadonlyMap<string, ReadonlySet<string>>;
  /** The words at the top that open a block of any sort. */
  readonly openers: ReadonlySet<string>;
  /** Words that only begin clauses and never stand inside one (`path`, but not `from`). */
  readonly onlyFirst: ReadonlySet<string>;
  /** Every keyword made of letters. */
  readonly keywords: ReadonlySet<string>;
  /** Every other keyword (`->`), the longest first. */
  readonly symbols: readonly string[];
}

/** What a token turns out to be: `first` begins a clause, `either` is a keyword or a name, `unknown` begins nothing known. */
export type WordRole = 'first' | 'either' | 'unknown' | 'junk' | 'other';

interface Block {
  readonly clauses: ReadonlySet<string> | undefined;
}

const ARROWS = new Set(['->', '<->']);
const WORD = /^[A-Za-z_][\w-]*$/;

/** One role for each token. Linear in the number of tokens. */
export function wordRoles(tokens: readonly Token[], words: ClauseWords): WordRole[] {
  const roles: WordRole[] = new Array(tokens.length);
  let blocks: Block[] = [];
  let head = '';
  let doubtful = false;
  /** Inside an unknown construct: how many braces are open in it. */
  let junk = -1;

  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const text = token.image;
    const previous = tokens[i - 1];
    const next = tokens[i + 1];
    const first = startsLine(token, previous);
    const clauses = blocks.length === 0 ? words.top : blocks[blocks.length - 1]?.clauses;

    if (junk >= 0) {
      const ends = endsJunk(token, previous, next, tokens[i + 2], junk, blocks.length > 0, clauses, words);
      if (!ends) {
        if (text === '{') junk++;
        if (text === '}') junk--;
        roles[i] = 'junk';
        continue;
      }
      junk = -1;
    }

    if (text === '{') {
      const opener = openerBefore(tokens, i, words) ?? (doubtful ? '' : head);
      blocks.push({ clauses: words.inBlock.get(opener) });
      head = '';
      doubtful = false;
      roles[i] = 'other';
    } else if (text === '}') {
      blocks.pop();
      head = '';
      roles[i] = 'other';
    } else if (!WORD.test(text)) {
      roles[i] = 'other';
    } else if (first && blocks.length > 0 && clauses === undefined && isStep(token, next, tokens[i + 2])) {
      roles[i] = 'other';
    } else if (first && words.keywords.has(text)) {
      const inOwnBlock =
        clauses?.has(text) === true &&
        (beginsClause(token, previous, next, words) ||
          (blocks.length === 0 && head !== 'service' && opensAfterComma(token, previous, next)));
      const atTop =
        blocks.length > 0 && words.top.has(text) && beginsDeclaration(token, previous, next, tokens[i + 2]);
      if (inOwnBlock || atTop) {
        // A declaration inside a block means that the block was not closed: the next lines belong to the declaration.
        if (!inOwnBlock) blocks = [];
        roles[i] = 'first';
        head = text;
        doubtful = false;
      } else if (misplaced(text, clauses, previous, words)) {
        roles[i] = 'unknown';
        junk = 0;
      } else roles[i] = 'either';
    } else if (first && misplaced(text, clauses, previous, words)) {
      roles[i] = 'unknown';
      junk = 0;
    } else {
      roles[i] = 'either';
      // `team A service x known as y {` on one line: whose block it is cannot be told by the first word.
      if (blocks.length === 0 && words.inBlock.has(text) && previous?.image !== head) doubtful = true;
    }
  }
  return roles;
}

/** The word that opens a block, where the words directly before its brace tell: `module cart {`, `team A in B {`, `history {`. */
function openerBefore(tokens: readonly Token[], brace: number, words: ClauseWords): string | undefined {
  const before = tokens[brace - 2]?.image;
  const opener = before === 'in' ? tokens[brace - 4]?.image : before;
  // Behind a comma it is the last of a list: `known as cart, couch {`.
  const nameless = before === ',' ? undefined : tokens[brace - 1]?.image;
  return [opener, nameless].find(word => word !== undefined && words.openers.has(word));
}

/** The first word of a line, of a block, or after a block. */
function startsLine(token: Token, previous: Token | undefined): boolean {
  return (
    previous === undefined || previous.image === '{' || previous.image === '}' || onLaterLine(token, previous)
  );
}

function onLaterLine(token: Token, previous: Token): boolean {
  return (token.startLine ?? 0) > (previous.endLine ?? previous.startLine ?? 0);
}

function beginsClause(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  words: ClauseWords,
): boolean {
  if (previous !== undefined && ARROWS.has(previous.image)) return false;
  const alone = next === undefined || next.image === '}' || onLaterLine(next, token);
  if (!alone && (next.image === ',' || ARROWS.has(next.image))) return false;
  // A comma, or a keyword at the end of its line, asks for a name: a word alone on the next line is that name.
  return !((alone || next.image === '{') && asksForName(token, previous, words));
}

/**
 * `history {` behind a list at the top of a file that ends with a comma: no name of such a list opens a block, but for the
 * last of the names that a service is known as.
 */
function opensAfterComma(token: Token, previous: Token | undefined, next: Token | undefined): boolean {
  return previous?.image === ',' && next?.image === '{' && onLaterLine(token, previous);
}

/** Stricter than `beginsClause`, because most words in a block that could begin a declaration do not. */
function beginsDeclaration(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  afterNext: Token | undefined,
): boolean {
  // No declaration begins with a list: `module cart, pricing` in a couch lacks an s.
  if (afterNext?.image === ',' && next?.image.startsWith('"') === false) return false;
  if (previous !== undefined && ARROWS.has(previous.image)) return false;
  if (next === undefined || onLaterLine(next, token)) return false;
  return (
    WORD.test(next.image) || next.image.startsWith('@') || next.image.startsWith('"') || next.image === '{'
  );
}

/** `module by Checkout …` in a flow: a step called module, and no module called by. */
function isStep(token: Token, by: Token | undefined, team: Token | undefined): boolean {
  if (by?.image !== 'by' || team === undefined || onLaterLine(team, token)) return false;
  return WORD.test(team.image) || team.image.startsWith('@') || team.image.startsWith('"');
}

function asksForName(token: Token, previous: Token | undefined, words: ClauseWords): boolean {
  if (previous === undefined || !onLaterLine(token, previous)) return false;
  return previous.image === ',' || words.keywords.has(previous.image);
}

/** A first word that begins no clause here and continues none. */
function misplaced(
  text: string,
  clauses: ReadonlySet<string> | undefined,
  previous: Token | undefined,
  words: ClauseWords,
): boolean {
  if (clauses === undefined || clauses.has(text)) return false;
  if (words.keywords.has(text) && !words.onlyFirst.has(text)) return false;
  if (previous === undefined || previous.image === '{' || previous.image === '}') return true;
  return previous.image !== ',' && !ARROWS.has(previous.image) && !words.keywords.has(previous.image);
}

/**
 * An unknown construct goes on to the next line that begins something known, or to the end of its block. Inside its own
 * braces nothing is known, except a declaration at the very start of a line: there a brace is missing.
 */
function endsJunk(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  afterNext: Token | undefined,
  depth: number,
  inBlock: boolean,
  clauses: ReadonlySet<string> | undefined,
  words: ClauseWords,
): boolean {
  if (depth === 0 && token.image === '}') return inBlock;
  if (!startsLine(token, previous) || !words.keywords.has(token.image))
    return depth === 0 && newUnknown(token, previous);
  if (depth === 0 && clauses?.has(token.image)) return true;
  return (
    token.startColumn === 1 &&
    words.top.has(token.image) &&
    beginsDeclaration(token, previous, next, afterNext)
  );
}

/** Two unknown constructs one under the other are two problems, each at its place. */
function newUnknown(token: Token, previous: Token | undefined): boolean {
  return (
    previous !== undefined && previous.image !== ',' && onLaterLine(token, previous) && WORD.test(token.image)
  );
}
