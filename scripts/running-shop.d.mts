export const SHOP: string;

export interface Asked {
  readonly path: string;
  readonly times: number;
}

export const REQUESTS: readonly Asked[];

export function runShop(options: {
  readonly traces: string;
  readonly requests?: readonly Asked[];
  readonly ports?: Readonly<Record<string, number>>;
  readonly signal?: AbortSignal;
  readonly started?: (name: string, pid: number) => void;
}): Promise<number>;
