import { type CompletionItem, CompletionItemKind, type Position, type Range } from 'vscode-languageserver';
import { byText } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import type { Snapshot } from '#session/snapshot';
import { knownHandles } from './owners-file.ts';

/**
 * What can be completed in a `.wiring` file only by who knows the repository: the handles that CODEOWNERS names and no
 * team has yet, the names that traces tell of services, and the folders of a path. `undefined` where the cursor is elsewhere.
 */
export function completeText(
  snapshot: Snapshot,
  line: string,
  position: Position,
): CompletionItem[] | undefined {
  const before = line.slice(0, position.character);
  const after = line.slice(position.character);
  const handle = /\bhandle\s+(?:(?:"[^"]*"|[^\s",{}]+)\s*,\s*)*("?)([^\s",{}]*)$/.exec(before);
  if (handle) {
    const range = around(position, handle[2] ?? '', /^[^\s",{}]*/.exec(after)?.[0] ?? '');
    const [open, close] = handle[1] === '"' ? ['', after.includes('"') ? '' : '"'] : ['"', '"'];
    return knownHandles(snapshot)
      .filter(({ declared }) => !declared)
      .map(({ handle: name, detail }) =>
        item(name, detail, CompletionItemKind.Value, range, `${open}${name}${close}`),
      );
  }
  const alias = /\bknown\s+as\s+(?:(?:"[^"]*"|[^\s",{}]+)\s*,\s*)*("?)([^\s",{}]*)$/.exec(before);
  if (alias) {
    const range = around(position, alias[2] ?? '', /^[^\s",{}]*/.exec(after)?.[0] ?? '');
    const [open, close] = alias[1] === '"' ? ['', after.startsWith('"') ? '' : '"'] : ['"', '"'];
    return undeclaredServices(snapshot, line).map(name =>
      item(name, 'service seen in traces', CompletionItemKind.Interface, range, `${open}${name}${close}`),
    );
  }
  const path = /\b(?:path|exclude|in)\s+(?:"[^"]*"\s*,\s*)*"([^"]*)$/.exec(before)?.[1];
  if (path === undefined) return undefined;
  const range = around(position, path, /^[^"]*/.exec(after)?.[0] ?? '');
  return foldersIn(snapshot, path.slice(0, path.lastIndexOf('/') + 1)).map(([folder, files]) =>
    item(
      folder,
      files === 1 ? '1 file' : `${files} files`,
      CompletionItemKind.Folder,
      range,
      after.includes('"') ? folder : `${folder}"`,
    ),
  );
}

/** The names of services in traces that no service of the wiring files answers to, in this line neither. */
function undeclaredServices({ facts }: Snapshot, line: string): readonly string[] {
  const declared = factsOf(facts.declared)?.services ?? [];
  const taken = new Set(declared.flatMap(({ name, aliases }) => [name, ...aliases]));
  const written = new Set(line.match(/[^\s",{}]+/g));
  return (factsOf(facts.runtime)?.services ?? [])
    .map(({ name }) => name)
    .filter(name => !taken.has(name) && !written.has(name));
}

/** Whether a text ends inside a comment, where nothing is to be completed. */
export function endsInComment(text: string): boolean {
  // One token at a time, as the lexer sees them: a quote in a comment opens nothing, nor does a slash in quotes.
  const pieces = /"(?:\\.|[^"\\\r\n])*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
  const last = [...text.matchAll(pieces)].at(-1);
  if (last === undefined || last.index + last[0].length < text.length) return false;
  return last[0].startsWith('//') || (last[0].startsWith('/*') && !/^\/\*[\s\S]*\*\/$/.test(last[0]));
}

/** The folders right below one, with how many files each holds. `above` is empty or ends with a slash. */
function foldersIn(snapshot: Snapshot, above: string): [string, number][] {
  const folders = new Map<string, number>();
  for (const { path } of factsOf(snapshot.facts.files)?.files ?? []) {
    if (!path.startsWith(above)) continue;
    const end = path.indexOf('/', above.length);
    if (end < 0) continue;
    const folder = path.slice(0, end);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].sort(([a], [b]) => byText(a, b));
}

function around(position: Position, before: string, after: string): Range {
  const { line, character } = position;
  return {
    start: { line, character: character - before.length },
    end: { line, character: character + after.length },
  };
}

function item(
  label: string,
  detail: string,
  kind: CompletionItemKind,
  range: Range,
  newText: string,
): CompletionItem {
  // The editor compares what was typed with the whole text, `@` and `/` included.
  return { label, kind, detail, filterText: label, textEdit: { range, newText } };
}
