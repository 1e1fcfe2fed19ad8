import type { CancellationToken, Location, ReferenceParams } from 'vscode-languageserver';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

export async function references(
  server: Server,
  { textDocument, position, context }: ReferenceParams,
  token: CancellationToken,
): Promise<Location[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  if (!wiring) return null;
  const places = await wiring.language.references(wiring.path, position, context.includeDeclaration);
  return places.map(wiring.proto.location);
}
