import { type DeclaredFacts, NOTHING_DECLARED } from '../facts/declared.ts';
import type { Facts } from '../facts/facts.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { FILE_START, type Place, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { withoutPlaces } from '../measures/change-ground.ts';
import { onceFor } from '../once-for.ts';

/**
 * Where in a file something is declared otherwise than in the saved state: the one rule or declaration that was edited, or
 * that follows on one that was removed; the top of the file where there are several. Undefined where nothing is: blank
 * lines, comments and order say nothing.
 */
export function editedPlace(saved: Facts, edited: Facts, path: RepoPath): Place | undefined {
  const places = path.endsWith('.wiring')
    ? declaredOtherwise(
        statementsOf(factsOf(saved.declared) ?? NOTHING_DECLARED, path),
        statementsOf(factsOf(edited.declared) ?? NOTHING_DECLARED, path),
      )
    : ruledOtherwise(rulesOf(saved, path), rulesOf(edited, path), path);
  const [only] = places;
  return places.length > 1 ? { path, range: FILE_START } : only;
}

/** Something said in a wiring file, and what it says. */
interface Statement {
  readonly says: string;
  readonly at: Place;
}

/** What a stroke leaves where it is stays the same object. */
const saying = onceFor((thing: object) => withoutPlaces(thing));

function statementsOf(declared: DeclaredFacts, path: RepoPath): readonly Statement[] {
  const statements: Statement[] = [];
  const add = (kind: string, thing: object, at: Place | undefined) => {
    if (at?.path === path) statements.push({ says: `${kind} ${saying(thing)}`, at });
  };
  const { organization, rosters = [], history } = declared;
  if (organization) add('organization', organization, organization.at);
  for (const [kind, things] of Object.entries({
    roster: rosters,
    group: declared.groups,
    team: declared.teams,
    module: declared.modules,
    service: declared.services,
    channel: declared.channels,
    couch: declared.couches,
    interaction: declared.interactions,
    queue: declared.queues,
    initiative: declared.initiatives,
    flow: declared.flows,
    capability: declared.capabilities,
    traces: declared.traces,
    accept: declared.accepts,
    rule: declared.rules,
    exclude: declared.excludes,
    ignore: history.ignore,
    class: history.classes ?? [],
  }))
    for (const thing of things) add(kind, thing, thing.at);
  // The window has no place of its own, and there is one for all files.
  const { windowMonths, change, branch } = history;
  if (declared.files[0] === path)
    add('history', { windowMonths, change, branch }, { path, range: FILE_START });
  return statements.sort((a, b) => a.at.range.start.line - b.at.range.start.line);
}

function declaredOtherwise(saved: readonly Statement[], edited: readonly Statement[]): readonly Place[] {
  const left = counted(saved);
  const fresh = edited.filter(({ says }) => !take(left, says));
  if (fresh.length > 0) return fresh.map(({ at }) => at);
  const now = counted(edited);
  const gone = saved.flatMap(({ says }, index) => (take(now, says) ? [] : [index]));
  const kept = new Map(edited.map(({ says, at }) => [says, at]));
  return gone.map(index =>
    neighbour(
      saved.map(({ says }) => kept.get(says)),
      index,
      edited,
    ),
  );
}

/** What stands now where something was removed: what came after it, else what came before. */
function neighbour(
  places: readonly (Place | undefined)[],
  index: number,
  edited: readonly { readonly at: Place }[],
): Place {
  const after = places.slice(index + 1).find(place => place !== undefined);
  const before = places.slice(0, index).findLast(place => place !== undefined);
  return after ?? before ?? edited[0]?.at ?? { path: '' as RepoPath, range: FILE_START };
}

function counted(statements: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { says } of statements) counts.set(says, (counts.get(says) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, says: string): boolean {
  const number = counts.get(says) ?? 0;
  if (number > 0) counts.set(says, number - 1);
  return number > 0;
}

function rulesOf({ ownership }: Facts, path: RepoPath): readonly OwnerRule[] {
  const facts = factsOf(ownership);
  return facts?.path === path ? facts.rules : [];
}

/** The last rule that matches wins, so order counts: whatever stands between the first and the last difference. */
function ruledOtherwise(
  saved: readonly OwnerRule[],
  edited: readonly OwnerRule[],
  path: RepoPath,
): readonly Place[] {
  const says = (rule: OwnerRule | undefined) =>
    rule && `${rule.pattern} ${rule.owners.map(({ handle }) => handle).join(' ')}`;
  let start = 0;
  while (start < saved.length && start < edited.length && says(saved[start]) === says(edited[start])) start++;
  let end = 0;
  const rest = Math.min(saved.length, edited.length) - start;
  while (end < rest && says(saved.at(-1 - end)) === says(edited.at(-1 - end))) end++;
  const fresh = edited.slice(start, edited.length - end);
  if (fresh.length > 0 || start + end >= saved.length) return fresh.map(({ place }) => place);
  // Only removed: the rule that stands there now, or the top where none is left.
  const stands = edited[start] ?? edited.at(-1);
  return [stands?.place ?? { path, range: FILE_START }];
}
