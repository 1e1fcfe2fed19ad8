import type { InlineIgnore } from '#core/facts/imports';
import { findIgnores, IGNORE_MARK, isGenerated } from './scan-comments.ts';
import { mayExportTypes } from './scan-exports.ts';
import { placed, type ScannedImport } from './scan-found.ts';
import { createTokenScan } from './scan-tokens.ts';
import { findInTree, parseTree } from './scan-tree.ts';
import type { TypeScript } from './typescript.ts';

/** What one file says about its imports, before anything is resolved. A function of its path and text alone. */
export interface FileScan {
  /** By position. */
  readonly imports: readonly ScannedImport[];
  readonly ignores: readonly InlineIgnore[];
  readonly generated: boolean;
  /** Names it may export as types; see `mayExportTypes`. */
  readonly mayExportTypes: readonly string[];
  /** Why its imports could not be read. */
  readonly unread?: UnreadReason;
}

export type UnreadReason = 'too-large' | 'not-parsed';

/** To be raised with every change of what a scan gives: it is part of the key under which results are kept. */
export const SCAN_VERSION = 2;

/** In characters. Beyond it a file that needs its whole tree is not read, only counted: it is no source a person wrote. */
export const LARGEST_TREE = 1_000_000;
/** In characters. Beyond it no file is read at all. */
export const LARGEST_SCAN = 4 * 1024 * 1024;

const tokens = createTokenScan();

/**
 * The scan of one file. It never throws.
 *
 * Imports are: `import` in all its forms, `export … from`, `import()`, `require()`, `require.resolve()`,
 * `import x = require()` and `import('x').T` in types. They are not: types named in JSDoc, `/// <reference>`,
 * `declare module 'x'`, `jest.mock('x')` and its like, `new URL('x', import.meta.url)`; none of these gives a name to use.
 *
 * Most files are read by their tokens only, up to the last possible import. Where tokens cannot tell this gives
 * `undefined`, and the whole tree has to be asked (`scanByTree`), for which TypeScript has to be there.
 */
export function scanByTokens(path: string, text: string): FileScan | undefined {
  if (text.length > LARGEST_SCAN) return { ...NOTHING, unread: 'too-large' };
  const quick = text.includes(IGNORE_MARK) ? undefined : tokens(text, isJsx(path));
  if (quick) return { imports: placed(text, quick), ignores: [], ...about(text) };
  return text.length > LARGEST_TREE ? { ...NOTHING, ...about(text), unread: 'too-large' } : undefined;
}

/** The same by the file's whole tree, for a text that `scanByTokens` left open. It never throws. */
export function scanByTree(ts: TypeScript, path: string, text: string): FileScan {
  try {
    const tree = parseTree(ts, path, text);
    return {
      imports: placed(text, findInTree(ts, tree)),
      ignores: text.includes(IGNORE_MARK) ? findIgnores(ts, tree) : [],
      ...about(text),
    };
  } catch {
    // The parser is recursive and gives up on what nests some thousands deep.
    return { ...NOTHING, ...about(text), unread: 'not-parsed' };
  }
}

function about(text: string): Pick<FileScan, 'generated' | 'mayExportTypes'> {
  return { generated: isGenerated(text), mayExportTypes: mayExportTypes(text) };
}

const NOTHING: FileScan = { imports: [], ignores: [], generated: false, mayExportTypes: [] };

/** TypeScript reads JSX in every file but `.ts`, `.mts` and `.cts`. */
export function isJsx(path: string): boolean {
  return !/\.[cm]?ts$/.test(path);
}
