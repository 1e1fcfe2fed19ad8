/** What is wrong with one frame, as it lies in the bucket. */
export interface Defect {
  readonly stream: string;
  readonly frame: number;
  readonly kind: 'frozen' | 'silent' | 'blocks';
}

/** Tells somebody, once for each stream and kind. */
export function notify(defects: readonly Defect[]): readonly string[] {
  return [...new Set(defects.map(({ stream, kind }) => `${stream}: ${kind}`))];
}
