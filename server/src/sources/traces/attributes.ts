import { numberOf, textOf } from './json.ts';
import type { SpanKind } from './span-record.ts';

/** Looks an attribute up by its name, whatever the format keeps attributes in. */
export type Attributes = (name: string) => unknown;

/** What a span's attributes say of the other end, by the names of today's semantic conventions and of those before. */
export interface Told {
  readonly peer: string | undefined;
  readonly system: string | undefined;
  readonly topic: string | undefined;
  readonly broker: string | undefined;
}

export function tellAttributes(get: Attributes, kind: SpanKind, named?: string): Told {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const text = textOf(get(name));
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const messaging = first('messaging.system', 'messaging.system.name');
  const database = first('db.system.name', 'db.system', 'db.type');
  const rpc = first('rpc.system.name', 'rpc.system');
  const topic = first(
    'messaging.destination.name',
    'messaging.destination',
    'message_bus.destination',
    'kafka.topic',
    'rabbit.queue',
    'jms.queue',
    'jms.topic',
  );
  const system =
    messaging !== undefined
      ? `messaging ${messaging}`
      : database !== undefined
        ? `db ${database}`
        : rpc !== undefined
          ? `rpc ${rpc}`
          : first('http.request.method', 'http.method', 'http.url', 'url.full', 'http.route', 'http.path') !==
              undefined
            ? 'http'
            : topic !== undefined
              ? 'messaging'
              : undefined;
  const service = named ?? first('service.peer.name', 'peer.service');
  const isMessage = kind === 'producer' || kind === 'consumer' || messaging !== undefined;
  // An address names who is called; of a caller it names a machine, often a gateway.
  const address =
    service === undefined && (kind === 'client' || kind === 'producer')
      ? hostOf(
          first('server.address', 'net.peer.name', 'net.sock.peer.name', 'http.host', 'peer.hostname') ??
            hostOfUrl(first('url.full', 'http.url')),
        )
      : undefined;
  return {
    peer: service ?? address ?? (kind === 'client' ? (database ?? messaging) : undefined),
    system,
    topic,
    broker: isMessage ? (service ?? messaging) : undefined,
  };
}

/** Whether attributes say that it went wrong, where the status of the span does not. */
export function saysError(get: Attributes): boolean {
  const error = get('error');
  if (error === true || error === 'true') return true;
  const status = numberOf(get('http.response.status_code') ?? get('http.status_code'));
  return status !== undefined && status >= 500;
}

function hostOfUrl(url: string | undefined): string | undefined {
  return url === undefined
    ? undefined
    : /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^/@?#]{0,200}@)?([^/?#]{1,255})/i.exec(url)?.[1];
}

/** A name, without its port. Addresses of machines name nobody: on the next day another service has them. */
function hostOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const host = address.replace(/:\d{1,5}$/, '').toLowerCase();
  if (host === '' || host === 'localhost' || host.endsWith('.localhost')) return undefined;
  if (/^[\d.]+$/.test(host) || host.includes(':') || host.startsWith('[')) return undefined;
  return host;
}
