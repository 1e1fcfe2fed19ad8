import type { DeclaredAccept } from '../facts/declared.ts';
import { acceptAnyNumber, lowerAccept, removeAccept } from '../fixes/remove-accept.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const staleAccept: Rule = {
  id: 'stale-accept',
  title: 'Stale accept',
  severity: 'warning',
  needs: ['declared'],
  layer: 2,
  mechanism: 'amplify',
  options: [],
  last: true,
  docs: {
    what: 'An `accept` sets nothing aside any more, or its date has passed. The date is inclusive and in UTC; from the day after, the findings it accepted are back. Accepts of rules that are off, or that could not run, are left alone. An accept of `at most` so many is stale as soon as there are fewer, or more.',
    why: 'Accepted debt must shrink. An accept that outlives its finding would silently accept the next one.',
    evidence: 'The clause, its date, and how many findings it would still accept.',
    fixes: 'Remove the accept; or do what it was waiting for.',
    accept: 'rules { stale-accept off }',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
accept undeclared-dependency from cart to pay because "until the new tax service"
// <- warning stale-accept: this accept sets nothing aside any more
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { accepts } = context.exceptions;
    const seen = new Map<string, number>();
    context.looked(accepts.length, 'accepts that did nothing');
    for (const { accept, why, matches, size } of accepts) {
      const about = accept.between
        ? `${accept.between.from.name}>${accept.between.to.name}`
        : accept.on
          ? `${accept.on.kind}:${accept.on.ref.name}`
          : '*';
      const key = `${accept.rule.name}:${about}`;
      const n = (seen.get(key) ?? 0) + 1;
      seen.set(key, n);
      const message =
        why === 'too-wide'
          ? `this accept is for at most ${accept.atMost}, and there are ${size} left; write at most ${size}, so that it does not grow back`
          : why === 'outgrown'
            ? `this accept is for at most ${accept.atMost}, and there are ${size} now: ${accept.rule.name} is back; mend it, or decide anew`
            : why === 'uncounted'
              ? `this accept is for at most ${accept.atMost}, and ${accept.rule.name} counts nothing, ${UNCOUNTED}`
              : why === 'expired'
                ? `this accept ended on ${accept.until}, ${matches === 0 ? 'and sets nothing aside any more; remove it' : `and ${count(matches, 'finding')} of ${accept.rule.name} ${matches === 1 ? 'is' : 'are'} back; mend ${matches === 1 ? 'it' : 'them'}, or decide anew`}`
                : `this accept sets nothing aside any more: ${accept.rule.name} has no such finding; remove it`;
      yield {
        key: n === 1 ? key : `${key}#${n}`,
        message,
        places: [{ place: accept.at, message }],
        related: [],
        subject: { path: accept.at.path, ...coordinated(accept.on) },
        evidence: [`because "${accept.because}"`],
      };
    }
  },

  fixes: (finding, place, context) => {
    const fewer = / there are (\d+) left; /.exec(finding.message)?.[1];
    if (fewer !== undefined) return lowerAccept(place, context, fewer);
    return finding.message.endsWith(UNCOUNTED)
      ? acceptAnyNumber(place, context)
      : removeAccept(place, context);
  },
};

/** How the message ends of an accept whose number counts nothing. */
const UNCOUNTED = 'so that it accepts nothing; leave the number out';

/** An accept on a queue is shown with the queue. */
function coordinated(on: DeclaredAccept['on']): Partial<Draft['subject']> {
  const kinds: readonly string[] = ['service', 'queue', 'initiative', 'flow', 'capability'];
  return on && kinds.includes(on.kind) ? { [on.kind]: on.ref.name } : {};
}
