import { widestInWords } from '../couches/evidence.ts';
import { remediesFor } from '../couches/remedies.ts';
import { optionsOf } from '../couches/thresholds.ts';
import { couchInShort } from '../views/couch-name.ts';
import type { Fix } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { couchDraft, fixesOf, judgedBy, lookedAt } from './support/couch-findings.ts';

export const couchTooBig: Rule = {
  id: 'couch-too-big',
  title: 'Couch too big',
  severity: 'warning',
  needs: ['history'],
  layer: 3,
  mechanism: 'simplify',
  options: optionsOf('couch-too-big'),
  docs: {
    what: 'Changes to a module, a declared couch or a group of modules that moves together seldom leave one team alone with it: fewer than 50 % of its carries, among 3 effective teams or more. Also, however often one team is alone: 5 effective teams or more, or more than a declared couch says it is for. Changes that are set aside (releases, programs, sweeps, reverts, moves) do not count, nor do those that went far beyond the couch. Below 10 carries in 36 months, with fewer than two teams, or where the owner of less than 80 % of what was touched is known, nothing is said.',
    why: 'A couch coupled to too many people leaves nobody independence of action: every step needs somebody else, and with each further team there are more ways to wait. Effective teams count each team by its part of the work (the exponential of the entropy), so that one wide change does not make a crowd.',
    evidence:
      'Carries and how many of them one team lifted alone, with the 95 % interval; effective teams; the widest carries with date and teams; imports behind it; what was left out; and whether moving a threshold by 20 % turns the verdict. The measure is plain arithmetic over history (grade A); that fewer lifters are better is correlational (grade B).',
    fixes:
      'Split it along the two communities of its folders (where these are several their files may be gathered in one), give it to the team that changes it, declare what others take from it as an interface module, or move a file to the module which it changes with (imports rewritten everywhere). Each is offered only if carrying the same history again shows a gain, and says what it costs.',
    accept: 'accept couch-too-big on module pricing until 2027-03-01 because "being split, see ADR-12"',
    example: `
//- /architecture.wiring
couch ordering {
//    ^^^^^^^^ warning couch-too-big: ordering is too big: 0 % of its 12 carries in 12 months
  modules cart, pay, ship
}
module cart { path "cart/**"  owner Cart }
module pay { path "pay/**"  owner Pay }
module ship { path "ship/**"  owner Ship }
team Cart
team Pay
team Ship
//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- /ship/a.ts
export const a = 1;
//- git
change 2026-01-01 every 7 days 12 times "Another way to pay": cart/a.ts, pay/a.ts, ship/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    lookedAt(context);
    for (const each of judgedBy(context.model, 'TOO BIG')) {
      const widest = widestInWords(each.examples);
      const wide = widest === undefined ? '' : `; the widest lifted ${widest}`;
      yield couchDraft(
        context.model,
        each,
        `${couchInShort(each.couch)} is too big: ${each.because}${wide}; split it, give it to one team, or give it an interface`,
      );
    }
  },

  fixes(finding, _place, context): readonly Fix[] {
    return fixesOf(finding, 'TOO BIG', context, remediesFor);
  },
};
