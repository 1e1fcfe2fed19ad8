import type { ts } from 'ts-morph';
import { parseTree } from '../scan-tree.ts';
import type { TypeScript } from '../typescript.ts';

/** Module paths in calls of a test runner: `jest.mock('./x')`, `vi.importActual('./x')`. The offsets are those between the quotes. */
export interface PathString {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
}

export interface PathStrings {
  readonly mocked: readonly PathString[];
  /** What depends on where the file lies and cannot be rewritten, as it is written there. */
  readonly placed: readonly string[];
}

const RUNNERS = new Set(['jest', 'vi', 'vitest']);
const TAKES_PATH =
  /^(?:mock|unmock|doMock|doUnmock|dontMock|deepUnmock|setMock|createMockFromModule|unstable_mockModule|unstable_unmockModule|requireActual|requireMock|importActual|importMock)$/;

export function pathStringsIn(ts: TypeScript, path: string, text: string): PathStrings {
  const file = parseTree(ts, path, text);
  const mocked: PathString[] = [];
  const placed = new Set(file.referencedFiles.map(() => '/// <reference path>'));
  const open: ts.Node[] = [file];
  const push = (node: ts.Node): undefined => {
    open.push(node);
  };
  for (let node = open.pop(); node; node = open.pop()) {
    if (ts.isIdentifier(node) && /^__(?:dirname|filename)$/.test(node.text)) placed.add(node.text);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      if (node.name.text === 'meta') placed.add('import.meta');
    }
    // `declare module './x'` adds to another file by its path.
    if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name) && node.name.text.startsWith('.')) {
      placed.add(`declare module '${node.name.text}'`);
    }
    const argument =
      ts.isCallExpression(node) && takesPath(ts, node.expression) ? node.arguments[0] : undefined;
    if (argument && ts.isStringLiteralLike(argument)) {
      const start = argument.getStart(file) + 1;
      mocked.push({ specifier: argument.text, start, end: argument.end - 1 });
    }
    ts.forEachChild(node, push);
  }
  return { mocked: mocked.sort((a, b) => a.start - b.start), placed: [...placed].sort() };
}

function takesPath(ts: TypeScript, callee: ts.Node): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !TAKES_PATH.test(callee.name.text)) return false;
  let at: ts.Node = callee.expression;
  // `jest.mock('./a').mock('./b')`
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression))
    at = at.expression.expression;
  return ts.isIdentifier(at) && RUNNERS.has(at.text);
}
