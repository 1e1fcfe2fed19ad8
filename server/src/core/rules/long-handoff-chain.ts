import type { DeclaredFlow } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { mergeNeighbours } from '../fixes/merge-steps.ts';
import type { FlowNumbers } from '../measures/organisation/hand-offs.ts';
import { flowOf, shareUnknown } from '../organisation/flows.ts';
import { timeInWords } from '../organisation/times.ts';
import { count, listed, percent, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const longHandoffChain: Rule = {
  id: 'long-handoff-chain',
  title: 'Long chain of hand-offs',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    { key: 'hand-offs-from', type: 'count', fallback: 4, describe: 'hand-offs from which it is a finding' },
    {
      key: 'efficiency-below',
      type: 'percent',
      fallback: 0.15,
      describe: 'of the whole time, the share of work below which it is a finding',
    },
  ],
  docs: {
    what: 'The steps of a flow change hands at least four times, or less than 15 % of its time is work. The share of work is told only where every step has a time and some waiting is written down: what nobody wrote down is unknown, and not zero.',
    why: 'At every hand-off something waits and something is lost. Most of the time of most work is waiting between people.',
    evidence:
      'Steps, teams, hand-offs, the work against the waiting, and neighbouring steps of one team. Grade A as arithmetic.',
    fixes: 'Put the steps of one team into one; let one team do several; automate what only passes on.',
    accept:
      'accept long-handoff-chain on flow delivery at most 6 until 2027-03-01 because "tests are being automated"',
    example: `
//- /architecture.wiring
team A
team B
flow delivery {
//   ^^^^^^^^ warning long-handoff-chain: delivery takes 5 steps with 4 hand-offs between 2 teams
  ask by A
  build by B
  decide by A
  test by B
  release by A
}
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const flows = factsOf(model.facts.declared)?.flows ?? [];
    context.looked(flows.length, 'flows');
    for (const flow of flows) {
      const numbers = flowOf(model, flow);
      const slow =
        numbers.efficiency !== undefined && numbers.efficiency < context.option('efficiency-below');
      if (numbers.handOffs < context.option('hand-offs-from') && !slow) continue;
      const message = messageOf(flow, numbers);
      yield {
        key: flow.name,
        message,
        places: [{ place: flow.at, message }],
        related: [],
        subject: { flow: flow.name },
        evidence: evidenceOf(flow, numbers),
        size: numbers.handOffs,
      };
    }
  },

  fixes(finding, _place, context) {
    const flow = factsOf(context.model.facts.declared)?.flows.find(
      ({ name }) => name === finding.subject.flow,
    );
    return flow ? mergeNeighbours(flow, flowOf(context.model, flow), context) : [];
  },
};

function messageOf(
  flow: DeclaredFlow,
  { steps, teams, handOffs, efficiency, touch, wait }: FlowNumbers,
): string {
  const share =
    efficiency === undefined
      ? ''
      : `; of ${timeInWords(touch + wait)} ${percent(efficiency)} is work, the rest is waiting`;
  return `${flow.name} takes ${count(steps, 'step')} with ${count(handOffs, 'hand-off')} between ${count(teams, 'team')}${share}; let one team do several steps, and automate those that only pass on`;
}

function evidenceOf(flow: DeclaredFlow, { neighbours, efficiency, touch }: FlowNumbers): readonly string[] {
  const waiting = [...flow.steps].sort((a, b) => (b.wait?.ms ?? 0) - (a.wait?.ms ?? 0))[0];
  const longest = [...flow.steps].sort((a, b) => (b.touch?.ms ?? 0) - (a.touch?.ms ?? 0))[0];
  return [
    ...(touch > 0 ? [`the work takes ${timeInWords(touch)}`] : []),
    ...(longest?.touch ? [`longest: ${longest.name} by ${longest.team.name}, ${longest.touch.text}`] : []),
    ...(waiting?.wait
      ? [`waits longest before ${waiting.name} by ${waiting.team.name}, ${waiting.wait.text}`]
      : []),
    ...(neighbours.length > 0
      ? [
          `neighbouring steps of one team: ${someOf(
            neighbours.map(([from, to]) => listed(flow.steps.slice(from, to + 1).map(({ name }) => name))),
            5,
          )}`,
        ]
      : []),
    ...(efficiency === undefined ? [shareUnknown(flow)] : []),
  ];
}
