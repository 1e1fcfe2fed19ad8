// Reads an example: the files of its present, and the changes that led there, as `history.json` tells them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url));

/** Folders of an example that hold a twin: the files in which it differs, each in place of the one of the same path. */
export const TWINS = ['healthy', 'sick'];

/** What describes an example and is no part of it. */
const ABOUT = ['history.json', 'case.json'];

/** The examples with a case of CASES in mind: those with expectations. @returns {string[]} sorted */
export function caseNames() {
  return exampleNames().filter(name => existsSync(join(EXAMPLES, name, 'case.json')));
}

export function exampleNames() {
  return readdirSync(EXAMPLES)
    .filter(name => existsSync(join(EXAMPLES, name, 'history.json')))
    .sort();
}

/** What is expected of Wiring on a case. */
export function readCase(name) {
  return JSON.parse(readFileSync(join(EXAMPLES, name, 'case.json'), 'utf8'));
}

/** The name of the example that a folder is, so that it can be opened with its history; else undefined. */
export function exampleAt(folder) {
  const name = relative(EXAMPLES, resolve(folder)).split(sep).join('/');
  const [example, twin] = name.split('/');
  const known = exampleNames().includes(example) && existsSync(join(EXAMPLES, name));
  return known && (twin === undefined || (TWINS.includes(twin) && name === `${example}/${twin}`))
    ? name
    : undefined;
}

/**
 * An example, or a twin of it (`amazon-ordering/healthy`).
 *
 * `history.json` has
 * - `people`: author lines by a short name; `begin`: the first commit, which has every file;
 * - `changes`: each with `at`, `by`, `subject` and `files`;
 * - `copies`: a folder of packages that differ by their name only is kept once. Of `{ "of": "ordering/unit-01", "as":
 *   ["unit-02"] }` come all files of `ordering/unit-02`, with that word in place of `unit-01`;
 * - `series`: work that was done again and again, by a name of its own: `times` changes, `days` apart, the last on the
 *   day `until`, with `subjects` in turn. Either all touch the same `files` (a `*` stands for one folder), or `turns`
 *   lists the files of one after the other, or `each` is a path for whose every file the series is told anew, an hour
 *   earlier than for the one before; in a subject `{name}` is then what its `*` stands for.
 *
 * A twin's files stand in place of those with the same path. Of its `history.json` each name and each series stands in
 * place of the same one.
 *
 * @returns {{ people: Record<string, string>, begin: object, changes: object[], files: Map<string, string> }}
 */
export function readExample(name) {
  const [example, twin] = name.split('/');
  const folder = join(EXAMPLES, example);
  if (!exampleNames().includes(example)) throw new Error(`There is no example "${example}".`);
  const told = json(join(folder, 'history.json'));
  const files = filesBelow(folder, path => !TWINS.includes(path));
  if (twin !== undefined) {
    if (!existsSync(join(folder, twin))) throw new Error(`The example "${example}" has no twin "${twin}".`);
    const other = join(folder, twin, 'history.json');
    if (existsSync(other)) {
      const { series, ...rest } = json(other);
      Object.assign(told, rest, { series: { ...told.series, ...series } });
    }
    for (const [path, text] of filesBelow(join(folder, twin))) files.set(path, text);
  }
  for (const copies of told.copies ?? []) copy(files, copies);
  const all = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  const series = Object.values(told.series ?? {}).flatMap(each => changesOf(each, [...all.keys()]));
  const changes = [...(told.changes ?? []), ...series].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { people: told.people, begin: told.begin, changes, files: all };
}

function copy(files, { of, as }) {
  const word = basename(of);
  const originals = [...files].filter(([path]) => path.startsWith(`${of}/`));
  if (originals.length === 0) throw new Error(`history.json copies ${of}, which has no files`);
  for (const other of as) {
    for (const [path, text] of originals) {
      const target = path.replace(`${of}/`, `${of.slice(0, -word.length)}${other}/`);
      files.set(target, text.replaceAll(word, other));
    }
  }
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function changesOf(series, paths) {
  const { each, ...rest } = series;
  if (each === undefined) return againAndAgain(rest, paths, '', 0);
  return matching(each, paths).flatMap(({ path, name }, i) =>
    againAndAgain({ ...rest, files: [path] }, paths, name, i * HOUR),
  );
}

function againAndAgain({ by, subjects, times, days, until, files, turns }, paths, name, earlier) {
  const end = Date.parse(`${until}T12:00:00Z`) - earlier;
  return Array.from({ length: times }, (_, i) => {
    const touched = turns === undefined ? files : turns[i % turns.length];
    return {
      at: new Date(end - (times - 1 - i) * days * DAY).toISOString(),
      by,
      subject: subjects[i % subjects.length].replaceAll('{name}', name),
      files: touched.flatMap(pattern => matching(pattern, paths).map(({ path }) => path)),
    };
  });
}

/** The files of a path in which `*` stands for one folder, with what it stands for. */
function matching(pattern, paths) {
  const [before, after] = pattern.split('*');
  if (after === undefined) return [{ path: pattern, name: '' }];
  const found = paths.flatMap(path => {
    if (!path.startsWith(before) || !path.endsWith(after)) return [];
    const name = path.slice(before.length, path.length - after.length);
    return name === '' || name.includes('/') ? [] : [{ path, name }];
  });
  if (found.length === 0) throw new Error(`history.json names ${pattern}, which matches nothing`);
  return found;
}

/** @returns {Map<string, string>} texts by path from the folder, without what only describes the example */
function filesBelow(folder, takes = () => true, prefix = '') {
  const files = new Map();
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.name === 'node_modules' || ABOUT.includes(path) || !takes(path)) continue;
    if (entry.isDirectory())
      for (const [below, text] of filesBelow(folder, takes, `${path}/`)) files.set(below, text);
    else files.set(path, readFileSync(join(folder, path), 'utf8'));
  }
  return files;
}

function json(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
