import { removeRule } from '../fixes/remove-rule.ts';
import { count, listed } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import {
  coverageOf,
  isCatchAll,
  literalPart,
  ownershipFacts,
  ownersOfRule,
  patternKeys,
  ruleInWords,
} from './support/owner-texts.ts';

export const shadowedRule: Rule = {
  id: 'shadowed-rule',
  title: 'Shadowed rule',
  severity: 'warning',
  needs: ['ownership', 'files'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'Every file that a CODEOWNERS rule matches is taken by later rules: on GitHub the last rule that matches wins, so this one decides nothing. A catch-all (`*`) that is refined by later rules is not shadowed: it waits for new files. A catch-all with another catch-all below it is.',
    why: 'Whoever is named there believes to be asked, and is not; whoever reads the file is misled.',
    evidence: 'The number of files it matches, and the rules that take them.',
    fixes: 'Remove the rule; or move it below the rules that take its files.',
    accept:
      'accept shadowed-rule on path "libraries/**" because "kept for the record until the move is over"',
    example: `
//- /.github/CODEOWNERS
/cart/ @acme/checkout
# <- warning shadowed-rule: this rule decides nothing: each of the 2 files it matches is taken by a later rule
/cart  @acme/platform
//- /cart/index.ts
export const cart = 1;
//- /cart/other.ts
export const other = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const rules = ownershipFacts(model)?.rules ?? [];
    const keys = patternKeys(rules);
    context.looked(rules.length, 'CODEOWNERS rules');
    for (const { rule, matches, wins, takenBy } of coverageOf(model)) {
      if (matches.length === 0 || wins.length > 0) continue;
      if (isCatchAll(rule.pattern) && !takenBy.some(taker => isCatchAll(taker.pattern))) continue;
      const files =
        matches.length === 1 ? 'the one file it matches' : `each of the ${matches.length} files it matches`;
      const by = takenBy.length === 1 ? 'a later rule' : `${count(takenBy.length, 'later rule')}`;
      const who = takenBy.slice(0, 2).map(ruleInWords);
      const more = takenBy.length > 2 ? [`${takenBy.length - 2} more`] : [];
      const message = `this rule decides nothing: ${files} is taken by ${by}, ${listed([...who, ...more])}; remove it, or move it below`;
      yield {
        key: keys.get(rule) ?? rule.pattern,
        message,
        places: [{ place: rule.place, message }],
        related: takenBy.slice(0, 5).map(taker => ({
          place: taker.place,
          message: `takes its files for ${ownersOfRule(taker)}`,
        })),
        subject: { ...teamOf(model.teamsOf(rule)), path: literalPart(rule.pattern) ?? rule.place.path },
        evidence: [`matches ${count(matches.length, 'file')}, wins none`],
      };
    }
  },

  fixes: (_finding, place, context) => removeRule(place, context, 'Remove the rule, which decides nothing'),
};

function teamOf(teams: readonly string[]): { team?: string } {
  const [team] = teams;
  return team === undefined ? {} : { team };
}
