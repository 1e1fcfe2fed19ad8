import { type Bandwidth, bandwidthBetween, widthOf } from '../../couches/channels.ts';
import { thresholdsOf } from '../../couches/thresholds.ts';
import type { DeclaredService, Ref } from '../../facts/declared.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model, TeamName } from '../../model/model.ts';
import { wireTeams } from '../../organisation/wire-teams.ts';
import { percent } from '../../views/words.ts';
import type { Finding, Fix } from '../finding.ts';
import type { FixContext } from '../rule.ts';

/** A service whose builders are out of reach of those who live with it. */
export interface OutOfReach {
  readonly service: DeclaredService;
  readonly builder: TeamName;
  readonly other: TeamName;
  /** Where the other is named. */
  readonly ref: Ref;
  readonly best: Bandwidth;
}

/** Own services that one team builds and another, as `who` tells, lives with, without a way between them wider than a ticket. */
export function outOfReach(
  model: Model,
  who: (service: DeclaredService) => Ref | undefined,
): { readonly looked: number; readonly found: readonly OutOfReach[] } {
  const thresholds = thresholdsOf(model);
  let looked = 0;
  const found: OutOfReach[] = [];
  for (const service of factsOf(model.facts.declared)?.services ?? []) {
    const ref = who(service);
    const builder = service.builtBy && model.team(service.builtBy.name)?.name;
    const other = ref && model.team(ref.name)?.name;
    if (service.external || !ref || builder === undefined || other === undefined) continue;
    looked += 1;
    if (builder === other) continue;
    const best = bandwidthBetween(model, builder, other, thresholds);
    if (best.share > widthOf('ticket', thresholds)) continue;
    found.push({ service, builder, other, ref, best });
  }
  return { looked, found };
}

/** `no declared channel leads to them`, `the best way to them carries 10 % (ticket)`. */
export function reachInWords({ best }: OutOfReach): string {
  return best.share === 0
    ? 'no declared channel leads from one to the other'
    : `the best way between them is by ${best.narrowest?.medium ?? 'ticket'} (${percent(best.share)})`;
}

/** A channel in which one answers within the day. */
export function wireService({ builder, other, best }: OutOfReach, context: FixContext): readonly Fix[] {
  return wireTeams(context, [builder, other], thresholdsOf(context.model).chat, best.share);
}

export function findingOf(
  finding: Finding,
  model: Model,
  who: (service: DeclaredService) => Ref | undefined,
): OutOfReach | undefined {
  return outOfReach(model, who).found.find(({ service }) => service.name === finding.subject.service);
}
