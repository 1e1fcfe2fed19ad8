import type { DeclaredTeam } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import type { TeamName } from '../model/model.ts';

/** Who is in which team when, as the wiring file and the roster files it names say. */
export interface Roster {
  /** Whether anybody's team is known. */
  readonly known: boolean;
  /** The teams of an address (lower-cased) at a time in epoch seconds; sorted, mostly one or none. */
  teamsOfAuthor(email: string, at: number): readonly TeamName[];
}

/** `others` are people of teams that nobody declared: owners in CODEOWNERS. */
export function rosterOf(teams: readonly DeclaredTeam[], others: readonly Placed[] = []): Roster {
  const stays = new Map<string, Stay[]>();
  const add = ({ team, email, from, until }: Placed) => {
    const stay = { team, from: startOf(from), until: endOf(until) };
    const key = email.toLowerCase();
    const known = stays.get(key);
    if (known) known.push(stay);
    else stays.set(key, [stay]);
  };
  for (const team of teams) {
    for (const member of team.members) add({ ...member, team: team.name as TeamName });
  }
  for (const other of others) add(other);
  const none: readonly TeamName[] = [];
  return {
    known: stays.size > 0,
    teamsOfAuthor(email, at) {
      const found = stays.get(email) ?? staysOfLogin(stays, email);
      if (!found) return none;
      const there = found.filter(({ from, until }) => at >= from && at < until).map(({ team }) => team);
      return [...new Set(there)].sort(byText);
    },
  };
}

export interface Placed {
  readonly team: TeamName;
  readonly email: string;
  readonly from?: string;
  readonly until?: string;
}

interface Stay {
  readonly team: TeamName;
  /** Epoch seconds; from inclusive, until exclusive. */
  readonly from: number;
  readonly until: number;
}

/** GitHub hides addresses as `123+login@users.noreply.github.com`; a member may be named by that login. */
function staysOfLogin(
  stays: ReadonlyMap<string, readonly Stay[]>,
  email: string,
): readonly Stay[] | undefined {
  const login = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email)?.[1];
  return login === undefined ? undefined : (stays.get(`@${login}`) ?? stays.get(login));
}

function startOf(date: string | undefined): number {
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time / 1000;
}

/** Dates are inclusive: the stay ends with the day. */
function endOf(date: string | undefined): number {
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time / 1000 + 86_400;
}
