// The bundled examples as real repositories with their history, the same commits on every machine.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { readExample } from './example-story.mjs';

/**
 * Makes the repository of an example in `folder`, which is emptied first.
 *
 * @param {string} folder
 * @param {string} [name] a folder of `examples`, or one of its twins: `amazon-ordering/healthy`
 * @returns {string} the folder
 * @throws Error when git is missing or refuses, or there is no such example.
 */
export function makeExample(folder, name = 'storefront') {
  const stream = fastImport(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '--quiet', '--initial-branch=main']);
  git(folder, ['fast-import', '--quiet', '--done'], stream);
  git(folder, ['reset', '--quiet', '--hard', 'main']);
  return folder;
}

/**
 * The history as a stream for `git fast-import`. A file that is touched by several changes grows from one to the next
 * and has its present text after the last, so that the tree at the end is the example's own.
 */
export function fastImport(name = 'storefront') {
  const { people, begin, changes, files: texts } = readExample(name);
  const touches = new Map();
  for (const { files: touched } of changes) {
    for (const path of touched) {
      if (!texts.has(path)) throw new Error(`history.json names ${path}, which ${name} does not have`);
      touches.set(path, (touches.get(path) ?? 0) + 1);
    }
  }
  const done = new Map();
  const textNow = path => {
    const all = touches.get(path) ?? 0;
    const so = done.get(path) ?? 0;
    const text = texts.get(path);
    if (so >= all) return text;
    const lines = text.split('\n');
    const kept = lines.slice(0, Math.ceil((lines.length * (so + 1)) / (all + 1)));
    // The path stands in it because files that are alike at their beginning are not copies of one another.
    return `${kept.join('\n')}\n// Step ${so + 1} of ${all + 1} of ${path}\n`;
  };
  const stream = [];
  const commit = ({ at, by, subject }, paths) => {
    const who = `${people[by]} ${Date.parse(at) / 1000} +0000`;
    stream.push(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\n${data(subject)}`);
    for (const path of paths) stream.push(`M 100644 inline ${path}\n${data(textNow(path))}`);
  };
  commit(begin, [...texts.keys()]);
  for (const change of changes) {
    for (const path of change.files) done.set(path, (done.get(path) ?? 0) + 1);
    commit(change, change.files);
  }
  stream.push('done\n');
  return stream.join('');
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function git(cwd, args, input) {
  // No configuration of the user's: hooks, signing or a template must not change the commits.
  const env = {
    PATH: process.env.PATH,
    SYSTEMROOT: process.env.SYSTEMROOT,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const result = spawnSync('git', ['-c', 'init.templateDir=', '-c', 'core.autocrlf=false', ...args], {
    cwd,
    env,
    input: input ?? '',
    encoding: 'utf8',
  });
  if (result.error?.code === 'ENOENT') throw new Error('git was not found. Install git and run this again.');
  if (result.status !== 0)
    throw new Error(`git ${args[0]} failed: ${result.stderr || result.error?.message}`);
}
