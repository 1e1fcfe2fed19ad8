import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { context } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { stopTelemetry } from '@lamps/telemetry';

/** What a service answers, by the beginning of the path; told the rest of it. */
export type Routes = Readonly<Record<string, (rest: string) => unknown>>;

/** Answers requests on a free port of this machine until it is told to stop. */
export function serve(routes: Routes): void {
  const server = http.createServer(async (request, response) => {
    const [, route = '', rest = ''] = (request.url ?? '/').split('/');
    try {
      const answer = Object.hasOwn(routes, route) ? routes[route] : undefined;
      if (!answer) throw new Error(`There is no /${route}.`);
      nameRoute(rest === '' ? `/${route}` : `/${route}/:id`);
      const text = JSON.stringify(await answer(rest));
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  server.on('error', error => {
    console.error(error.message);
    process.exit(1);
  });
  const listening = new Promise<string>(resolve => {
    server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
  listening.then(url =>
    live(url, async () => {
      server.close();
      server.closeAllConnections();
    }),
  );
}

/** Says in the span which route answers, as a framework's instrumentation does. */
function nameRoute(route: string): void {
  const told = getRPCMetadata(context.active());
  if (told?.type === RPCType.HTTP) told.route = route;
}

/**
 * Tells whoever started this process that it is there, and ends when told to, or when nobody is there any more to tell
 * it: a service never outlives the run that it belongs to.
 */
export function live(url: string | undefined, stop: () => Promise<void>): void {
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(1));
  process.on('message', async () => {
    await stop();
    await stopTelemetry();
    process.exit(0);
  });
  // Whoever started it may have gone while it was loading.
  if (process.send && !process.connected) process.exit(1);
  process.send?.({ url });
}
