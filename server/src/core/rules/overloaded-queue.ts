import type { DeclaredQueue } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { replaceActual } from '../fixes/queue-access.ts';
import { type QueueNumbers, type QueueTarget, queueNumbers } from '../organisation/queues.ts';
import { timeInWords } from '../organisation/times.ts';
import { listed, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const overloadedQueue: Rule = {
  id: 'overloaded-queue',
  title: 'Overloaded queue',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'times',
      type: 'count',
      fraction: true,
      fallback: 3,
      describe: 'how many times the promise a queue takes, from which it is overloaded',
    },
  ],
  docs: {
    what: 'From asking to having takes at least three times what the queue promises, as the wiring file says (`promised`, `actual`). Without `touch` the promise is read as the work itself, and that is said.',
    why: 'What many wait for sets the pace of all of them. A queue near its limit cannot be made fast by working harder: the wait is the work divided by the idle share, so the last percents cost most.',
    evidence:
      'How many times longer than the work the whole takes (W/S); how busy its people are (ρ = 1 − S/W), and how busy they may be to keep the promise, or, where the work alone takes all of that, to take less than half as long again. M/M/1, one server and all at random: arithmetic (grade A) on a model of people (grade D).',
    fixes:
      'Let its people work in the teams that need them, or let these help themselves; the fix writes that down in place of the wait.',
    accept:
      'accept overloaded-queue on queue roles until 2027-03-01 because "two engineers a month move over"',
    example: `
//- /architecture.wiring
team Roles
team Retail
queue role-engineering {
//    ^^^^^^^^^^^^^^^^ warning overloaded-queue: role-engineering promises 2 weeks and takes 11 weeks
  run by Roles
  serves Retail
  promised 2 weeks
  actual 11 weeks
}
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const queues = factsOf(context.model.facts.declared)?.queues ?? [];
    const told = queues.filter(queue => queueNumbers(queue)?.overPromise !== undefined);
    context.looked(told.length, 'queues with a promise and what it takes');
    for (const queue of told) {
      const numbers = queueNumbers(queue);
      if (!numbers || (numbers.overPromise ?? 0) < context.option('times')) continue;
      const message = messageOf(queue, numbers);
      yield {
        key: queue.name,
        message,
        places: [{ place: queue.at, message }],
        related: [{ place: numbers.wait.at, message: `what it takes: ${numbers.wait.text}` }],
        subject: { queue: queue.name, ...(queue.runBy && { team: queue.runBy.name }) },
        evidence: evidenceOf(queue, numbers),
      };
    }
  },

  fixes(finding, _place, context) {
    const queue = factsOf(context.model.facts.declared)?.queues.find(
      ({ name }) => name === finding.subject.queue,
    );
    const numbers = queue && queueNumbers(queue);
    return queue && numbers ? replaceActual(queue, numbers, context) : [];
  },
};

function messageOf(queue: DeclaredQueue, numbers: QueueNumbers): string {
  const { wait, service, target, load } = numbers;
  const promised = queue.promised?.text ?? '';
  const read = numbers.readPromiseAsWork ? ', the promise read as the work itself' : '';
  const access = queue.access && queue.access.way !== 'ticket' ? `, although it is ${queue.access.way}` : '';
  const busy = load
    ? `, ${Number(load.slowdown.toFixed(1))} times the work${read}: its people are busy ${percent(load.utilisation, target?.utilisation)} of the time, and ${aimOf(target, promised, service.text)}`
    : '';
  return `${queue.name} promises ${promised} and takes ${wait.text}${access}${busy}; ${adviceFor(queue)}`;
}

/** What a queue is said to be already is no advice. */
function adviceFor({ access }: DeclaredQueue): string {
  switch (access?.way) {
    case 'self-service':
      return 'let its people work in the teams that need them, or find out what one waits for where one need not ask';
    case 'embedded':
      return 'let these teams help themselves, or find out what they wait for where nobody has to be asked';
    default:
      return 'let them work in the teams that need them, or let these help themselves';
  }
}

function aimOf(target: QueueTarget | undefined, promised: string, work: string): string {
  if (!target) return `the promise is shorter than the work alone, which takes ${work}`;
  const most = `they may be busy ${percent(target.utilisation)} at most`;
  return target.keepsPromise
    ? `to keep the promise ${most}`
    : `to take less than ${timeInWords(target.ms, [promised])} ${most}`;
}

function evidenceOf(queue: DeclaredQueue, { load, target, service }: QueueNumbers) {
  // In the unit of the promise, which may be weeks where the work takes minutes.
  const aim = queue.promised?.text ?? service.text;
  const told = load
    ? [
        `W/S = ${Number(load.slowdown.toFixed(2))}, ρ = ${load.utilisation.toFixed(2)} in an M/M/1 queue with S = ${service.text}`,
      ]
    : ['how busy its people are is unknown: the work itself (touch) is not written down'];
  if (target) told.push(`ρ ≤ ${target.utilisation.toFixed(2)} for ${timeInWords(target.ms, [aim])}`);
  if (queue.serves.length > 0) told.push(`serves ${listed(queue.serves.map(({ name }) => name))}`);
  return told;
}
