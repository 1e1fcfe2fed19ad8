import type {
  CancellationToken,
  SemanticTokens,
  SemanticTokensLegend,
  SemanticTokensParams,
} from 'vscode-languageserver';
import { LEGEND } from '../legend.ts';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

export async function semanticTokens(
  server: Server,
  { textDocument }: SemanticTokensParams,
  token: CancellationToken,
): Promise<SemanticTokens> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  if (!wiring) return { data: [] };
  const { data } = await wiring.language.semanticTokens(wiring.path);
  return { data: translate(data, wiring.language.semanticTokensLegend) };
}

/** Five numbers a token: two for where it starts, its length, its type, and a bit for each of its modifiers. */
function translate(data: readonly number[], from: SemanticTokensLegend): number[] {
  const type = from.tokenTypes.map(name => Math.max(0, LEGEND.tokenTypes.indexOf(name)));
  const modifier = from.tokenModifiers.map(name => LEGEND.tokenModifiers.indexOf(name));
  const modifiers = (bits: number) =>
    modifier.reduce((sum, index, bit) => (bits & (1 << bit) && index >= 0 ? sum | (1 << index) : sum), 0);
  return data.map((value, index) => {
    if (index % 5 === 3) return type[value] ?? 0;
    return index % 5 === 4 ? modifiers(value) : value;
  });
}
