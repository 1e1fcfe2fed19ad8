import { type CancellationToken, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import { type Explanation, explain } from '#core/views/explain';
import { movesFiles } from '../abilities.ts';
import { explanationText } from '../explanation-text.ts';
import { type ExplainedText, type ExplainParams, LIFTING_TARGET, PLAN_TARGET } from '../protocol.ts';
import type { Server } from '../server.ts';
import { liftingExplained } from './lifting.ts';
import { planExplained } from './plan.ts';

/** All that is known about one thing of the root that a file belongs to, as `wiring explain` tells it. */
export async function explained(
  server: Server,
  { uri, target }: ExplainParams,
  token: CancellationToken,
): Promise<ExplainedText> {
  if (target === LIFTING_TARGET) return liftingExplained(server, uri);
  if (target.startsWith(PLAN_TARGET)) return planExplained(server, target, token);
  const found = await server.located(uri, token);
  if (!found) throw new ResponseError(ErrorCodes.InvalidParams, `no workspace folder holds ${uri}`);
  const { snapshot, path } = found;
  const root = found.root.uri;
  await server.parts.followNames();
  const reviewed = movesFiles(server.abilities) ? snapshot : { ...snapshot, cannotMove: NO_RENAMES };
  const told = explain(reviewed, target === '' ? path : target, '' as RepoPath);
  // What a lens named may be gone by now: that is an answer too.
  if ('message' in told) return { title: target, text: `# ${target}\n\n${told.message}.\n`, root };
  return { title: told.title, text: explanationText(verdictFirst(told)), root };
}

const NO_RENAMES =
  'this editor does not let a server rename files (workspaceEdit.resourceOperations); "wiring move" does it';

/** Who asks by a click on a verdict wants to read about it, and then where the thing is and what it uses. */
function verdictFirst(told: Explanation): Explanation {
  const at = told.sections.findIndex(({ heading }) => heading.startsWith('Verdict  '));
  if (at <= 0) return told;
  return { ...told, sections: [...told.sections.slice(at), ...told.sections.slice(0, at)] };
}
