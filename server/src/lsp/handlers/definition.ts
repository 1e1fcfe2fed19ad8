import type { CancellationToken, DefinitionParams, Location, LocationLink } from 'vscode-languageserver';
import { isOwnersFile, ownerDefinition } from '../owners-file.ts';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

/** From a name in a `.wiring` file to what it names, declared or inferred; from an owner in CODEOWNERS to its team. */
export async function definition(
  server: Server,
  { textDocument, position }: DefinitionParams,
  token: CancellationToken,
): Promise<Location[] | LocationLink[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  if (wiring) return (await wiring.language.definition(wiring.path, position)).map(wiring.proto.location);
  const place = server.roots.of(textDocument.uri);
  if (!place || !isOwnersFile(place.path)) return null;
  const found = await server.located(textDocument.uri, token);
  if (!found) return null;
  const links = ownerDefinition(found.snapshot, found.path, position, server.proto(found.root));
  if (!links || server.abilities.definitionLinks) return links;
  return links.map(link => ({ uri: link.targetUri, range: link.targetSelectionRange }));
}
