import { LOG_FORMAT } from './git-log-parse.ts';

/**
 * The command that reads history. Everything a repository's or a person's configuration could change about the answer
 * (`diff.renames`, `diff.relative`, `log.showRoot`, `trailer.separators`, …) is said here.
 */
export function logArguments(options: {
  /** Commit to begin with. */
  readonly tip: string;
  /** Missing file contents may not be read: only files moved without any change are told as renamed. */
  readonly exactRenames: boolean;
  /** Changes of the current folder only, with paths from there. */
  readonly relative: boolean;
}): readonly string[] {
  return [
    ...SETTINGS,
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '-z',
    ...diffArguments(options),
    ...PRESENTATION,
    LOG_FORMAT,
    options.tip,
    '--',
  ];
}

/** What the commits below `newest` and not below `oldest` say about their authors; no files. */
export function authorArguments(newest: string, oldest: string | undefined): readonly string[] {
  const below = oldest === undefined ? [] : [`^${oldest}`];
  return [...SETTINGS, 'log', '-s', '-z', ...PRESENTATION, LOG_FORMAT, newest, ...below, '--'];
}

/** What differs between two commits, with renames followed the same way. */
export function differenceArguments(
  from: string,
  to: string,
  options: { readonly exactRenames: boolean; readonly relative: boolean },
): readonly string[] {
  return ['diff-tree', '-r', '-z', ...diffArguments(options), from, to, '--'];
}

function diffArguments(options: {
  readonly exactRenames: boolean;
  readonly relative: boolean;
}): readonly string[] {
  return [
    '--raw',
    '--no-abbrev',
    options.exactRenames ? '-M100%' : '-M90%',
    // Beyond this many pairs git looks at identical contents only; stated, so that no setting moves it.
    '-l1000',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=none',
    options.relative ? '--relative' : '--no-relative',
  ];
}

const SETTINGS: readonly string[] = [
  ...['log.showRoot=true', 'trailer.separators=:', 'core.commentChar=#'].flatMap(setting => ['-c', setting]),
];

const PRESENTATION: readonly string[] = [
  '--no-show-signature',
  '--no-mailmap',
  '--no-notes',
  '--no-color',
  '--no-decorate',
  '--encoding=UTF-8',
];
