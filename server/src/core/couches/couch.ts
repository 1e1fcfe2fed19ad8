import type { DeclaredCouch } from '../facts/declared.ts';
import type { Change } from '../facts/history.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import type { ModuleName, TeamName } from '../model/model.ts';
import type { Halves } from './halves.ts';

/** What several must lift together (DESIGN.md section 5). */
export interface Couch {
  /** Stable: `module:cart`, `couch:ordering`, `group:cart+events+pricing`, `pair:a+b`, `chain:shop`, `train:weekly`. */
  readonly id: string;
  readonly kind: 'module' | 'declared' | 'group' | 'pair' | 'chain' | 'train';
  /** As shown: the module's or the couch's name, its members, or the id of a chain or train. */
  readonly name: string;
  /** Sorted; of a chain or train the modules that its services run, which may be none. */
  readonly members: readonly ModuleName[];
  readonly running?: Running;
  readonly declared?: DeclaredCouch;
  /** The declaration, or the first member's place. */
  readonly at: Place;
}

/** What makes services one couch while they run: each waits for the next, or one of them deploys at a time. */
export interface Running {
  /** The entry point of the chain, or the train; `train` where it has no name. */
  readonly subject: string;
  /** Sorted by name. */
  readonly services: readonly string[];
}

/** One ordinary change seen from the modules it worked on; noise files and set-aside changes are gone. */
export interface Lift {
  readonly change: Change;
  /** Modules whose files it touched, beyond noise. Sorted. */
  readonly modules: readonly ModuleName[];
  /** The files that counted, under today's path. */
  readonly files: readonly RepoPath[];
  /** The smallest set of teams that satisfies every rule touched, and its authors' teams. Sorted; may be empty. */
  readonly teams: readonly TeamName[];
  /** ω = 2^(−age / 180 days). */
  readonly weight: number;
}

/** The carries of one couch within its window. */
export interface Carries {
  readonly couch: Couch;
  readonly lifts: readonly Lift[];
  /** 12, or as far as it had to be widened (at most 36) to hold ten carries. */
  readonly windowMonths: number;
  /** Changes that touched the couch and were set aside, by class. */
  readonly setAside: Readonly<Record<string, number>>;
  /** Changes that touched it among many modules it has nothing to do with: about the repository, not about this couch. */
  readonly tooWide: number;
  /** Of the weight of what was touched, the share that has an owner. */
  readonly ownedShare: number;
}

export type Verdict = 'UNKNOWN' | 'TOO BIG' | 'MISWIRED' | 'TOO SMALL' | 'JUST RIGHT' | 'WATCH';

/** A verdict with everything a sceptic asks for. What only some readers ask for is worked out when they do. */
export interface Judged {
  readonly couch: Couch;
  readonly verdict: Verdict;
  /** One sentence with the numbers that decided. */
  readonly because: string;
  readonly numbers: CouchNumbers;
  /** Whether moving the thresholds by 20 % flips the verdict, and to what. */
  readonly fragile: readonly { readonly threshold: string; readonly becomes: Verdict }[];
  /** Three to five carries that show it, widest first. */
  readonly examples: readonly {
    readonly id: string;
    readonly date: string;
    readonly subject: string;
    readonly teams: readonly TeamName[];
  }[];
  /** Imports that explain it, by file and line. */
  readonly imports: readonly { readonly place: Place; readonly from: ModuleName; readonly to: ModuleName }[];
  /** What was left out and why, in words. */
  readonly excluded: readonly string[];
  /** For TOO SMALL: the two pieces that show it best. Else the two teams that most often lift it together. */
  readonly pair?: readonly [string, string];
  /** The share of carries that these two teams lift together. */
  readonly need?: number;
  /** Of WATCH: the two teams that most often lift it together have a declared channel as wide as they need. */
  readonly wired?: boolean;
  /** The two parts that nothing ties together, where a module has such. */
  readonly halves?: Halves;
  /** The rule that tells the same cause, where it is none of the rules about couches. */
  readonly toldBy?: 'chain-misses-promise' | 'exclusive-deploy';
}

export interface CouchNumbers {
  readonly carries: number;
  readonly windowMonths: number;
  /** exp(−Σ p ln p), p_t ∝ Σ ω/|T(e)|; undefined without carries. */
  readonly effectiveTeams: number | undefined;
  /** Σω over carries with |T(e)| = 1, divided by Σω; with its Wilson interval at 95 %, n_eff = (Σω)²/Σω². */
  readonly independence: { readonly share: number; readonly low: number; readonly high: number } | undefined;
  /** Carries per quarter × mean of |T|(|T|−1)/2. */
  readonly burden: number;
  /** Teams with their share of the weight, largest first. */
  readonly teams: readonly { readonly team: TeamName; readonly share: number }[];
  readonly ownedShare: number;
}
