import { FILE_START, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { PLACEHOLDER_REASON } from '../placeholder-reason.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { count } from '../views/words.ts';
import { appendClause, writeName, writeText } from './wiring-text.ts';

/** Long enough to plan the work, short enough to be remembered. */
const DAYS = 90;

/**
 * Accepts one finding, by the narrowest clause that names it, with a placeholder for the reason and an end; of several
 * modules together by one clause for each of them.
 */
export function acceptFinding(finding: Finding, context: FixContext): readonly Fix[] {
  const each = eachMember(finding);
  const alone = each ? undefined : narrowest(finding, context.model);
  const about = each ?? (alone === undefined ? [] : [alone]);
  if (about.length === 0) return [];
  const until = dayAfter(context.today, DAYS);
  const most = finding.size === undefined ? '' : ` at most ${finding.size}`;
  const clause = about
    .map(
      name => `accept ${finding.rule} ${name}${most} until ${until} because ${writeText(PLACEHOLDER_REASON)}`,
    )
    .join('\n');
  const on = each === undefined || each.length === 1 ? '' : ` on each of ${count(each.length, 'module')}`;
  const path = wiringFile(finding, context.model);
  const source = context.text(path);
  const edit =
    source === undefined
      ? { path, range: FILE_START, newText: `wiring 1\n\n${clause}\n`, create: true as const }
      : appendClause(path, source, clause);
  return [
    {
      title: `Accept ${finding.rule}${on} until ${until}, with a reason`,
      edits: [edit],
      preferred: false,
      toWrite: { path, text: PLACEHOLDER_REASON },
      note: 'Write the reason where it says TODO; from the day after, the finding is back',
    },
  ];
}

/** Where it is about several modules together: on each that is not accepted yet. */
function eachMember({ members, acceptedMembers = [] }: Finding): readonly string[] | undefined {
  return members?.filter(name => !acceptedMembers.includes(name)).map(name => `on module ${writeName(name)}`);
}

function narrowest(finding: Finding, model: Model): string | undefined {
  const { module, toModule, team, toTeam, couch, path } = finding.subject;
  const { service, toService } = finding.subject;
  const services = factsOf(model.facts.declared)?.services ?? [];
  // Of a service that nobody declared only traces know, and an accept could not name it.
  if (service !== undefined && services.some(({ name }) => name === toService))
    return `from ${writeName(service)} to ${writeName(toService ?? '')}`;
  for (const kind of ['service', 'queue', 'initiative', 'flow', 'capability'] as const) {
    const name = finding.subject[kind];
    if (name !== undefined) return `on ${kind} ${writeName(name)}`;
  }
  if (couch !== undefined) return `on couch ${writeName(couch)}`;
  if (module !== undefined && toModule !== undefined)
    return `from ${writeName(module)} to ${writeName(toModule)}`;
  if (module !== undefined) return `on module ${writeName(module)}`;
  // Characters with a meaning in patterns stand for themselves here.
  if (path !== undefined) return `on path ${writeText(path.replace(/[\\*?[\]{}]/g, '\\$&'))}`;
  if (team !== undefined && toTeam !== undefined) return `from ${writeName(team)} to ${writeName(toTeam)}`;
  if (team !== undefined && model.team(team)?.unnamed === false) return `on team ${writeName(team)}`;
  return undefined;
}

/** The file that declares the module, else the one at the root, else a new one. */
function wiringFile(finding: Finding, model: Model): RepoPath {
  const files = factsOf(model.facts.declared)?.files ?? [];
  const module = finding.subject.module === undefined ? undefined : model.module(finding.subject.module);
  const own = module?.declared?.at.path;
  if (own !== undefined && files.includes(own)) return own;
  const usual = 'architecture.wiring' as RepoPath;
  return files.includes(usual) ? usual : (files[0] ?? usual);
}

export function dayAfter(today: string, days: number): string {
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number);
  // Date is used as a calendar only: what it gives depends on nothing but its arguments.
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}
