import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';

/** A queue in a folder, a file a message: what a broker does, in ten lines and without one. */
const SPOOL = process.env.SPOOL ?? 'spool';
const SYSTEM = 'spool';

export interface Message {
  readonly order: number;
}

interface Sent {
  readonly headers: Record<string, string>;
  readonly body: Message;
}

const tracer = trace.getTracer('@lamps/service');
let number = 0;

export function publish(topic: string, body: Message): void {
  tracer.startActiveSpan(`send ${topic}`, { kind: SpanKind.PRODUCER, attributes: about(topic, 'send') }, span => {
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    mkdirSync(join(SPOOL, topic), { recursive: true });
    number += 1;
    // Renamed into place, so that nobody reads half a message.
    const file = join(SPOOL, topic, `${String(number).padStart(6, '0')}-${process.pid}`);
    writeFileSync(`${file}.tmp`, JSON.stringify({ headers, body } satisfies Sent));
    renameSync(`${file}.tmp`, `${file}.json`);
    span.end();
  });
}

/** Takes what is there now. Each message is work of its own, linked to the request that it comes from. */
export async function takeMessages(topic: string, take: (body: Message) => Promise<void>): Promise<void> {
  mkdirSync(join(SPOOL, topic), { recursive: true });
  for (const name of readdirSync(join(SPOOL, topic)).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = join(SPOOL, topic, name);
    const { headers, body } = JSON.parse(readFileSync(file, 'utf8')) as Sent;
    const sender = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
    const options = {
      kind: SpanKind.CONSUMER,
      root: true,
      attributes: about(topic, 'process'),
      links: sender ? [{ context: sender }] : [],
    };
    await tracer.startActiveSpan(`process ${topic}`, options, async span => {
      await take(body);
      span.end();
    });
    rmSync(file);
  }
}

function about(topic: string, operation: string): Record<string, string> {
  return {
    'messaging.system': SYSTEM,
    'messaging.destination.name': topic,
    'messaging.operation.type': operation,
  };
}
