/**
 * Lays a file out: one clause a line, two blanks for each level, one blank between words. Only blanks and line ends
 * change, so that comments, commas and the writer's own line breaks within a list stay. Laying out twice changes nothing.
 */
import { AstUtils, CstUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import * as ast from '../generated/ast.ts';
import { mendsIn } from '../parser.ts';

interface Block {
  readonly open: number;
  /** Stays on the line of its opening brace. */
  readonly inline: boolean;
}

/** None while the file has syntax errors: what could not be read cannot be laid out either. */
export function formatEdits(path: RepoPath, document: LangiumDocument): TextEdit[] {
  const { parserErrors, lexerErrors, value } = document.parseResult;
  const root = value.$cstNode;
  if (!root || parserErrors.length > 0 || lexerErrors.length > 0) return [];
  if (mendsIn(document.parseResult).length > 0 || AstUtils.streamAst(value).some(ast.isUnknown)) return [];
  const text = root.root.fullText;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const leaves = CstUtils.flattenCst(root).toArray();
  const starts = lineStarts(value);
  const blocks: Block[] = [];
  const edits: TextEdit[] = [];
  const replace = (start: number, end: number, newText: string) => {
    if (text.slice(start, end) === newText) return;
    const range = {
      start: document.textDocument.positionAt(start),
      end: document.textDocument.positionAt(end),
    };
    edits.push({ path, range, newText });
  };

  for (const [i, leaf] of leaves.entries()) {
    const previous = leaves[i - 1];
    const closed = leaf.text === '}' ? blocks.pop() : undefined;
    const from = previous ? previous.end : 0;
    const gap = text.slice(from, leaf.offset);
    if (!previous) replace(from, leaf.offset, gap.startsWith('\uFEFF') ? '\uFEFF' : '');
    else {
      const want = wanted({ leaf, previous, next: nextWord(leaves, i), gap, starts, blocks, closed });
      const empty = want.level !== undefined && want.mayBeEmpty && hasEmptyLine(gap) && previous.text !== '{';
      const line = lineEnd + (empty ? lineEnd : '') + '  '.repeat(want.level ?? 0);
      replace(from, leaf.offset, want.level === undefined ? want.blank : line);
    }
    if (leaf.text === '{') blocks.push({ open: i, inline: staysInline(leaves, i, starts) });
  }
  const last = leaves.at(-1);
  if (last) replace(last.end, text.length, lineEnd);
  return edits;
}

interface Gap {
  readonly leaf: LeafCstNode;
  readonly previous: LeafCstNode;
  /** The next leaf that is no comment, from this one on. */
  readonly next: LeafCstNode | undefined;
  readonly gap: string;
  readonly starts: ReadonlySet<number>;
  readonly blocks: readonly Block[];
  readonly closed: Block | undefined;
}

/** What stands before a leaf: blanks on the same line, or a new line with its level. */
type Want =
  | { readonly level?: undefined; readonly blank: string }
  | { readonly level: number; readonly mayBeEmpty: boolean };

function wanted({ leaf, previous, next, gap, starts, blocks, closed }: Gap): Want {
  const broken = gap.includes('\n');
  const level = blocks.length;
  const afterComment = previous.hidden && previous.text.startsWith('//');
  const inline = blocks.at(-1)?.inline === true;
  if (closed) {
    if (previous.text === '{') return { blank: '' };
    return closed.inline ? { blank: ' ' } : { level, mayBeEmpty: false };
  }
  if (leaf.hidden) {
    // Comments that stand in a column keep their distance.
    if (!broken && !afterComment) return { blank: leaf.text.startsWith('//') && gap !== '' ? gap : ' ' };
    const continues = next !== undefined && next.text !== '}' && !starts.has(next.offset);
    return { level: level + (continues ? 1 : 0), mayBeEmpty: !continues };
  }
  if (starts.has(leaf.offset) && !inline) return { level, mayBeEmpty: true };
  if (afterComment) return { level: level + 1, mayBeEmpty: false };
  if (leaf.text === ',' || leaf.text === '%') return { blank: '' };
  if (leaf.text === '{' || !broken || inline) return { blank: ' ' };
  return { level: level + 1, mayBeEmpty: false };
}

/** Of several empty lines one is kept. */
function hasEmptyLine(gap: string): boolean {
  return gap.split('\n').length > 2;
}

/** A block of one clause that stood on one line stays there; so do a rule's options, however many. */
function staysInline(leaves: readonly LeafCstNode[], open: number, starts: ReadonlySet<number>): boolean {
  const line = leaves[open]?.range.start.line;
  const isOptions = ast.isRuleSetting(leaves[open]?.astNode);
  let depth = 0;
  let items = 0;
  for (let i = open; i < leaves.length; i++) {
    const leaf = leaves[i];
    if (leaf === undefined || leaf.range.end.line !== line) return false;
    if (leaf.text === '{' && !leaf.hidden) depth++;
    if (leaf.text === '}' && !leaf.hidden && --depth === 0) return true;
    if (starts.has(leaf.offset) && !isOptions && depth === 1 && ++items > 1) return false;
  }
  return false;
}

/** Where declarations, clauses and the items of blocks begin. */
function lineStarts(root: ReturnType<typeof AstUtils.findRootNode>): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const node of AstUtils.streamAllContents(root)) {
    const listed = node.$containerProperty;
    const begins =
      listed === 'elements' ||
      listed === 'members' ||
      listed === 'steps' ||
      listed === 'settings' ||
      listed === 'options';
    // The clauses of an accept go on in its line.
    const clause = listed === 'clauses' && !ast.isAccept(node.$container);
    if ((begins || clause) && node.$cstNode) starts.add(node.$cstNode.offset);
  }
  return starts;
}

function nextWord(leaves: readonly LeafCstNode[], from: number): LeafCstNode | undefined {
  let i = from;
  while (leaves[i]?.hidden) i++;
  return leaves[i];
}
