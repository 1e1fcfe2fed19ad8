import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { stopTelemetry } from '@lamps/telemetry';

/** Answers requests on a free port of this machine until it is told to stop. */
export function serve(answer: (path: string) => unknown): void {
  const server = http.createServer(async (request, response) => {
    try {
      const text = JSON.stringify(await answer(request.url ?? '/'));
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
      server.closeAllConnections();
      server.close();
    }),
  );
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
  process.send?.({ url });
}
