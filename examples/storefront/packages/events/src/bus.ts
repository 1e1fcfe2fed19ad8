import type { ShopEvent } from './types';

export type Handler = (event: ShopEvent) => void;

const handlers = new Set<Handler>();

export function subscribe(handler: Handler): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

export function publish(event: ShopEvent): void {
  for (const handler of handlers) handler(event);
}
