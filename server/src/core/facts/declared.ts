/**
 * What people wrote in `.wiring` files, as plain data. The language folder is the only maker of these facts;
 * no syntax tree leaves it. Each thing carries the place of its name, each clause the place of the clause,
 * so that findings and fixes land where they help.
 */
import type { Place, RepoPath } from './place.ts';
import type { Problem } from './problem.ts';

export interface DeclaredFacts {
  /** The `.wiring` files of this root, sorted. */
  readonly files: readonly RepoPath[];
  readonly organization?: { readonly name: string; readonly complete: boolean; readonly at: Place };
  /** Files that say who is in which team, as written; from the repository's root. */
  readonly rosters?: readonly { readonly path: string; readonly at: Place }[];
  /** Who those files name. The language leaves it out; whoever reads the files adds it. */
  readonly people?: readonly DeclaredPerson[];
  readonly groups: readonly DeclaredGroup[];
  readonly teams: readonly DeclaredTeam[];
  readonly modules: readonly DeclaredModule[];
  readonly services: readonly DeclaredService[];
  readonly channels: readonly DeclaredChannel[];
  readonly couches: readonly DeclaredCouch[];
  readonly interactions: readonly DeclaredInteraction[];
  readonly queues: readonly DeclaredQueue[];
  readonly initiatives: readonly DeclaredInitiative[];
  readonly flows: readonly DeclaredFlow[];
  readonly capabilities: readonly DeclaredCapability[];
  /** Where recorded traces lie: globs from the repository's root, files and folders. */
  readonly traces: readonly GlobClause[];
  readonly accepts: readonly DeclaredAccept[];
  readonly history: DeclaredHistory;
  readonly rules: readonly DeclaredRuleSetting[];
  readonly excludes: readonly GlobClause[];
  /** Syntax and conversion problems. Unknown names come later, when inferred names are known. */
  readonly problems: readonly Problem[];
}

/** A name written somewhere, referring to something declared or inferred. */
export interface Ref {
  readonly name: string;
  readonly at: Place;
}

export interface GlobClause {
  readonly glob: string;
  readonly at: Place;
  /** Its closing quote is missing, which is a problem of its own: that it matches nothing is no second one. */
  readonly unfinished?: true;
}

interface Named {
  readonly name: string;
  /** The name itself. */
  readonly at: Place;
  /** The whole declaration, from its keyword to its closing brace. */
  readonly whole: Place;
  /** From its `{` to its `}`; absent where the declaration has no block, or its closing brace is missing. */
  readonly block?: Place;
}

export interface DeclaredGroup extends Named {
  readonly parent?: Ref;
  readonly lead?: string;
}

export interface DeclaredTeam extends Named {
  readonly group?: Ref;
  /** Handles in CODEOWNERS, as written. */
  readonly handles: readonly Ref[];
  readonly kind?: string;
  readonly members: readonly {
    readonly email: string;
    readonly from?: string;
    readonly until?: string;
    readonly at: Place;
  }[];
}

/** A line of a roster file. Never printed: a person is counted for a team and nothing else. */
export interface DeclaredPerson {
  /** A team's name or handle. */
  readonly team: Ref;
  /** Lower case; or `@login`. */
  readonly email: string;
  /** ISO dates, inclusive, UTC. */
  readonly from?: string;
  readonly until?: string;
}

export interface DeclaredModule extends Named {
  readonly paths: readonly { readonly include: GlobClause; readonly except: readonly GlobClause[] }[];
  /** `A or B`: any; `A and B`: all. */
  readonly owner?: { readonly mode: 'any' | 'all'; readonly teams: readonly Ref[]; readonly at: Place };
  /** Globs from the module's root. */
  readonly exposes?: { readonly globs: readonly GlobClause[]; readonly at: Place };
  /** Absent: unrestricted. `uses nothing` is an empty list. `at` is the clause from `uses` to its last name. */
  readonly uses?: { readonly modules: readonly Ref[]; readonly at: Place };
  readonly volatility?: string;
}

export interface DeclaredService extends Named {
  readonly external: boolean;
  readonly aliases: readonly string[];
  readonly runs: readonly Ref[];
  readonly builtBy?: Ref;
  readonly operatedBy?: Ref;
  readonly paged?: Ref;
  /** A share between 0 and 1. */
  readonly availability?: { readonly share: number; readonly at: Place };
  /** Milliseconds of its own time. */
  readonly latency?: { readonly ms: number; readonly at: Place };
  /** This share of requests is answered within so many milliseconds, with all that it waits for. */
  readonly answers?: { readonly share: number; readonly ms: number; readonly at: Place };
  readonly deploys?: {
    readonly mode: 'one-at-a-time' | 'together' | 'alone';
    readonly with: readonly Ref[];
    readonly at: Place;
  };
  readonly calls: readonly {
    readonly service: Ref;
    /** Services that can answer instead: one of them all is enough. */
    readonly or?: readonly Ref[];
    /** How often a request makes it; absent where nobody wrote that. */
    readonly times?: number;
    readonly async: boolean;
    readonly at: Place;
  }[];
  readonly publishes: readonly Ref[];
  readonly consumes: readonly Ref[];
  /** ISO date. */
  readonly rehearsed?: { readonly date: string; readonly at: Place };
}

export interface DeclaredChannel {
  readonly from: Ref;
  readonly to: Ref;
  readonly both: boolean;
  readonly medium: string;
  readonly at: Place;
}

export interface DeclaredCouch extends Named {
  readonly modules: readonly Ref[];
  readonly atMostTeams?: { readonly count: number; readonly at: Place };
}

/** How two teams mean to work together. `mode` is one of `INTERACTIONS` of the vocabulary. */
export interface DeclaredInteraction {
  readonly from: Ref;
  readonly to: Ref;
  readonly both: boolean;
  readonly mode: string;
  /** ISO date, inclusive, UTC. */
  readonly until?: string;
  readonly at: Place;
}

/** A time somebody wrote down, in milliseconds. `text` is as written: `11 weeks`. */
export interface WrittenTime {
  readonly ms: number;
  readonly text: string;
  readonly at: Place;
}

/** What many wait for: a team that works through requests. */
export interface DeclaredQueue extends Named {
  readonly runBy?: Ref;
  readonly serves: readonly Ref[];
  readonly promised?: WrittenTime;
  /** From asking to having. */
  readonly actual?: WrittenTime;
  /** The work itself, once somebody works on it; absent: the promise is read as that. */
  readonly touch?: WrittenTime;
  /** `ticket` (also where it is not said), `self-service` or `embedded`. */
  readonly access?: { readonly way: string; readonly at: Place };
}

/** A piece of work that many teams must do together. */
export interface DeclaredInitiative extends Named {
  readonly title?: string;
  /** Who alone decides, and whom all others talk to. */
  readonly ledBy?: Ref;
  /** Modules, or teams where no module has that name. */
  readonly touches: readonly Ref[];
  readonly waits: readonly DeclaredWait[];
  /** All waits that need no other are asked for at the same time. */
  readonly asksAtOnce: boolean;
  /** A share between 0 and 1: of each team, or of the whole. */
  readonly success?: { readonly share: number; readonly per: 'team' | 'whole'; readonly at: Place };
  readonly atMostTeams?: { readonly count: number; readonly at: Place };
}

export interface DeclaredWait {
  /** A queue is declared; a feed by being waited for. */
  readonly kind: 'feed' | 'queue';
  readonly on: Ref;
  /** Absent for a queue: as long as that takes. */
  readonly time?: WrittenTime;
  /** Waits of the same initiative that must be over before this can be asked for. */
  readonly after: readonly Ref[];
  readonly at: Place;
}

/** The steps of some work in their order. */
export interface DeclaredFlow extends Named {
  readonly steps: readonly DeclaredStep[];
}

export interface DeclaredStep {
  readonly name: string;
  readonly team: Ref;
  readonly touch?: WrittenTime;
  /** Before anybody begins. */
  readonly wait?: WrittenTime;
  /** How many steps this line stands for; 1 where it is not said. */
  readonly count: number;
  readonly at: Place;
}

/** The same ability, however many provide it: services, else modules, else teams. */
export interface DeclaredCapability extends Named {
  readonly providers: readonly Ref[];
}

/**
 * `accept RULE [on KIND NAME] [from A to B] [at most N] [until DATE] because "…"`. KIND is `module`, `team`, `group`,
 * `service`, `couch`, `queue`, `initiative`, `flow`, `capability`, or `path`: then NAME is a glob. `from A to B` names two modules, or two teams where no module has that name.
 * One without a reason is a problem and not among these.
 */
export interface DeclaredAccept {
  readonly rule: Ref;
  readonly on?: { readonly kind: string; readonly ref: Ref };
  readonly between?: { readonly from: Ref; readonly to: Ref };
  /** ISO date, inclusive, UTC. */
  readonly until?: string;
  /** Only while what is found is no more than this: debt that may shrink, and not grow. */
  readonly atMost?: number;
  readonly because: string;
  readonly at: Place;
}

/** `windowMonths` may be a fraction: `window 26 weeks` is 5.98. */
export interface DeclaredHistory {
  readonly windowMonths?: number;
  readonly change?: string;
  readonly branch?: string;
  readonly ignore: readonly GlobClause[];
  /** Changes whose class a person corrected. The first that fits a change counts. */
  readonly classes?: readonly DeclaredClass[];
}

/** `change "a1b2c3d" is sweep`: a commit id of at least seven digits, or the whole first line of its message. */
export interface DeclaredClass {
  /** An id in lower case where it is one. */
  readonly change: { readonly by: 'id' | 'subject'; readonly text: string; readonly at: Place };
  readonly class: string;
  readonly at: Place;
}

/** One line of a `rules` block: a severity (or `off`), perhaps for some paths only, and options. */
export interface DeclaredRuleSetting {
  readonly rule: Ref;
  readonly severity?: 'error' | 'warning' | 'information' | 'off';
  readonly paths: readonly GlobClause[];
  /** Values as written, with their unit: `50%`, `3`, `2 weeks`, `word`. `parseQuantity` of `core/quantities` reads them. */
  readonly options: readonly { readonly key: string; readonly value: string; readonly at: Place }[];
  readonly at: Place;
}

export const NOTHING_DECLARED: DeclaredFacts = {
  files: [],
  groups: [],
  teams: [],
  modules: [],
  services: [],
  channels: [],
  couches: [],
  interactions: [],
  queues: [],
  initiatives: [],
  flows: [],
  capabilities: [],
  traces: [],
  accepts: [],
  history: { ignore: [] },
  rules: [],
  excludes: [],
  problems: [],
};
