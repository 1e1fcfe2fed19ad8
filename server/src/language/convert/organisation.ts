/** Organization, groups, teams and channels: syntax tree in, facts out. */
import type { DeclaredChannel, DeclaredFacts, DeclaredGroup, DeclaredTeam } from '#core/facts/declared';
import { MEDIA, TEAM_KINDS } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import {
  type Context,
  dateOf,
  half,
  namesOf,
  onlyClause,
  placeOf,
  refOf,
  say,
  textOf,
  wordOf,
} from './context.ts';
import { nameOf } from './named.ts';

/** The file itself is read elsewhere: this folder knows texts and no disk. */
export function convertRoster(context: Context, node: ast.Roster): NonNullable<DeclaredFacts['rosters']> {
  const path = textOf(context, node, 'path');
  return path ? [{ path: path.text, at: path.at }] : [];
}

export function convertGroup(context: Context, node: ast.Group): DeclaredGroup[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const parent = refOf(context, half(node).parent);
  const lead = onlyClause(context, node.clauses, ast.isLead, `Who leads ${named.name}`);
  const person = lead && textOf(context, lead, 'person')?.text;
  return [{ ...named, ...(parent && { parent }), ...(person !== undefined && { lead: person }) }];
}

export function convertTeam(context: Context, node: ast.Team): DeclaredTeam[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const group = refOf(context, half(node).group);
  const clauses = node.clauses ?? [];
  const kindClause = onlyClause(context, clauses, ast.isTeamKind, `The kind of ${named.name}`);
  const kind = kindClause && wordOf(context, kindClause, 'teamKind', 'kind of team', TEAM_KINDS)?.text;
  const handles = clauses.filter(ast.isHandle).flatMap(clause => namesOf(context, clause, 'handles'));
  const members = clauses
    .filter(ast.isMembers)
    .flatMap(clause => clause.members.flatMap(member => convertMember(context, member)));
  return [{ ...named, ...(group && { group }), ...(kind !== undefined && { kind }), handles, members }];
}

function convertMember(context: Context, node: ast.Member): DeclaredTeam['members'][number][] {
  const email = textOf(context, node, 'email');
  if (!email) return [];
  const from = dateOf(context, node, 'from');
  const until = dateOf(context, node, 'until');
  if (from && until && until.date < from.date) {
    say(
      context,
      'impossible-dates',
      `This ends on ${until.date}, before it begins on ${from.date}.`,
      until.at,
    );
  }
  return [
    {
      email: email.text,
      ...(from && { from: from.date }),
      ...(until && { until: until.date }),
      at: placeOf(context, node),
    },
  ];
}

export function convertChannel(context: Context, node: ast.Channel): DeclaredChannel[] {
  const from = refOf(context, half(node).from);
  const to = refOf(context, half(node).to);
  const medium = wordOf(context, node, 'medium', 'medium', MEDIA);
  if (!from || !to || !medium) return [];
  if (from.name === to.name) {
    say(
      context,
      'channel-to-itself',
      `${from.name} needs no channel to itself; name another team or remove this line.`,
      to.at,
    );
    return [];
  }
  return [{ from, to, both: node.both === true, medium: medium.text, at: placeOf(context, node) }];
}
