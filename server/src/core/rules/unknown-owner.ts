import type { OwnerMention } from '../facts/ownership.ts';
import { factsOf } from '../facts/state.ts';
import { renameOwner } from '../fixes/rename-owner.ts';
import type { Model } from '../model/model.ts';
import { handleKey } from '../model/teams.ts';
import { textDistance } from '../text-distance.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { ownershipFacts } from './support/owner-texts.ts';

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
    const known = new Map<string, string>();
    const members = new Set<string>();
    for (const team of declared?.teams ?? []) {
      if (team.name.startsWith('@')) known.set(handleKey(team.name), team.name);
      for (const handle of team.handles) known.set(handleKey(handle.name), handle.name);
      for (const member of team.members) members.add(handleKey(member.email));
    }
    const mentions = gatherMentions(model);
    context.looked(mentions.size, 'owners in CODEOWNERS');
    for (const [key, found] of [...mentions].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [first] = found;
      if (!first || known.has(key) || members.has(key)) continue;
      const meant = closeHandle(first, key, found.length, known, mentions);
      const unknown = complete && (first.kind === 'team' || members.size > 0);
      if (!unknown && (meant === undefined || first.kind === 'person')) continue;
      const advice =
        meant === undefined
          ? 'declare it with "handle" in a team, or name one that is declared'
          : `did you mean ${meant}?`;
      const message = `no team has the handle ${first.handle}; ${advice}`;
      yield {
        key,
        ...(unknown ? { severity: 'error' as const } : {}),
        message:
          meant && !known.has(handleKey(meant)) ? `only one rule names ${first.handle}; ${advice}` : message,
        places: found.map(({ place }) => ({ place, message })),
        related:
          complete && declared?.organization
            ? [{ place: declared.organization.at, message: 'the organization is declared complete' }]
            : [],
        subject: { path: first.place.path, ...(meant === undefined ? {} : teamOf(model, meant)) },
        evidence: [`named by ${count(found.length, 'rule')}`],
      };
    }
  },

  fixes: (finding, _place, context) => renameOwner(finding, context),
};

function teamOf(model: Model, handle: string): { team?: string } {
  const team = model.team(handle);
  return team ? { team: team.name } : {};
}

function gatherMentions(model: Model): ReadonlyMap<string, readonly OwnerMention[]> {
  const mentions = new Map<string, OwnerMention[]>();
  for (const rule of ownershipFacts(model)?.rules ?? []) {
    for (const owner of rule.owners) {
      const key = handleKey(owner.handle);
      const there = mentions.get(key);
      if (there) there.push(owner);
      else mentions.set(key, [owner]);
    }
  }
  return mentions;
}

/** How many rules must name a handle that nobody declared, before a handle of one rule is taken for its misspelling. */
const OFTEN = 3;

/** The known handle that was probably meant, as it is written there. */
function closeHandle(
  mention: OwnerMention,
  key: string,
  times: number,
  known: ReadonlyMap<string, string>,
  mentions: ReadonlyMap<string, readonly OwnerMention[]>,
): string | undefined {
  const candidates: { handle: string; edits: number }[] = [];
  for (const [other, handle] of known) {
    const edits = textDistance(key, other, 2);
    // Two edits in a short name make another name.
    if (edits <= 2 && edits * 3 <= nameOf(key).length) candidates.push({ handle, edits });
  }
  if (times === 1 && mention.kind === 'team') {
    for (const [other, found] of mentions) {
      const [first] = found;
      if (!first || other === key || found.length < OFTEN) continue;
      const edits = textDistance(key, other, 2);
      if (edits <= 2 && looksMistyped(key, other)) candidates.push({ handle: first.handle, edits });
    }
  }
  candidates.sort((a, b) => a.edits - b.edits || (a.handle < b.handle ? -1 : 1));
  return candidates[0]?.handle;
}

function nameOf(handle: string): string {
  return handle.slice(handle.lastIndexOf('/') + 1);
}

/** One long word differs, and no number: `checkout-web` and `chekout-web`, but not `team-a` and `team-b`. */
function looksMistyped(key: string, other: string): boolean {
  const [a, b] = [key.split(/[-_./]/), other.split(/[-_./]/)];
  if (a.length !== b.length) return key.replace(/[-_./]/g, '') === other.replace(/[-_./]/g, '');
  const different = a.flatMap((word, i) => (word === b[i] ? [] : [[word, b[i] ?? ''] as const]));
  const [only] = different;
  if (different.length !== 1 || !only) return false;
  const [mine, theirs] = only;
  return Math.min(mine.length, theirs.length) >= 5 && mine.replace(/\D/g, '') === theirs.replace(/\D/g, '');
}
