import {
  type CancellationToken,
  LSPErrorCodes,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

export async function prepareRename(
  server: Server,
  { textDocument, position }: PrepareRenameParams,
  token: CancellationToken,
): Promise<{ range: Range; placeholder: string } | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  const answer = await wiring?.language.prepareRename(wiring.path, position);
  if (!answer) return null;
  if (!answer.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.message);
  return { range: answer.range, placeholder: answer.name };
}

export async function rename(
  server: Server,
  { textDocument, position, newName }: RenameParams,
  token: CancellationToken,
): Promise<WorkspaceEdit | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  const answer = await wiring?.language.rename(wiring.path, position, newName);
  if (!wiring || !answer) return null;
  if (!answer.ok) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.message);
  return wiring.proto.edit(answer.edits);
}
