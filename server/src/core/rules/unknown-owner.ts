import type { OwnerMention } from '../facts/ownership.ts';
import { factsOf } from '../facts/state.ts';
import { renameOwner } from '../fixes/rename-owner.ts';
import type { Model } from '../model/model.ts';
import { handleKey } from '../model/teams.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { declaredHandles, handleMeant, handleMentions } from './support/close-handle.ts';
import { literalPart, ownershipFacts } from './support/owner-texts.ts';

export const unknownOwner: Rule = {
  id: 'unknown-owner',
  title: 'Unknown owner',
  severity: 'warning',
  needs: ['ownership'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'CODEOWNERS names a handle that no declared team has, and that is one or two edits away from one that is known. Known are the handles of declared teams and, where a handle stands in one rule only, handles that three rules or more name (names that differ in a number or a short word, as `team-a` and `team-b`, are no mistake). Once the organization is declared `complete`, any handle that no team has is an error; persons count then too, if there is a roster.',
    why: 'GitHub ignores an owner that does not exist without a word, so that nobody is asked.',
    evidence: 'The rules that name it, and the handle that was probably meant.',
    fixes: 'Write the handle that was meant; or declare it with `handle` in a team.',
    accept: 'accept unknown-owner on team Storefront because "the team is being renamed"',
    example: `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
//- /.github/CODEOWNERS
/cart/ @acme/chekout
#      ^^^^^^^^^^^^^ warning unknown-owner: no team has the handle @acme/chekout; did you mean @acme/checkout?
/pay/  @acme/checkout
//- /cart/index.ts
export const cart = 1;
//- /pay/index.ts
export const pay = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const declared = factsOf(model.facts.declared);
    const complete = declared?.organization?.complete === true;
    const known = declaredHandles(model);
    const members = new Set<string>();
    for (const team of declared?.teams ?? []) {
      for (const member of team.members) members.add(handleKey(member.email));
    }
    const mentions = handleMentions(model);
    context.looked(mentions.size, 'owners in CODEOWNERS');
    for (const [key, found] of [...mentions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [first] = found;
      if (!first || known.has(key) || members.has(key)) continue;
      const meant = handleMeant(key, known, mentions);
      const unknown = complete && (first.kind === 'team' || members.size > 0);
      if (!unknown && (meant === undefined || first.kind === 'person')) continue;
      const advice =
        meant === undefined
          ? 'declare it with "handle" in a team, or name one that is declared'
          : `did you mean ${meant}?`;
      // Where no team declares the one that was meant either, what is known is how often each is named.
      const rare = meant !== undefined && !known.has(handleKey(meant));
      const message = `${rare ? 'only one rule names' : 'no team has the handle'} ${first.handle}; ${advice}`;
      yield {
        key,
        ...(unknown ? { severity: 'error' as const } : {}),
        message,
        places: found.map(({ place }) => ({ place, message })),
        related:
          complete && declared?.organization
            ? [{ place: declared.organization.at, message: 'the organization is declared complete' }]
            : [],
        subject: { path: pathOf(model, first), ...(meant === undefined ? {} : teamOf(model, meant)) },
        evidence: [`named by ${count(found.length, 'rule')}`],
      };
    }
  },

  fixes: (finding, _place, context) => renameOwner(finding, context),
};

/** What the first rule that names it is about: to accept it there accepts no other in the file. */
function pathOf(model: Model, { place }: OwnerMention): string {
  const rules = ownershipFacts(model)?.rules ?? [];
  const rule = rules.find(({ line }) => line === place.range.start.line);
  return (rule && literalPart(rule.pattern)) ?? place.path;
}

function teamOf(model: Model, handle: string): { team?: string } {
  const team = model.team(handle);
  return team ? { team: team.name } : {};
}
