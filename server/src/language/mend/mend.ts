/**
 * Mistyped words, read as they were meant. A parser that meets `calls stock asnc` gives up on the clause and stumbles
 * over the next one too. Here the words of a declaration are laid along the grammar once more, and the cheapest way to
 * make them fit is taken: a word read as a keyword that is close to it, or as the only one that can stand there, or left
 * out. Only words are mended; what fits no such way stays with the parser and its messages.
 */
import type { ClauseWords, Token } from '../words.ts';
import { wordDistance } from './close-word.ts';
import { type Spot, startSpot } from './spots.ts';

export interface Mend {
  readonly offset: number;
  readonly written: string;
  /** The keyword that is read in its place; undefined where the word is left out. */
  readonly meant: string | undefined;
  /** Whether the two words look alike. */
  readonly close: boolean;
  /** Begins a clause or a declaration. */
  readonly begins: boolean;
  /** The word that opens the block around it; undefined at the top of a file. */
  readonly block: string | undefined;
  /** The keywords that could stand there, without those that begin the next clause. */
  readonly expected: readonly string[];
}

const FAR = 2;
const UNKNOWN = 2.5;
const LEFT_OUT = 3;
/** Of one clause: beyond it too little of what was written is left. */
const MOST = 4.5;
/** Of one file and of one declaration: more than anybody mistypes, so that rubbish stays as cheap as it was. */
export const MOST_STUMBLES = 60;
const MOST_UNKNOWN = 200;
const MOST_TOKENS = 5_000;

const WORD = /^[A-Za-z_][\w-]*$/;

/** One way to read the words so far. */
interface Way {
  readonly spot: Spot;
  readonly cost: number;
  readonly mends: Chain | undefined;
}

interface Chain {
  readonly mend: Mend;
  readonly before: Chain | undefined;
}

type Ways = ReadonlyMap<Spot, Way>;

/**
 * The mends for the declarations in which the parser stumbled, or met words that it does not know.
 * @param stumbles the offsets where it did
 */
export function findMends(tokens: readonly Token[], stumbles: readonly number[], words: ClauseWords): Mend[] {
  const unknown = tokens.flatMap(({ tokenType }, i) => (tokenType.name === 'UNKNOWN' ? [i] : []));
  if (tokens.length === 0 || unknown.length > MOST_UNKNOWN) return [];
  const starts = declarationStarts(tokens, words);
  const concerned = new Set(unknown.map(token => lastAtMost(starts, token)));
  const offsets = tokens.map(({ startOffset }) => startOffset);
  for (const offset of stumbles) {
    const at = lastAtMost(offsets, offset);
    concerned.add(lastAtMost(starts, at));
    // What is missing at the end of a declaration is missed at the beginning of the next.
    if (at > 0) concerned.add(lastAtMost(starts, at - 1));
  }
  return [...concerned]
    .sort((a, b) => a - b)
    .flatMap(index => {
      const declaration = tokens.slice(starts[index], starts[index + 1]);
      return declaration.length > MOST_TOKENS ? [] : mendsOf(declaration, words);
    });
}

function declarationStarts(tokens: readonly Token[], words: ClauseWords): number[] {
  const starts = [0];
  for (const [i, { image, tokenType }] of tokens.entries()) {
    if (i > 0 && tokenType.name === image && words.top.has(image)) starts.push(i);
  }
  return starts;
}

/** The index of the last of sorted numbers that is not above a limit, or 0. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function mendsOf(tokens: readonly Token[], words: ClauseWords): Mend[] {
  const fresh = (spot: Spot, mends: Chain | undefined): Ways => new Map([[spot, { spot, cost: 0, mends }]]);
  const opener = openerOf(tokens);
  /** Where each open block begins; undefined for one that could not be followed. */
  const blocks: { readonly spot: Spot | undefined; readonly word: string }[] = [];
  let ways = fresh(startSpot(), undefined);
  /** What was sure before the clause at hand, and before the one above it. */
  let sure: Chain | undefined;
  let surer: Chain | undefined;
  let base = 0;
  let lost = false;

  for (const [i, token] of tokens.entries()) {
    const begins = i > 0 && beginsSegment(token, tokens[i - 1], blocks.length, opener, words);
    const block = blocks.at(-1);
    if (begins) {
      surer = sure;
      if (lost) {
        lost = block !== undefined && block.spot === undefined;
        if (!lost) ways = fresh(block?.spot ?? startSpot(), sure);
      } else sure = best(ways)?.mends;
      base = best(ways)?.cost ?? 0;
    }
    if (!lost) {
      let next = step(ways, token, base + MOST, block?.word);
      if (next.size === 0 && begins && block?.spot) {
        // The clause above is not complete, which is for the parser to say; this one is looked at all the same.
        sure = surer;
        base = 0;
        next = step(fresh(block.spot, sure), token, MOST, block.word);
      }
      if (next.size > 0) ways = next;
      else lost = true;
    }
    if (token.image === '{') {
      const opened = lost ? undefined : best(ways)?.spot;
      blocks.push({ spot: opened, word: blocks.length === 0 ? opener : '' });
    } else if (token.image === '}') {
      const closed = blocks.pop();
      const outer = blocks.at(-1);
      // Behind a block that was lost the next clause of the block around it begins anew.
      if (lost && closed && outer?.spot) {
        lost = false;
        ways = fresh(outer.spot, sure);
        base = 0;
      }
    }
  }
  const complete = new Map([...ways].filter(([spot]) => spot.ends));
  return listed(lost ? sure : complete.size > 0 ? best(complete)?.mends : sure);
}

/** `service` of `external service x`; the word as meant of a mistyped one is not needed. */
function openerOf(tokens: readonly Token[]): string {
  const [first, second] = tokens;
  return first?.image === 'external' && second?.image === 'service' ? 'service' : (first?.image ?? '');
}

/** Where a mistake in what came before is no reason to doubt what comes now. */
function beginsSegment(
  token: Token,
  previous: Token | undefined,
  depth: number,
  opener: string,
  words: ClauseWords,
): boolean {
  const { image, tokenType } = token;
  if (tokenType.name === image && /^[a-z]/.test(image)) return true;
  const onNewLine = (token.startLine ?? 0) > (previous?.endLine ?? previous?.startLine ?? 0);
  if (depth === 0 || !onNewLine || image === '{') return false;
  if (tokenType.name === 'UNKNOWN') return true;
  // Steps, members, settings and options begin with a name: there is one a line.
  return depth > 1 || !words.inBlock.has(opener);
}

/** Every way goes on by one token; of two that lead to the same place the cheaper one is kept. */
function step(ways: Ways, token: Token, most: number, block: string | undefined): Ways {
  const after = new Map<Spot, Way>();
  const take = (spot: Spot, cost: number, mends: Chain | undefined) => {
    if (cost <= most && cost < (after.get(spot)?.cost ?? Number.POSITIVE_INFINITY))
      after.set(spot, { spot, cost, mends });
  };
  const mayBeWrong = WORD.test(token.image) && token.tokenType.name !== token.image;
  for (const way of ways.values()) {
    for (const spot of way.spot.next) {
      const fits = costOf(token, spot);
      if (fits !== undefined) take(spot, way.cost + fits, way.mends);
    }
    if (!mayBeWrong) continue;
    const chain = (meant: string | undefined, close: boolean, begins: boolean): Chain => ({
      mend: {
        offset: token.startOffset,
        written: token.image,
        meant,
        close,
        begins,
        block,
        expected: expectedAfter(way.spot),
      },
      before: way.mends,
    });
    const only = mustBeOneOf(way.spot);
    for (const spot of way.spot.next) {
      const { keyword, begins } = spot;
      if (keyword === undefined || !/^[a-z]/.test(keyword) || keyword === token.image) continue;
      const distance = wordDistance(token.image, keyword);
      if (distance !== undefined) {
        const unlike = keyword[0] === token.image[0] ? 0 : 0.05;
        take(spot, way.cost + 1 + distance / 10 + unlike, chain(keyword, true, begins));
      } else if (only && !begins) take(spot, way.cost + FAR, chain(keyword, false, begins));
    }
    take(way.spot, way.cost + LEFT_OUT, chain(undefined, false, false));
  }
  return after;
}

/** What it costs that a token stands at a place as it is written; undefined: it cannot. */
function costOf({ image, tokenType }: Token, { keyword, terminal }: Spot): number | undefined {
  if (terminal === 'UNKNOWN') return tokenType.name === 'UNKNOWN' ? UNKNOWN : undefined;
  if (terminal === 'JUNK') return tokenType.name === 'JUNK' ? 0 : undefined;
  if (keyword !== undefined) return keyword === image ? 0 : undefined;
  return terminalOf(image) === terminal && tokenType.name !== image ? 0 : undefined;
}

/** By what is written: inside of what was not known every token has the same type. */
function terminalOf(image: string): string | undefined {
  if (image.startsWith('"')) return 'STRING';
  if (image.startsWith('@')) return 'SCOPED';
  if (/^\d+-/.test(image)) return 'DATE';
  if (/^\d/.test(image)) return 'NUMBER';
  return WORD.test(image) ? 'ID' : undefined;
}

/** Nothing but one of a few keywords can come next, so that any word there stands for it. */
function mustBeOneOf(spot: Spot): boolean {
  return (
    !spot.ends &&
    spot.next.size <= 3 &&
    [...spot.next].every(({ keyword }) => keyword && /^[a-z]/.test(keyword))
  );
}

function expectedAfter(spot: Spot): string[] {
  const keywords = [...spot.next].filter(({ begins }) => !begins).map(({ keyword }) => keyword ?? '');
  return [...new Set(keywords.filter(keyword => /^[a-z]/.test(keyword)))];
}

function best(ways: Ways): Way | undefined {
  let least: Way | undefined;
  for (const way of ways.values()) if (!least || way.cost < least.cost) least = way;
  return least;
}

function listed(chain: Chain | undefined): Mend[] {
  const mends: Mend[] = [];
  for (let link = chain; link; link = link.before) mends.push(link.mend);
  return mends.reverse();
}
