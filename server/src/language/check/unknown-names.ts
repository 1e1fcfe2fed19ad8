/** Names that lead nowhere, as Langium's linker found them. */
import type { LangiumDocument, ReferenceInfo, Scope } from 'langium';
import type { DeclaredService } from '#core/facts/declared';
import type { RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { closestText } from '#core/text-distance';
import { ACCEPT_KINDS } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import { isClosed, nameText, quoted } from '../names.ts';

export function unknownNameProblems(
  path: RepoPath,
  document: LangiumDocument,
  scopeOf: (info: ReferenceInfo) => Scope,
  kindOf: (info: ReferenceInfo) => string,
  services: readonly DeclaredService[],
): Problem[] {
  return document.references.flatMap((reference): Problem[] => {
    const info = 'error' in reference ? reference.error?.info : undefined;
    const range = reference.$refNode?.range;
    if (!info || !range) return [];
    // A glob, or a kind that is a problem of its own.
    if (ast.isOn(info.container) && !KINDS.has(info.container.kind)) return [];
    const name = reference.$refText;
    const kind = kindOf(info);
    const known = scopeOf(info)
      .getAllElements()
      .map(each => each.name);
    const word = keywordMeant(info, name);
    // To declare what traces call a service would give that name to two.
    const owner = SERVICE_KINDS.has(kind)
      ? services.find(({ aliases }) => aliases.includes(name))?.name
      : undefined;
    const closest = word ?? owner ?? closestText(name, known);
    const hint =
      owner !== undefined
        ? `That is what traces call ${owner}; write ${nameText(owner)}.`
        : closest === undefined
          ? (ADVICE.get(kind) ?? `Declare it: ${kind} ${nameText(name)}.`)
          : `Did you mean ${closest}?`;
    const written = reference.$refNode.text;
    const place = { path, range: { start: range.start, end: range.end } };
    const newText =
      closest === undefined || word !== undefined
        ? (word ?? '')
        : isClosed(written)
          ? quoted(closest)
          : nameText(closest);
    return [
      {
        code: 'unknown-name',
        severity: 'error',
        message: `There is no ${kind} "${name}". ${hint}`,
        place,
        suggestions:
          closest === undefined
            ? []
            : [{ title: `Write ${closest}`, edits: [{ path, range: place.range, newText }] }],
      },
    ];
  });
}

const SERVICE_KINDS = new Set(['service', 'provider', 'module, team or service']);

/** `uses nothng`: the only keyword that stands where a name could. */
function keywordMeant({ container }: ReferenceInfo, name: string): string | undefined {
  return ast.isUses(container) && container.modules.length === 1 ? closestText(name, ['nothing']) : undefined;
}

const KINDS = new Set(ACCEPT_KINDS.map(({ word }) => word).filter(word => word !== 'path'));

const ADVICE: ReadonlyMap<string, string> = new Map([
  ['event', 'A service that publishes it declares it, also an external one.'],
  [
    'module',
    'Modules are packages of the workspace, or declared with "module"; packages from elsewhere are not listed.',
  ],
  ['team', 'Teams are declared with "team", or named in CODEOWNERS.'],
  [
    'module or team',
    'Modules are packages of the workspace, or declared; teams are declared, or named in CODEOWNERS.',
  ],
  [
    'module, team or service',
    'Modules may also be packages of the workspace, and teams be named in CODEOWNERS.',
  ],
  ['provider', 'Declare it as a service, a module or a team.'],
]);
