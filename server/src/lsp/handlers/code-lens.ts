import type { CancellationToken, CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { isAbort } from '#session/abort';
import type { Modelled } from '#session/snapshot';
import { coordinationLenses } from '../lenses/coordination.ts';
import type { Lens, LensFile, LensGiver } from '../lenses/lens.ts';
import { serviceLenses } from '../lenses/service.ts';
import { verdictLenses } from '../lenses/verdict.ts';
import { whatIfLenses } from '../lenses/what-if.ts';
import { isOwnersFile } from '../owners-file.ts';
import { EXPLAIN_COMMAND } from '../protocol.ts';
import { described, type Server } from '../server.ts';

/** In the order in which lenses of one line stand. */
const GIVERS: readonly LensGiver[] = [whatIfLenses, verdictLenses, serviceLenses, coordinationLenses];

/** The lenses of every giver that is switched on, in `.wiring` files, CODEOWNERS and manifests. */
export async function codeLens(
  server: Server,
  { textDocument: { uri } }: CodeLensParams,
  token: CancellationToken,
): Promise<CodeLens[] | null> {
  const givers = GIVERS.filter(({ kind }) => server.settings.lenses.includes(kind));
  if (givers.length === 0) return null;
  const early = await server.modelled(uri, token);
  // Only rules can tell what is accepted.
  const found = early && acceptsSomething(early.snapshot) ? await server.located(uri, token) : early;
  if (!found) return null;
  const isOurs = found.path.endsWith('.wiring') || isOwnersFile(found.path);
  if (!isOurs && !isManifest(found.path)) return null;
  const file: LensFile = { ...found, server, uri };
  const asked = givers.filter(({ inManifests }) => isOurs || inManifests);
  const given = await Promise.all(asked.map(giver => lensesOf(giver, file, token)));
  return given.flat().map(lens => ({ range: lens.range, command: commandOf(server, uri, lens) }));
}

function acceptsSomething({ facts }: Modelled): boolean {
  return (factsOf(facts.declared)?.accepts.length ?? 0) > 0;
}

function isManifest(path: RepoPath): boolean {
  return path === 'package.json' || path.endsWith('/package.json');
}

/** What one giver fails to say must not silence the others. */
async function lensesOf(
  giver: LensGiver,
  file: LensFile,
  token: CancellationToken,
): Promise<readonly Lens[]> {
  try {
    return await giver.lenses(file, token);
  } catch (error) {
    if (isAbort(error)) throw error;
    file.server.connection.console.error(`Lenses "${giver.kind}" failed. ${described(error)}`);
    return [];
  }
}

/** A lens without a command is only a text; so is every one where the editor has no command to explain with. */
function commandOf({ settings }: Server, uri: string, { title, explains }: Lens): Command {
  if (explains === undefined || !settings.explains) return { title, command: '' };
  return { title, command: EXPLAIN_COMMAND, arguments: [uri, explains] };
}
