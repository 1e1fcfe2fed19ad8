import { posix } from 'node:path';
import { modify } from 'jsonc-parser';
import { folderOf, isWithin, joinPath, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { textPositions } from '#core/fixes/text-positions';
import type { Need } from '#core/model/package-circles';
import { isArray, isObject, readJson, stringOf } from '../json-text.ts';
import type { MoveInput } from './input.ts';
import { difference } from './manifest-edits.ts';

/** Where a package's tsconfigs refer to the packages that it needs, they refer to the new ones in the same way. */
export function tsconfigEdits(
  { fs, files, modules }: MoveInput,
  added: readonly Need[],
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const byFrom = new Map<RepoPath, Set<RepoPath>>();
  for (const { from, to } of added) {
    if (!to) continue;
    const roots = byFrom.get(from) ?? new Set<RepoPath>();
    roots.add(to.root);
    byFrom.set(from, roots);
  }
  for (const { path } of files.files) {
    const folder = folderOf(path);
    const roots = byFrom.get(folder);
    if (!roots || !/(?:^|\/)tsconfig[^/]*\.json$/.test(path)) continue;
    const read = fs.read(path);
    if (!read.ok) continue;
    const { value } = readJson(read.text, true);
    const references = isObject(value) && isArray(value.references) ? value.references : [];
    const said = references.flatMap(each => (isObject(each) ? (stringOf(each.path) ?? []) : []));
    const others = said.flatMap(each =>
      packageMeant(
        each,
        folder,
        modules.packages.map(({ root }) => root),
      ),
    );
    const [style] = others;
    if (!style) continue;
    let text = read.text;
    let place = references.length;
    for (const root of roots) {
      if (others.some(each => each.root === root)) continue;
      const way = posix.relative(folder, root);
      const written = `${way}${style.rest}`;
      const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
      const changes = modify(
        text,
        ['references', place],
        { path: written },
        {
          isArrayInsertion: true,
          formattingOptions: {
            insertSpaces: !indent.includes('\t'),
            tabSize: indent.length,
            eol: textPositions(text).newline,
          },
        },
      );
      for (const { offset, length, content } of [...changes].sort((a, b) => b.offset - a.offset))
        text = text.slice(0, offset) + content + text.slice(offset + length);
      place += 1;
    }
    edits.push(...difference(path, read.text, text));
  }
  return edits;
}

function packageMeant(
  said: string,
  folder: RepoPath,
  roots: readonly RepoPath[],
): readonly { readonly root: RepoPath; readonly rest: string }[] {
  const path = joinPath(folder, said);
  const root = roots.find(
    each => path !== undefined && each !== '' && each !== folder && isWithin(path, each),
  );
  if (path === undefined || root === undefined) return [];
  return [{ root, rest: `${path.slice(root.length)}${said.endsWith('/') ? '/' : ''}` }];
}
