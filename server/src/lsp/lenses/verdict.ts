import type { LensGiver } from './lens.ts';

/** The verdict above each module and couch that the file declares, and above each team how often it acts alone. */
export const verdictLenses: LensGiver = {
  kind: 'verdicts',
  lenses: () => [],
};
