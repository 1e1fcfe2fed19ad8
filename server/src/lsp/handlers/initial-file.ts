import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { repoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { firstWiring } from '#core/views/first-wiring';
import type { FileParams, InitialFile } from '../protocol.ts';
import { type Server, signalOf } from '../server.ts';

/** A first `.wiring` file for the root that holds the file or folder; nothing is written here. */
export async function initialFile(
  server: Server,
  { uri }: FileParams,
  token: CancellationToken,
): Promise<InitialFile> {
  const root = server.roots.of(uri)?.root ?? server.roots.all()[0];
  if (!root) {
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      'No folder is open. Open the repository to review first',
    );
  }
  const snapshot = await root.snapshot(signalOf(token));
  // Any wiring file at the root is the one meant: a second would only repeat it.
  const [existing] = (factsOf(snapshot.facts.declared)?.files ?? []).filter(path => !path.includes('/'));
  const proto = server.proto(root);
  if (existing !== undefined) return { uri: proto.uri(existing), exists: true, text: '' };
  return { uri: proto.uri(repoPath('architecture.wiring')), exists: false, text: firstWiring(snapshot) };
}
