import type { Range, RepoPath } from './place.ts';

/** Every import of the tree, resolved. */
export interface ImportFacts {
  /** Sorted by path; one entry for each file that was read, also when it imports nothing. */
  readonly files: readonly FileImports[];
  /** Files in languages that are counted but not read (`.vue`, `.svelte`, …), by extension. */
  readonly unread: Readonly<Record<string, number>>;
}

export interface FileImports {
  readonly path: RepoPath;
  readonly imports: readonly ImportFact[];
  readonly ignores: readonly InlineIgnore[];
  /**
   * What this file exports as type and as value, and how it re-exports; for value-import-of-types.
   * Present only where that rule could need it: on files that some value import may take nothing but types from,
   * and on the files those re-export from. Absent means: no import of this file can be of types alone (stop there).
   */
  readonly exports?: FileExports;
  /** The header says the file is generated (`@generated`, `DO NOT EDIT`). */
  readonly generated: boolean;
}

export type ImportKind =
  | 'static' // import x, { y } from 's'
  | 'side-effect' // import 's'
  | 're-export' // export … from 's'
  | 'dynamic' // import('s')
  | 'require' // require('s'), require.resolve('s')
  | 'import-equals' // import x = require('s')
  | 'import-type'; // import('s').T

export interface ImportFact {
  /** As written, with escapes read; empty where it is not a literal. */
  readonly specifier: string;
  readonly kind: ImportKind;
  /** The whole import is erased: `import type`, `export type … from`, an import type, or every name marked `type`. */
  readonly typeOnly: boolean;
  readonly names: readonly ImportedName[];
  /** The specifier between its quotes, without them; the whole expression where it is not a literal. */
  readonly range: Range;
  /** The whole statement or call, for edits; from its first keyword to its end. */
  readonly statement: Range;
  readonly resolution: Resolution;
}

/**
 * `name` is the exported name: `default`, `*` for a namespace, `export *`, `import()`, `require()` and `import x = require()`,
 * which take the whole module. A side-effect import and `require.resolve` take no name.
 */
export interface ImportedName {
  readonly name: string;
  readonly typeOnly: boolean;
}

export type Resolution =
  | {
      readonly to: 'file';
      readonly path: RepoPath;
      readonly through: 'relative' | 'alias' | 'package' | 'package-imports';
      /**
       * Whether the package that holds the file offers it. For an import by the package's name: what `exports` say about
       * the subpath; one that `exports` does not list is still resolved to its file, so that it can be shown. For a
       * relative path or an alias into another package: whether the file is one of its entries. True inside one package,
       * where there is no `exports`, and where what `exports` lead to cannot be told because it is not built.
       */
      readonly exported: boolean;
    }
  /** A package that is not part of this repository. */
  | { readonly to: 'external'; readonly name: string }
  | { readonly to: 'builtin'; readonly name: string }
  | {
      readonly to: 'unresolved';
      readonly reason: UnresolvedReason;
      /**
       * The folder of the package of this repository that is meant, where only its file could not be found
       * (`not-built`, `not-in-package`): the import still couples the two modules.
       */
      readonly package?: RepoPath;
    };

export type UnresolvedReason =
  | 'no-such-file' // a relative path, or an alias whose target does not exist
  | 'not-installed-not-declared' // a bare name that no package.json above declares
  | 'not-built' // a file that exists only after a build and could not be mapped to source
  | 'not-in-package' // a path below a workspace package that does not exist
  | 'unknown-alias' // `@/x`, `~/x`, `#x`: no package can have this name, and no tsconfig or package.json explains it
  | 'virtual' // made by a bundler or framework while it runs: `virtual:…`, `astro:content`, `\0…`
  | 'not-a-literal' // import(expression), require(expression), require.resolve with search paths
  | 'outside-root' // a relative path that leaves the repository
  | 'excluded' // a file that exists but is excluded, git-ignored or a link
  | 'asset'; // a file that is no module of ours (.css, .svg, …), named by extension and absent

/** `// wiring-ignore-next-line ID: reason` (or `wiring-ignore-file`). A missing reason is itself a finding. */
export interface InlineIgnore {
  readonly rule: string;
  readonly reason: string;
  /** The line the ignore applies to, zero-based; -1 for the whole file; -2 for none, because it stands in a block comment. */
  readonly line: number;
  readonly range: Range;
}

export interface FileExports {
  /** Declared here as interface, type alias (or `declare`d type): erased at run time. */
  readonly types: readonly string[];
  /** Declared here as something that exists at run time. */
  readonly values: readonly string[];
  /** `export { a as b } from './x'`: exported name, name there, index into `imports`. `export *` has name `*`. */
  readonly through: readonly { readonly name: string; readonly original: string; readonly import: number }[];
}
