import type { GraphCall } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { type Prediction, predict } from '../measures/runtime/prediction.ts';
import { withoutWaiting } from '../measures/runtime/what-if.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { availabilityInWords, millisInWords } from '../views/runtime-words.ts';

/** More than these are not offered: a menu is no table. */
const MOST = 3;

/** Says that a service no longer waits for one that it calls, with what requests to it are like then; the most gained first. */
export function stopWaiting(name: string | undefined, { model, text }: FixContext): readonly Fix[] {
  if (name === undefined) return [];
  const graph = callGraphOf(model);
  const before = predict(graph, name);
  return graph.calls
    .filter(call => call.from === name && call.mode === 'sync')
    .flatMap(call => {
      const at = call.declared?.at;
      return at && text(at.path) !== undefined
        ? [{ call, at, after: predict(withoutWaiting(graph, [call]), name) }]
        : [];
    })
    .sort((a, b) => gainOf(b.after) - gainOf(a.after) || a.after.chain.length - b.after.chain.length)
    .slice(0, MOST)
    .map(({ call, at, after }, i): Fix => {
      const end = { start: at.range.end, end: at.range.end };
      return {
        title: `Let ${name} not wait for ${asked(call)}: ${gained(before, after)}`,
        edits: [{ path: at.path, range: end, newText: ' async' }],
        preferred: i === 0,
        note: `${call.to} publishes what changes and ${name} keeps a copy, which may be a little old; write it down once it is so`,
      };
    });
}

function asked({ to, or }: GraphCall): string {
  return [to, ...or].join(' or ');
}

function gainOf({ availability, latency }: Prediction): number {
  return (availability?.value ?? 0) - (latency?.value ?? 0) / 1e12;
}

/** `23 → 1 deep, 99.77 % → 99.99 %, 1,150 ms → 50 ms`. */
export function gained(before: Prediction, after: Prediction): string {
  return [
    `${before.chain.length} → ${after.chain.length} deep`,
    ...(before.availability
      ? [
          `${availabilityInWords(before.availability.value)} → ${availabilityInWords(after.availability?.value ?? 1)}`,
        ]
      : []),
    ...(before.latency
      ? [`${millisInWords(before.latency.value)} → ${millisInWords(after.latency?.value ?? 0)}`]
      : []),
  ].join(', ');
}
