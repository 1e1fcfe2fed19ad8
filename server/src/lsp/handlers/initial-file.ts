import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
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
    throw new ResponseError(LSPErrorCodes.RequestFailed, 'No folder is open. Open the repository to review first');
  }
  const snapshot = await root.snapshot(signalOf(token));
  const { path, text } = server.parts.initialFile(snapshot);
  const exists = snapshot.text(path) !== undefined;
  return { uri: server.proto(root).uri(path), exists, text: exists ? '' : text };
}
