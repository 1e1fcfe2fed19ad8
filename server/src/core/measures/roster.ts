import type { DeclaredTeam } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import type { TeamName } from '../model/model.ts';

/** Who is in which team when, as the wiring file says. */
export interface Roster {
  /** Whether any team names its members. */
  readonly known: boolean;
  /** The teams of an address (lower-cased) at a time in epoch seconds; sorted, mostly one or none. */
  teamsOfAuthor(email: string, at: number): readonly TeamName[];
}

export function rosterOf(teams: readonly DeclaredTeam[]): Roster {
  const stays = new Map<string, Stay[]>();
  for (const team of teams) {
    for (const member of team.members) {
      const stay = { team: team.name as TeamName, from: startOf(member.from), until: endOf(member.until) };
      const key = member.email.toLowerCase();
      const known = stays.get(key);
      if (known) known.push(stay);
      else stays.set(key, [stay]);
    }
  }
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
