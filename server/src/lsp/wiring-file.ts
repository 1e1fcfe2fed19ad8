import type { CancellationToken } from 'vscode-languageserver';
import type { EditorLanguage } from '#language/editor-language';
import type { Snapshot } from '#session/snapshot';
import type { Located } from './roots.ts';
import type { Server } from './server.ts';
import type { ToProto } from './to-proto.ts';

export interface WiringFile extends Located {
  readonly snapshot: Snapshot;
  readonly language: EditorLanguage;
  readonly proto: ToProto;
}

/** A `.wiring` file with the language that has read its newest text; `undefined` for any other file. */
export async function wiringFile(
  server: Server,
  uri: string,
  token: CancellationToken,
): Promise<WiringFile | undefined> {
  if (!uri.endsWith('.wiring')) return undefined;
  // The language answers about the texts that the last snapshot read, so the snapshot comes first.
  const found = await server.located(uri, token);
  if (!found) return undefined;
  return { ...found, language: await found.root.language(), proto: server.proto(found.root) };
}
