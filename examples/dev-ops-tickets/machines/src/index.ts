export interface Machine {
  readonly name: string;
  /** MiB. */
  readonly free: number;
}

export const pool: readonly Machine[] = [
  { name: 'anna', free: 4096 },
  { name: 'bert', free: 2048 },
];
