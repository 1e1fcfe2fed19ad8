import { removeIgnore } from '../fixes/remove-ignore.ts';
import type { Draft, Rule } from './rule.ts';

export const unusedIgnore: Rule = {
  id: 'unused-ignore',
  title: 'Unused ignore',
  severity: 'warning',
  needs: ['imports'],
  layer: 2,
  mechanism: 'amplify',
  options: [],
  last: true,
  docs: {
    what: 'A `// wiring-ignore-next-line ID: reason` (or `wiring-ignore-file`) sets no finding aside, names no rule there is, is a block comment, or gives no reason. Without a reason it is not followed; one that begins with TODO is followed, and told. Ignores of rules that are off, or that could not run, are left alone.',
    why: 'An exception that excepts nothing hides the next real finding at its place; one without a reason cannot be judged by whoever reads it next.',
    evidence: 'The comment.',
    fixes: 'Remove the comment; or write the reason behind the colon.',
    accept: 'rules { unused-ignore off in "legacy/**" }',
    example: `
//- /architecture.wiring
module cart { path "cart/**"  uses nothing }
//- /cart/index.ts
// wiring-ignore-next-line undeclared-dependency: the tax service is not there yet
// <- warning unused-ignore: this ignore sets nothing aside
export const cart = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { ignores } = context.exceptions;
    const seen = new Map<string, number>();
    context.looked(ignores.length, 'ignores that did nothing');
    for (const { path, ignore, why, meant } of ignores) {
      const message = {
        'no-reason': `this ignore gives no reason, so it is not followed; write why behind a colon: "${ignore.rule}: because …"`,
        'unknown-rule': `no rule is called "${ignore.rule}", so this ignore sets nothing aside; ${meant === undefined ? 'correct the name, or remove it' : `did you mean ${meant}?`}`,
        'block-comment': `this ignore is a block comment, so it is not followed; write it as "// wiring-ignore-… ${meant ?? ignore.rule}: why"`,
        placeholder: `the reason of this ignore is still to be written; say why ${ignore.rule} is lived with here`,
        'nothing-matched': `this ignore sets nothing aside: ${ignore.rule} finds nothing ${ignore.line < 0 ? 'in this file' : 'there'}; remove it`,
      }[why];
      const key = `${path}:${ignore.rule}`;
      const n = (seen.get(key) ?? 0) + 1;
      seen.set(key, n);
      yield {
        key: n === 1 ? key : `${key}#${n}`,
        message,
        places: [{ place: { path, range: ignore.range }, message }],
        related: [],
        subject: { path },
        evidence: [],
      };
    }
  },

  fixes: (_finding, place, context) => removeIgnore(place, context),
};
