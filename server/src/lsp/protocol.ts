/**
 * What the client and the server say to each other beyond the Language Server Protocol.
 * The only file that the client shares with the server, so it imports nothing.
 */

/** Given with `initialize`. Both are optional, so that any editor can start the server. */
export interface InitializationOptions {
  /** False in an untrusted workspace: git is not run at all. Absent: trusted. */
  readonly trusted?: boolean;
  /** Which files get diagnostics: all of the workspace, or only those that are open. */
  readonly diagnostics?: 'workspace' | 'open files';
  /** The client has the command `REVEAL_COMMAND`. */
  readonly reveals?: boolean;
  /** The client has the command `EXPLAIN_COMMAND`. */
  readonly explains?: boolean;
  /** The client has the command `MOVE_COMMAND`. */
  readonly moves?: boolean;
  /** Which code lenses are shown; absent: all. */
  readonly lenses?: readonly LensKind[];
}

export type LensKind = 'verdicts' | 'what-if';

export const LENS_KINDS: readonly LensKind[] = ['verdicts', 'what-if'];

/** Command of the client: opens a file and selects the last occurrence of a text. Arguments: URI and text. */
export const REVEAL_COMMAND = 'wiring.reveal';

/** Command of the client: shows all that is known about one thing. Arguments: `ExplainParams`, one by one. */
export const EXPLAIN_COMMAND = 'wiring.explain';

/**
 * Command of the client: asks for what a quick fix that moves files would do (`MOVE_REQUEST`), has a person agree to all of
 * it, and does it. Argument: `MoveParams`.
 */
export const MOVE_COMMAND = 'wiring.move';

/** Request: what a quick fix that moves files does. Parameters: `MoveParams`; answers `MovingFiles`, or an error that says why not. */
export const MOVE_REQUEST = 'wiring/move';
/** Request: all that is known about one thing. Parameters: `ExplainParams`; answers `ExplainedText`. */
export const EXPLAIN_REQUEST = 'wiring/explain';
/** Request: what is known about one file. Answers `FileStatus`. */
export const STATUS_REQUEST = 'wiring/status';
/**
 * Request: what the change that is not committed yet needs. Parameters: `LiftingParams`; answers `LiftingStatus`. All of it
 * is told by `EXPLAIN_REQUEST` with `LIFTING_TARGET`.
 */
export const LIFTING_REQUEST = 'wiring/lifting';
/** What `EXPLAIN_REQUEST` takes for the change that is not committed yet. No name of a thing begins with a space. */
export const LIFTING_TARGET = ' lifting';
/**
 * What `EXPLAIN_REQUEST` takes for what it would take to touch some files and folders: this, then their URIs, one a line.
 * All of one root; the first says which.
 */
export const PLAN_TARGET = ' plan\n';
/** Request: review everything again from the disk. Answers `CheckSummary`. */
export const CHECK_REQUEST = 'wiring/check';
/** Request: what was read, what was skipped and why. Answers `LogText`. */
export const LOG_REQUEST = 'wiring/log';
/** Request: the text of a first `.wiring` file. Answers `InitialFile`. */
export const INIT_REQUEST = 'wiring/init';
/** Notification to the server: the workspace is trusted now. No parameters. */
export const TRUSTED_NOTIFICATION = 'wiring/trusted';
/** Notification to the server: a setting changed. Parameters: `InitializationOptions`. */
export const SETTINGS_NOTIFICATION = 'wiring/settings';
/** Notification to the client: a newer review is there, or one has failed or was cancelled; ask again for what is shown. Parameters: `Reviewed`. */
export const REVIEWED_NOTIFICATION = 'wiring/reviewed';

/** The quick fix that is meant: where it was offered, for which finding, by its title. */
export interface MoveParams {
  readonly uri: string;
  readonly id: string;
  readonly title: string;
  readonly range: PlainRange;
}

export interface PlainRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** All of it or nothing: texts first, under the URIs that they have, then the renames, which replace no file. */
export interface MovingFiles {
  /** `Move 2 files and rewrite 3, owned by Cart and Pay?` */
  readonly question: string;
  /** What moves where, what is rewritten and what to know: a few lines. */
  readonly detail: string;
  readonly texts: readonly {
    readonly uri: string;
    readonly edits: readonly { readonly range: PlainRange; readonly newText: string }[];
  }[];
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

export interface FileParams {
  readonly uri: string;
}

/** What the status bar shows for one file. Plain words, so that every editor can show them. */
export interface FileStatus {
  /** `outside`: no workspace folder holds the file, or it is not part of the review. */
  readonly state: 'outside' | 'reviewing' | 'ready' | 'failed';
  /** For a status bar: the owner, or what stands in its place. */
  readonly text: string;
  /** For a tooltip: module, owner and where that is written. Markdown. */
  readonly detail: string;
  readonly module?: string;
  /** Sorted names of the owning teams; empty where nobody owns the file. */
  readonly owners: readonly string[];
  /** Where the owner is written. */
  readonly ownerAt?: { readonly uri: string; readonly line: number };
  readonly errors: number;
  readonly warnings: number;
}

export interface LiftingParams {
  /** Any file of the root; its root's folder, too. */
  readonly uri: string;
  /** Something was saved since: what is not committed is read again, though no watcher told of it. */
  readonly saved?: boolean;
}

/** What the status bar shows of the change that is not committed yet. */
export interface LiftingStatus {
  /** `nothing`: no file differs from the last commit. `unknown`: it cannot be told, and `detail` says why. */
  readonly state: 'outside' | 'reviewing' | 'nothing' | 'lifting' | 'unknown';
  /** For a status bar: `lifting: 2 teams`. */
  readonly text: string;
  /** For a tooltip: teams, couches and missing partners. Markdown. */
  readonly detail: string;
  /** Sorted. */
  readonly teams: readonly string[];
}

export interface CheckSummary {
  readonly roots: readonly RootSummary[];
  /** The person stopped it. */
  readonly cancelled: boolean;
}

export interface RootSummary {
  readonly uri: string;
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  /** Sentences about what was not analysed. */
  readonly notAnalysed: readonly string[];
  /** Set when the review could not be completed. */
  readonly failed?: string;
}

export interface ExplainParams {
  /** Any file of the root that the thing belongs to. */
  readonly uri: string;
  /** A module, couch, team or file, as `wiring explain` takes it; empty: the file itself. */
  readonly target: string;
}

export interface ExplainedText {
  readonly title: string;
  /** Markdown, with places as `path:line:column`. */
  readonly text: string;
  /** The URI of the folder that these paths are relative to. */
  readonly root: string;
}

export interface LogText {
  readonly text: string;
}

export interface InitialFile {
  /** Where it would be written, or where it already is. */
  readonly uri: string;
  readonly exists: boolean;
  /** Empty where it exists. */
  readonly text: string;
}

export interface Reviewed {
  /** The root that was reviewed. */
  readonly uri: string;
}
