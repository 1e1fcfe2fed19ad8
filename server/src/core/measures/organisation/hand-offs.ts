/** Flow efficiency and hand-offs (MEASURES.md section f; Reinertsen 2009; grade A as arithmetic). */

export interface FlowStep {
  readonly team: string;
  /** Work and waiting before it, in one unit; undefined where nobody wrote it down. */
  readonly touch: number | undefined;
  readonly wait: number | undefined;
  /** Steps that this one stands for. */
  readonly count: number;
}

export interface FlowNumbers {
  readonly steps: number;
  /** Different teams. */
  readonly teams: number;
  /** Changes of team along the path. */
  readonly handOffs: number;
  /** Of the times written down. */
  readonly touch: number;
  readonly wait: number;
  /** touch / (touch + wait); undefined where no waiting is written down, or a step has no time for its work. */
  readonly efficiency: number | undefined;
  /** Runs of two or more entries of one team next to each other, as indices of the first and the last. */
  readonly neighbours: readonly (readonly [number, number])[];
}

export function flowNumbers(steps: readonly FlowStep[]): FlowNumbers {
  let handOffs = 0;
  const neighbours: [number, number][] = [];
  for (const [i, { team }] of steps.entries()) {
    if (i === 0) continue;
    if (steps[i - 1]?.team !== team) {
      handOffs += 1;
      continue;
    }
    const last = neighbours.at(-1);
    if (last?.[1] === i - 1) last[1] = i;
    else neighbours.push([i - 1, i]);
  }
  const touch = sum(steps.map(step => step.touch ?? 0));
  const wait = sum(steps.map(step => step.wait ?? 0));
  const told = steps.length > 0 && steps.every(step => step.touch !== undefined);
  const waits = steps.some(step => step.wait !== undefined);
  return {
    steps: sum(steps.map(({ count }) => count)),
    teams: new Set(steps.map(({ team }) => team)).size,
    handOffs,
    touch,
    wait,
    efficiency: told && waits && touch + wait > 0 ? touch / (touch + wait) : undefined,
    neighbours,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
