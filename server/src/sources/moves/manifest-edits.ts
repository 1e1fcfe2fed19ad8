import { modify } from 'jsonc-parser';
import { byText, joinPath, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { textPositions } from '#core/fixes/text-positions';
import type { Need } from '#core/model/package-circles';
import { isObject } from '../json-text.ts';
import type { Manifest, Manifests } from '../manifest.ts';
import { declaring } from '../project.ts';
import type { MoveInput } from './input.ts';

const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;
type Field = (typeof FIELDS)[number];

/** Dependencies that are not declared yet, written where and as the neighbours are; with those that really are new. */
export function dependencyEdits(
  { fs, modules }: MoveInput,
  manifests: Manifests,
  needs: readonly Need[],
): {
  readonly edits: readonly TextEdit[];
  readonly reasons: readonly string[];
  readonly added: readonly Need[];
} {
  const reasons: string[] = [];
  const added: Need[] = [];
  const wanted = new Map<RepoPath, Map<string, { readonly field: Field; readonly range: string }>>();
  // A source's need is a test's as well, not the other way round.
  for (const need of [...needs].sort((a, b) => Number(a.isTest) - Number(b.isTest))) {
    const manifest = manifests.at(need.from);
    if (!manifest || manifest.name === need.name) continue;
    const own = wanted.get(manifest.path) ?? new Map();
    wanted.set(manifest.path, own);
    if (own.has(need.name)) continue;
    const found = need.to
      ? ofThisTree(manifest, need)
      : fromOutside(manifest, need, need.like === undefined ? undefined : manifests.at(need.like));
    if (found === 'there') continue;
    if (typeof found === 'string') {
      reasons.push(found);
      continue;
    }
    own.set(need.name, found);
    added.push(need);
  }

  function ofThisTree(manifest: Manifest, { name, to, isTest }: Need) {
    const known = fieldOf(manifest, name);
    if (known !== undefined && (isTest || known !== 'devDependencies')) return 'there';
    if (known !== undefined)
      return `${manifest.name ?? manifest.path} has ${name} for its tests only, and a source of it would need it.`;
    const field: Field = isTest ? 'devDependencies' : 'dependencies';
    const version = manifests.at(to?.root ?? ('' as RepoPath))?.version;
    return { field, range: rangeLike(manifest, name, version) };
  }

  function fromOutside(manifest: Manifest, { name, isTest, from }: Need, like: Manifest | undefined) {
    const known = fieldOf(manifest, name);
    if (known !== undefined && (isTest || known !== 'devDependencies')) return 'there';
    const range = like?.dependencies.get(name);
    const field = like && fieldOf(like, name);
    // What its users bring is also there for its own tests, in two fields.
    if (known !== undefined && field !== 'peerDependencies')
      return `${manifest.name ?? manifest.path} has ${name} for its tests only, and a source of it would need it.`;
    // Whoever finds it further up finds it from there as well.
    if (range === undefined || field === undefined)
      return declaring(manifests, from, name)
        ? 'there'
        : `${name} is declared nowhere that ${manifest.path} would see.`;
    return { field: isTest ? 'devDependencies' : field, range };
  }

  /** As this manifest writes packages of the tree; else as others write this one; else by its version. */
  function rangeLike(manifest: Manifest, name: string, version: string | undefined): string {
    const ours = new Set(modules.packages.map(each => each.importName ?? each.name));
    const mostOf = (ranges: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const each of ranges) counts.set(each, (counts.get(each) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]))[0]?.[0];
    };
    const isWorkspace = (range: string) => /^workspace:[*^~]?$/.test(range) || range === '*';
    const own = [...manifest.dependencies].filter(([each]) => ours.has(each)).map(([, range]) => range);
    const all = modules.packages.flatMap(({ root }) => [...(manifests.at(root)?.dependencies ?? [])]);
    const ofIt = all.filter(([each]) => each === name).map(([, range]) => range);
    const others = all.filter(([each]) => ours.has(each)).map(([, range]) => range);
    return (
      mostOf(own.filter(isWorkspace)) ??
      mostOf(ofIt) ??
      mostOf(others.filter(isWorkspace)) ??
      (version === undefined ? '*' : `^${version}`)
    );
  }

  const edits: TextEdit[] = [];
  for (const [path, own] of wanted) {
    if (own.size === 0) continue;
    const read = fs.read(path);
    if (!read.ok) {
      reasons.push(`${path} cannot be read.`);
      continue;
    }
    edits.push(...insertions(path, read.text, own));
  }
  return { edits, reasons, added };
}

/** Several new names between the same two neighbours are one insertion, in their order. */
function insertions(
  path: RepoPath,
  text: string,
  wanted: ReadonlyMap<string, { readonly field: Field; readonly range: string }>,
): readonly TextEdit[] {
  const lines = textPositions(text);
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  let edited = text;
  for (const [name, { field, range }] of [...wanted].sort(([a], [b]) => byText(a, b))) {
    const changes = modify(edited, [field, name], range, {
      formattingOptions: { insertSpaces: !indent.includes('\t'), tabSize: indent.length, eol: lines.newline },
      getInsertionIndex: names => {
        const sorted = names.every((each, i) => i === 0 || byText(names[i - 1] ?? '', each) <= 0);
        const place = names.findIndex(each => byText(each, name) > 0);
        return sorted && place >= 0 ? place : names.length;
      },
    });
    for (const { offset, length, content } of [...changes].sort((a, b) => b.offset - a.offset))
      edited = edited.slice(0, offset) + content + edited.slice(offset + length);
  }
  return difference(path, text, edited);
}

/** One edit from the first character that differs to the last. */
export function difference(path: RepoPath, before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const lines = textPositions(before);
  const range = { start: lines.positionAt(start), end: lines.positionAt(before.length - end) };
  return [{ path, range, newText: after.slice(start, after.length - end) }];
}

function fieldOf({ json }: Manifest, name: string): Field | undefined {
  const { value } = json;
  if (!isObject(value)) return undefined;
  return FIELDS.find(field => {
    const own = value[field];
    return isObject(own) && own[name] !== undefined;
  });
}

/** The manifest of a package's folder. */
export function manifestPath(root: RepoPath): RepoPath | undefined {
  return joinPath(root, 'package.json');
}
