import type { Written } from '#core/facts/file-move';
import type { SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import type { Session } from '#session/snapshot';

/** Everything outside that a command may reach. The entry point makes the real one. */
export interface World {
  readonly version: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean };
  /** Fires when the user interrupts. */
  readonly signal: AbortSignal;
  /** One line on stderr that the next one replaces; `''` clears it. */
  progress(line: string): void;
  /** Finds the root a path belongs to and opens it. @throws UsageError when there is no such folder. */
  open(request: OpenRequest): Promise<Opened>;
  /** Makes a file that must not exist yet; `false` when it does. */
  create(absolutePath: string, text: string): boolean;
  /**
   * Edits texts and moves files below the root, all of it or nothing; no file is ever written over that was not planned on.
   * @returns what the system says against it; `undefined` when all is done.
   */
  carryOut(opened: Opened, written: Written): string | undefined;
  /** Speaks the Language Server Protocol on stdin and stdout until the client leaves. */
  serve(): Promise<void>;
  /** What `doctor` reports about the machine. */
  machine(opened: Opened): Promise<Machine>;
  /**
   * What is not committed yet, and what was since a base. @throws UsageError when there is no such base.
   * @param git whether git may run; without it nobody can tell
   */
  uncommitted(opened: Opened, base: string | undefined, git: boolean): Promise<SourceState<UncommittedFacts>>;
  /**
   * The text of a file that the user names, anywhere on the disk, and its path below the root where it lies there.
   * @throws UsageError when it cannot be read.
   */
  readNamed(path: string, opened: Opened): { readonly text: string; readonly within: string | undefined };
  /** Loads what it takes to follow names through re-exports: a run that answers from memory has had no need of it. */
  followNames(): Promise<void>;
  /** The ids of all rules. */
  ruleIds(): readonly string[];
}

export interface OpenRequest {
  /** Anywhere inside what is to be reviewed. Relative to `cwd`. */
  readonly path: string;
  /** The root itself, when the user names it. */
  readonly root: string | undefined;
  readonly git: boolean;
  readonly cache: boolean;
  readonly today: string | undefined;
  /** Files and folders of recorded traces, relative to `cwd`. */
  readonly traces: readonly string[];
  /** How far back history is read; by default as far as a review needs it. */
  readonly historyMonths?: number | undefined;
}

export interface Opened {
  readonly session: Session;
  /** Absent where nothing is remembered between runs. */
  readonly kept?: Kept | undefined;
  /** Absolute. */
  readonly root: string;
  /** How the root was told. */
  readonly rootBy: 'asked' | 'git' | 'wiring' | 'path';
  /** The path the user named, relative to the root, with `/`; `''` for the root itself. */
  readonly within: string;
}

/** Answers of earlier runs over the very same files, history and day. */
export interface Kept {
  /** To be asked before the session is. @param question everything else that decides about the answer */
  recall(question: string): string | undefined;
  keep(question: string, answer: string): void;
}

export interface Machine {
  readonly node: string;
  /** `undefined` when git is not installed or was not asked. */
  readonly git: string | undefined;
  /** Whether the root lies in a git repository. */
  readonly repository: boolean;
  readonly cache:
    | {
        readonly folder: string;
        readonly files: number;
        readonly bytes: number;
        /** Whether this user may keep something there. */
        readonly writable: boolean;
      }
    | undefined;
}
