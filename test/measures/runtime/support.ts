import type { DeclaredService } from '#core/facts/declared';
import { FILE_START, repoPath } from '#core/facts/place';
import type { RuntimeFacts } from '#core/facts/runtime';
import { type CallGraph, callGraph } from '#core/measures/runtime/call-graph';

const AT = { path: repoPath('architecture.wiring'), range: FILE_START };

export function service(
  name: string,
  calls: readonly (
    | string
    | {
        readonly to: string;
        readonly or?: readonly string[];
        readonly times?: number;
        readonly async?: boolean;
      }
  )[] = [],
  more: {
    readonly availability?: number;
    readonly latency?: number;
    readonly aliases?: readonly string[];
  } = {},
): DeclaredService {
  const { availability, latency, aliases = [] } = more;
  return {
    name,
    at: AT,
    whole: AT,
    external: false,
    aliases,
    runs: [],
    calls: calls.map(call => {
      const { to, or, times, async = false } = typeof call === 'string' ? { to: call } : call;
      return {
        service: { name: to, at: AT },
        ...(or ? { or: or.map(other => ({ name: other, at: AT })) } : {}),
        ...(times === undefined ? {} : { times }),
        async,
        at: AT,
      };
    }),
    publishes: [],
    consumes: [],
    ...(availability === undefined ? {} : { availability: { share: availability, at: AT } }),
    ...(latency === undefined ? {} : { latency: { ms: latency, at: AT } }),
  };
}

export function graphOf(declared: readonly DeclaredService[], runtime?: RuntimeFacts): CallGraph {
  return callGraph({ declared, modules: [], runtime });
}

/** So many services, each of which waits for the next. */
export function chainOf(length: number, availability = 0.9999, latency = 50): readonly DeclaredService[] {
  return Array.from({ length }, (_, at) =>
    service(
      `s${String(at + 1).padStart(2, '0')}`,
      at + 1 < length ? [`s${String(at + 2).padStart(2, '0')}`] : [],
      {
        availability,
        latency,
      },
    ),
  );
}
