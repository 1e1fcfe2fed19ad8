import type { DeclaredChannel } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, TeamName } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
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
 * whose narrowest medium is widest, of equals the shortest, and of these the first by name, read from the end that comes
 * first. A channel counts both ways: who may file a ticket is answered on it. A medium that nobody gave a number to counts
 * as a chat.
 */
export function bandwidthBetween(
  model: Model,
  from: TeamName,
  to: TeamName,
  thresholds: Thresholds,
): Bandwidth {
  return bestPath(model, from, to, thresholds, undefined);
}

/** The same if a team between the two were not there. */
export function bandwidthWithout(
  model: Model,
  between: readonly [TeamName, TeamName],
  without: TeamName,
  thresholds: Thresholds,
): Bandwidth {
  return bestPath(model, ...between, thresholds, without);
}

function bestPath(
  model: Model,
  from: TeamName,
  to: TeamName,
  thresholds: Thresholds,
  without: TeamName | undefined,
): Bandwidth {
  if (from === to) return { share: 1, path: [from] };
  const turned = byText(from, to) > 0;
  const [first, last] = turned ? [to, from] : [from, to];
  const { widths, links } = linksOf(model, thresholds);
  // There are as few widths as there are media, so the widest at which there is a way at all is the bandwidth.
  for (const width of widths) {
    const steps = shortestWay(links, first, last, width, without);
    if (!steps) continue;
    const path = [first, ...steps.map(({ team }) => team)];
    const narrowest = steps.find(({ share }) => share === width);
    return {
      share: width,
      path: turned ? path.reverse() : path,
      ...(narrowest && { narrowest: { medium: narrowest.channel.medium, channel: narrowest.channel } }),
    };
  }
  return { share: 0, path: [] };
}

/** Of the shortest ways along links of at least this width the first by name: links are gone along in that order. */
function shortestWay(
  links: ReadonlyMap<TeamName, readonly Link[]>,
  from: TeamName,
  to: TeamName,
  width: number,
  without: TeamName | undefined,
): readonly Link[] | undefined {
  const cameBy = new Map<TeamName, { readonly before: TeamName; readonly link: Link }>();
  const queue: TeamName[] = [from];
  // The list grows while it is gone through.
  for (const team of queue) {
    if (team === to) break;
    for (const link of links.get(team) ?? []) {
      const next = link.team;
      if (link.share < width || next === without || next === from || cameBy.has(next)) continue;
      cameBy.set(next, { before: team, link });
      queue.push(next);
    }
  }
  const steps: Link[] = [];
  for (let step = cameBy.get(to); step; step = cameBy.get(step.before)) steps.push(step.link);
  return steps.length > 0 ? steps.reverse() : undefined;
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

interface Links {
  /** Of all links, the widest first. */
  readonly widths: readonly number[];
  /** By the team that they lead from; sorted by the team that they lead to, and to each the widest first. */
  readonly links: ReadonlyMap<TeamName, readonly Link[]>;
}

const remembered = lastFor<Model, Links>();

function linksOf(model: Model, thresholds: Thresholds): Links {
  const { embedded, meeting, chat, review, ticket } = thresholds;
  return remembered(model, [embedded, meeting, chat, review, ticket], () => gatherLinks(model, thresholds));
}

function gatherLinks(model: Model, thresholds: Thresholds): Links {
  const links = new Map<TeamName, Link[]>();
  const link = (from: TeamName, to: TeamName, share: number, channel: DeclaredChannel) => {
    const known = links.get(from);
    if (known) known.push({ team: to, share, channel });
    else links.set(from, [{ team: to, share, channel }]);
  };
  const widths = new Set<number>();
  for (const channel of factsOf(model.facts.declared)?.channels ?? []) {
    const from = model.team(channel.from.name)?.name;
    const to = model.team(channel.to.name)?.name;
    // A team that nobody knows is an error at its place.
    if (from === undefined || to === undefined) continue;
    const share = Math.min(1, widthOf(channel.medium, thresholds));
    widths.add(share);
    link(from, to, share, channel);
    link(to, from, share, channel);
  }
  for (const own of links.values()) own.sort((a, b) => byText(a.team, b.team) || b.share - a.share);
  return { widths: [...widths].sort((a, b) => b - a), links };
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
