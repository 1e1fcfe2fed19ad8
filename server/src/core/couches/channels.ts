import type { DeclaredChannel } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, TeamName } from '../model/model.ts';
import type { Thresholds } from './thresholds.ts';

/** How much two teams can settle together, and through what. */
export interface Bandwidth {
  /** Between 0 (no channel leads from one to the other) and 1 (they are one team). */
  readonly share: number;
  /** The teams on the best path, both ends included; empty where there is none. */
  readonly path: readonly TeamName[];
  /** The narrowest channel of the best path. */
  readonly narrowest?: { readonly medium: string; readonly channel: DeclaredChannel };
}

/** Whether the wiring file declares any channel: without one nobody can say which is missing. */
export function channelsDeclared(model: Model): boolean {
  return (factsOf(model.facts.declared)?.channels.length ?? 0) > 0;
}

/**
 * The bandwidth of the best path between two teams (MEASURES.md section d): of all ways along declared channels the one
 * whose narrowest medium is widest, and of equals the shortest. A channel counts both ways: who may file a ticket is
 * answered on it. A medium that nobody gave a number to counts as a chat.
 */
export function bandwidthBetween(
  model: Model,
  from: TeamName,
  to: TeamName,
  thresholds: Thresholds,
): Bandwidth {
  if (from === to) return { share: 1, path: [from] };
  const links = linksOf(model, thresholds);
  // The widest path: always go on from whoever was reached with most. Teams are few, so a list does for a queue.
  const reached = new Map<TeamName, Bandwidth>([[from, { share: 1, path: [from] }]]);
  const open = new Set<TeamName>([from]);
  while (open.size > 0) {
    const [next] = [...open].sort((a, b) => compare(reached.get(a), reached.get(b)) || byText(a, b));
    if (next === undefined) break;
    open.delete(next);
    const here = reached.get(next);
    if (!here || next === to) break;
    for (const { team, share, channel } of links.get(next) ?? []) {
      const known = reached.get(team);
      const there: Bandwidth = {
        share: Math.min(here.share, share),
        path: [...here.path, team],
        ...(share <= here.share
          ? { narrowest: { medium: channel.medium, channel } }
          : here.narrowest
            ? { narrowest: here.narrowest }
            : {}),
      };
      if (known && compare(known, there) <= 0) continue;
      reached.set(team, there);
      open.add(team);
    }
  }
  return reached.get(to) ?? { share: 0, path: [] };
}

/** The narrowest medium that is wide enough for a need; the widest there is where none is. */
export function mediumFor(need: number, thresholds: Thresholds): string {
  const { ticket, chat, meeting, embedded } = thresholds;
  const media: readonly (readonly [string, number])[] = [
    ['ticket', ticket],
    ['chat', chat],
    ['meeting', meeting],
    ['embedded', embedded],
  ];
  return media.find(([, share]) => share >= need)?.[0] ?? 'embedded';
}

/** No channel is wider: who needs more than it carries needs no channel, but to be one team. */
export function widestChannel({ embedded, meeting, chat, review, ticket }: Thresholds): number {
  return Math.max(embedded, meeting, chat, review, ticket);
}

interface Link {
  readonly team: TeamName;
  readonly share: number;
  readonly channel: DeclaredChannel;
}

function linksOf(model: Model, thresholds: Thresholds): ReadonlyMap<TeamName, readonly Link[]> {
  const links = new Map<TeamName, Link[]>();
  const link = (from: TeamName, to: TeamName, share: number, channel: DeclaredChannel) => {
    const known = links.get(from);
    if (known) known.push({ team: to, share, channel });
    else links.set(from, [{ team: to, share, channel }]);
  };
  for (const channel of factsOf(model.facts.declared)?.channels ?? []) {
    const from = model.team(channel.from.name)?.name;
    const to = model.team(channel.to.name)?.name;
    // A team that nobody knows is an error at its place.
    if (from === undefined || to === undefined) continue;
    const share = widthOf(channel.medium, thresholds);
    link(from, to, share, channel);
    link(to, from, share, channel);
  }
  return links;
}

export function widthOf(medium: string, thresholds: Thresholds): number {
  switch (medium) {
    case 'embedded':
      return thresholds.embedded;
    case 'meeting':
      return thresholds.meeting;
    case 'review':
      return thresholds.review;
    case 'ticket':
      return thresholds.ticket;
    default:
      return thresholds.chat;
  }
}

/** Wider first, then shorter. */
function compare(a: Bandwidth | undefined, b: Bandwidth | undefined): number {
  return (b?.share ?? 0) - (a?.share ?? 0) || (a?.path.length ?? 0) - (b?.path.length ?? 0);
}
