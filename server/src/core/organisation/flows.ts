import type { DeclaredFlow } from '../facts/declared.ts';
import { type FlowNumbers, flowNumbers } from '../measures/organisation/hand-offs.ts';
import type { Model } from '../model/model.ts';

/** The figures of a flow; two names of one team are one team. Times in milliseconds. */
export function flowOf(model: Model, flow: DeclaredFlow): FlowNumbers {
  return flowNumbers(
    flow.steps.map(({ team, touch, wait, count }) => ({
      team: model.team(team.name)?.name ?? team.name,
      touch: touch?.ms,
      wait: wait?.ms,
      count,
    })),
  );
}

/** Why nobody can say how much of a flow's time is work. */
export function shareUnknown({ steps }: DeclaredFlow): string {
  const missing =
    steps.length === 0
      ? 'it has no steps'
      : steps.some(({ touch }) => touch === undefined)
        ? 'not every time is written down'
        : 'no waiting is written down';
  return `how much of the time is work is unknown: ${missing}`;
}
