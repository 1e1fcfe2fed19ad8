import type { DeclaredFlow, DeclaredInitiative, DeclaredQueue } from '../facts/declared.ts';
import type { Model } from '../model/model.ts';
import { flowOf } from '../organisation/flows.ts';
import { initiativeNumbers, waitNumbers } from '../organisation/initiatives.ts';
import { queueNumbers } from '../organisation/queues.ts';
import { timeInWords } from '../organisation/times.ts';
import { count, percent } from './words.ts';

/** One line above a queue; undefined where too little is written down. */
export function queueLine(queue: DeclaredQueue): string | undefined {
  const numbers = queueNumbers(queue);
  if (!numbers) return undefined;
  const { load, target, wait, service, promisesLessThanWork } = numbers;
  if (!load) return `takes ${wait.text}, no longer than promised`;
  const aim = target
    ? `, at most ${percent(target.utilisation)} to take ${timeInWords(target.ms, [queue.promised?.text ?? '', service.text])}`
    : promisesLessThanWork
      ? `, promised less than the work`
      : '';
  return `${Number(load.slowdown.toFixed(1))} × the work · busy ${percent(load.utilisation)}${aim}`;
}

/** One line above an initiative: its teams, the ways between them, and what it waits. */
export function initiativeLine(model: Model, initiative: DeclaredInitiative): string {
  const { teams, paths, lead, chance } = initiativeNumbers(model, initiative);
  const waits = waitNumbers(model, initiative);
  const texts = waits.waits.map(({ text }) => text);
  const most = initiative.atMostTeams ? ` of at most ${initiative.atMostTeams.count}` : '';
  const now = initiative.asksAtOnce ? waits.atOnce : waits.inSeries;
  return [
    `${count(teams.length, 'team')}${most}, ${lead ? count(paths, 'way', 'ways') : count(paths, 'path')}`,
    ...(chance ? [`${Number((chance.ofAll * 100).toFixed(1))} % that all deliver`] : []),
    ...(texts.length > 0
      ? [
          `waits ${timeInWords(now, texts)}${now > waits.atOnce ? `, at once ${timeInWords(waits.atOnce, texts)}` : ''}`,
        ]
      : []),
  ].join(' · ');
}

/** One line above a flow; undefined without steps. */
export function flowLine(model: Model, flow: DeclaredFlow): string | undefined {
  if (flow.steps.length === 0) return undefined;
  const { steps, teams, handOffs, efficiency } = flowOf(model, flow);
  const work = efficiency === undefined ? '' : ` · ${percent(efficiency)} work`;
  return `${count(steps, 'step')}, ${count(teams, 'team')}, ${count(handOffs, 'hand-off')}${work}`;
}
