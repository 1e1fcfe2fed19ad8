import { type Defect, notify } from '@player/notify';

/** One frame and its sound, as it lies in the bucket. */
export interface Frame {
  readonly stream: string;
  readonly number: number;
  readonly picture: Uint8Array;
  readonly sound: Uint8Array;
}

export function detect(frames: readonly Frame[]): readonly string[] {
  return notify(frames.flatMap(defectsOf));
}

function defectsOf({ stream, number, picture, sound }: Frame, at: number, all: readonly Frame[]): readonly Defect[] {
  const before = all[at - 1];
  const same = before !== undefined && before.picture.every((value, i) => value === picture[i]);
  const silent = sound.every(value => value === 0);
  return [
    ...(same ? [{ stream, frame: number, kind: 'frozen' } as const] : []),
    ...(silent ? [{ stream, frame: number, kind: 'silent' } as const] : []),
  ];
}
