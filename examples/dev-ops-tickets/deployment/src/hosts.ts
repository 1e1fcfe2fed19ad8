import { pool } from '@webshop/machines';

/** What operations knows: which machines there are, and how much of each may be used. */
export interface Host {
  readonly name: string;
  readonly memory: number;
}

export function hosts(): readonly Host[] {
  return pool.filter(({ free }) => free > 512).map(({ name, free }) => ({ name, memory: free - 512 }));
}
