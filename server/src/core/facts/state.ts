/** Every source of facts says whether it has them, and if not, why. A rule without its facts is skipped and said to be skipped. */
export type SourceState<T> = Present<T> | Absent;

export type Present<T> =
  | { readonly state: 'ready'; readonly facts: T; readonly notes: readonly string[] }
  /** Usable facts that are known to be incomplete or old (a shallow clone, a file that no longer parses). */
  | {
      readonly state: 'stale';
      readonly facts: T;
      readonly reason: string;
      readonly notes: readonly string[];
    };

/** `reason` says what is missing; `gain` says in one line what adding it would give. */
export interface Absent {
  readonly state: 'absent';
  readonly reason: string;
  readonly gain: string;
}

export type SourceKind = 'declared' | 'files' | 'modules' | 'imports' | 'ownership' | 'history' | 'runtime';

export function ready<T>(facts: T, notes: readonly string[] = []): Present<T> {
  return { state: 'ready', facts, notes };
}

export function stale<T>(facts: T, reason: string, notes: readonly string[] = []): Present<T> {
  return { state: 'stale', facts, reason, notes };
}

export function absent(reason: string, gain: string): Absent {
  return { state: 'absent', reason, gain };
}

export function factsOf<T>(source: SourceState<T>): T | undefined {
  return source.state === 'absent' ? undefined : source.facts;
}
