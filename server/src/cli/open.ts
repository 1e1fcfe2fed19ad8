import type { Snapshot } from '#session/snapshot';
import { checkedDate, type Parsed } from './options.ts';
import type { Opened, World } from './world.ts';

/** Opens the root that the command line names and computes its snapshot, with progress where somebody watches. */
export async function openAndRead(
  path: string,
  parsed: Parsed,
  world: World,
  onStep?: (message: string) => void,
): Promise<{ readonly opened: Opened; readonly snapshot: Snapshot }> {
  const opened = await open(path, parsed, world);
  return { opened, snapshot: await read(opened, world, onStep) };
}

/** Opens the root that the command line names; nothing is read yet. */
export function open(path: string, parsed: Parsed, world: World, historyMonths?: number): Promise<Opened> {
  return world.open({
    path,
    root: parsed.value('root'),
    git: !parsed.has('no-git'),
    cache: !parsed.has('no-cache'),
    today: checkedDate(parsed.value('today')),
    traces: parsed.values('traces'),
    historyMonths,
  });
}

export async function read(
  opened: Opened,
  world: World,
  onStep: (message: string) => void = () => undefined,
): Promise<Snapshot> {
  try {
    return await opened.session.snapshot({
      signal: world.signal,
      onProgress: step => {
        onStep(step.message);
        const counted = step.total === undefined ? '' : ` ${step.done ?? 0}/${step.total}`;
        world.progress(`${step.message}${counted}`);
      },
    });
  } finally {
    world.progress('');
  }
}
