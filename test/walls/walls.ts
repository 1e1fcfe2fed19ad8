/** The entry points wire everything, so no wall binds them. */
export const ENTRY_POINTS: readonly string[] = [
  'server/src/main.ts',
  'server/src/command-line.ts',
  'server/src/lsp-main.ts',
  'server/src/lsp-rest.ts',
  'server/src/history-thread.ts',
  'server/src/kept-review.ts',
  'server/src/parts.ts',
];

interface Wall {
  /** Folders, or single files, that make the room. A file named here leaves the room of its folder. */
  readonly holds: readonly string[];
  /** Rooms, packages and built-ins it may import; `x*` is a prefix. */
  readonly may: readonly string[];
  /** Said when the wall is broken, to somebody who has never seen it. */
  readonly sentence: string;
}

export const WALLS: Readonly<Record<string, Wall>> = {
  core: {
    holds: ['server/src/core'],
    may: ['graph library'],
    sentence: 'is pure: it thinks about facts, and knows of no files, git, editor, clock or library',
  },
  // Finding communities is a field of its own with many ways to be subtly wrong; a kept library does it, and it is as pure
  // as core: it is given a graph and a seeded generator, and gives back numbers.
  'graph library': {
    holds: ['server/src/core/measures/louvain.ts'],
    may: ['core', 'graphology', 'graphology-communities-louvain'],
    sentence: 'is the one file of core that knows a library: graphs go in, communities come out',
  },
  'language interface': {
    holds: ['server/src/language/language.ts'],
    may: ['core'],
    sentence: 'says what the language gives, without Langium',
  },
  language: {
    holds: ['server/src/language'],
    may: [
      'core',
      'language interface',
      'langium',
      'langium/*',
      'vscode-languageserver*',
      'chevrotain-allstar',
    ],
    sentence:
      'is the only room that knows a syntax tree; it gives facts and editor answers and reads no file',
  },
  'platform interface': {
    holds: [
      'server/src/platform/file-system.ts',
      'server/src/platform/git.ts',
      'server/src/platform/work-tree.ts',
      'server/src/platform/cache.ts',
      'server/src/platform/trace-files.ts',
      'server/src/platform/ref-names.ts',
    ],
    may: ['core'],
    sentence: 'says what a platform offers, without Node',
  },
  platform: {
    holds: ['server/src/platform'],
    may: ['core', 'platform interface', 'node:*'],
    sentence: 'is where Node, the disk and git live; it judges nothing',
  },
  sources: {
    holds: ['server/src/sources'],
    may: ['core', 'platform interface', 'node:*', 'ts-morph', '@ts-morph/common', 'jsonc-parser', 'yaml'],
    sentence: 'turns inputs into facts, through the interfaces of the platform and never past them',
  },
  session: {
    holds: ['server/src/session'],
    may: ['core', 'language interface', 'platform interface'],
    sentence: 'orders the steps and remembers; it is given its parts and chooses none',
  },
  lsp: {
    holds: ['server/src/lsp'],
    may: [
      'core',
      'session',
      'protocol',
      'language interface',
      'language',
      'vscode-languageserver*',
      'vscode-uri',
      'node:*',
    ],
    sentence:
      'is the only room that speaks the Language Server Protocol to an editor; it never meets the command line',
  },
  cli: {
    holds: ['server/src/cli'],
    may: ['core', 'session', 'node:*', 'picocolors'],
    sentence:
      'speaks to a terminal; it never meets the editor, and gets platform and sources from the entry point',
  },
  protocol: {
    holds: ['server/src/lsp/protocol.ts'],
    may: [],
    sentence: 'is the one file that the editor and the server share; it holds types and names only',
  },
  client: {
    holds: ['client/src'],
    may: ['protocol', 'vscode', 'vscode-languageclient*', 'node:*'],
    sentence:
      'is the only importer of vscode; it analyses nothing and shares only a protocol file with the server',
  },
};
