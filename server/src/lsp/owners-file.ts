import {
  type CompletionItem,
  CompletionItemKind,
  type LocationLink,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { OwnerMention, OwnerRule } from '#core/facts/ownership';
import { byText, type RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { count } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { holds } from './ranges.ts';
import type { ToProto } from './to-proto.ts';

export function isOwnersFile(path: RepoPath): boolean {
  return path === 'CODEOWNERS' || path.endsWith('/CODEOWNERS');
}

/** What stands at a position of the CODEOWNERS file: a rule, and in it perhaps an owner. */
export function ownerRuleAt(
  { facts }: Snapshot,
  path: RepoPath,
  position: Position,
): { readonly rule: OwnerRule; readonly owner?: OwnerMention } | undefined {
  const ownership = factsOf(facts.ownership);
  if (ownership?.path !== path) return undefined;
  const rule = ownership.rules.find(({ line }) => line === position.line);
  if (!rule) return undefined;
  const owner = rule.owners.find(({ place }) => holds(place.range, position));
  return owner ? { rule, owner } : { rule };
}

/** The handles known to the review, where an owner is being written: after the pattern and outside a comment. */
export function completeOwner(snapshot: Snapshot, line: string, position: Position): CompletionItem[] {
  const before = line.slice(0, position.character);
  const written = /^\s*(?:\\.|[^\s#\\])+\s(?:.*\s)?([^\s#]*)$/.exec(before);
  if (!written || /(^|\s)#/.test(before)) return [];
  const start = position.character - (written[1] ?? '').length;
  const rest = /^[^\s#]*/.exec(line.slice(position.character))?.[0].length ?? 0;
  const range: Range = {
    start: { line: position.line, character: start },
    end: { line: position.line, character: position.character + rest },
  };
  const typed = line.slice(start, range.end.character).toLowerCase();
  // What is half typed is an owner to the review; it is none to complete with unless it stands elsewhere too.
  const known = knownHandles(snapshot).filter(
    ({ handle, rules, declared }) => handle.toLowerCase() !== typed || rules > 1 || declared,
  );
  return known.map(({ handle, detail }) => ({
    label: handle,
    kind: CompletionItemKind.Value,
    detail,
    // The editor must compare with the whole handle, `@` and `/` included.
    filterText: handle,
    textEdit: { range, newText: handle },
  }));
}

/** Where the team behind an owner is declared. */
export function ownerDefinition(
  snapshot: Snapshot,
  path: RepoPath,
  position: Position,
  proto: ToProto,
): LocationLink[] | null {
  const owner = ownerRuleAt(snapshot, path, position)?.owner;
  const declared = owner && snapshot.model.team(owner.handle)?.declared;
  if (!declared) return null;
  return [
    {
      originSelectionRange: owner.place.range,
      targetUri: proto.uri(declared.whole.path),
      targetRange: declared.whole.range,
      targetSelectionRange: declared.at.range,
    },
  ];
}

export interface KnownHandle {
  readonly handle: string;
  /** How many rules of CODEOWNERS name it. */
  readonly rules: number;
  readonly declared: boolean;
  readonly detail: string;
}

/** Every handle of CODEOWNERS and of the teams, sorted. */
export function knownHandles({ model, facts }: Snapshot): KnownHandle[] {
  const uses = new Map<string, { handle: string; rules: number }>();
  for (const rule of factsOf(facts.ownership)?.rules ?? []) {
    for (const { handle } of rule.owners) {
      const known = uses.get(handle.toLowerCase());
      if (known) known.rules += 1;
      else uses.set(handle.toLowerCase(), { handle, rules: 1 });
    }
  }
  const handles = new Map<string, KnownHandle>();
  for (const [key, { handle, rules }] of uses) {
    handles.set(key, { handle, rules, declared: false, detail: `in ${count(rules, 'rule')}` });
  }
  for (const team of model.teams) {
    for (const handle of team.handles) {
      const rules = uses.get(handle.toLowerCase())?.rules ?? 0;
      const detail = `team ${team.name}, in ${count(rules, 'rule')}`;
      handles.set(handle.toLowerCase(), { handle, rules, declared: team.declared !== undefined, detail });
    }
  }
  return [...handles.values()].sort((a, b) => byText(a.handle, b.handle));
}
