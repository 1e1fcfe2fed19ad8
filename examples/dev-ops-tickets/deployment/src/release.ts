import { version } from '@webshop/shop';
import { type Host, hosts } from './hosts.ts';

/** What development knows: what is released, and in which order its parts start. */
const ORDER = ['database', 'shop', 'mail'];

export function deploy(): readonly string[] {
  return hosts().flatMap(host => ORDER.map(part => start(part, host)));
}

function start(part: string, { name, memory }: Host): string {
  return `${part} ${version} on ${name} with ${memory} MiB`;
}
