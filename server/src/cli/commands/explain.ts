import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, posix, relative, resolve } from 'node:path';
import { tryRepoPath } from '#core/facts/place';
import { explain as explanationOf } from '#core/views/explain';
import type { Reviewed } from '#core/views/reviewed';
import type { Snapshot } from '#session/snapshot';
import { type Command, OPENING } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { openAndRead } from '../open.ts';
import { EXIT, UsageError } from '../outcome.ts';
import type { World } from '../world.ts';
import { formatNamed, settingsOf } from './check.ts';

export const explain: Command = {
  name: 'explain',
  order: 2,
  summary: 'tell what is known about a file, an import, a module, a couch, a team or a service',
  operand: {
    name: 'TARGET',
    required: true,
    describe: 'a file, an import as FILE:LINE or "FROM -> TO", a module, a couch, a team or a service',
  },
  options: ['format', 'cochange', ...OPENING],
  examples: [
    {
      line: 'wiring explain packages/cart/src/index.ts',
      says: 'module, owner and why, imports both ways, changes',
    },
    { line: 'wiring explain packages/cart/src/index.ts:3', says: 'the import on line 3' },
    { line: 'wiring explain "cart -> pricing"', says: 'everything that one module imports from another' },
    { line: 'wiring explain @acme/cart', says: 'a module, with the verdict on it and the evidence' },
    { line: 'wiring explain ordering', says: 'a couch: who must lift it together, and is that right' },
    { line: 'wiring explain @acme/cart --cochange', says: 'also every module and file that changes with it' },
    {
      line: 'wiring explain packages/cart/src/index.ts --cochange',
      says: 'also every file that changes with this one',
    },
    {
      line: 'wiring explain role-engineering',
      says: 'a queue, initiative, flow or capability, with its figures',
    },
    { line: 'wiring explain Checkout', says: 'a team, by its name or its handle' },
    {
      line: 'wiring explain Checkout --format json',
      says: 'for programs; the schema is schema/explain.schema.json',
    },
  ],
  run: async (parsed, world) => {
    const target = parsed.operands[0] ?? '';
    const file = parsed.value('root') === undefined ? fileNamed(target, world.cwd) : undefined;
    const { opened, snapshot } = await openAndRead(file ? dirname(file.path) : '.', parsed, world);
    const within = tryRepoPath(opened.within) ?? tryRepoPath('') ?? snapshot.model.modules[0]?.root;
    if (within === undefined) throw new UsageError(`"${target}" was not found`);
    const coChange = parsed.has('cochange');
    const named = file
      ? posix.join(opened.within, basename(file.path)) + file.line
      : fromRoot(target, opened.root);
    const result = await withNames(snapshot, world, reviewed =>
      explanationOf(reviewed, named, within, { coChange }),
    );
    if ('sections' in result) {
      return {
        stdout: formatNamed(parsed).explain(result, settingsOf(parsed, world, opened)),
        code: EXIT.clean,
      };
    }
    const meant = didYouMean(named, result.known);
    throw new UsageError(`${result.message}${meant ? ` — did you mean "${meant}"?` : ''}`);
  },
};

/** A file that is there is explained by the root around it, wherever the command was given. */
function fileNamed(
  target: string,
  cwd: string,
): { readonly path: string; readonly line: string } | undefined {
  const [, name = '', line = ''] = /^(.+?)((?::\d+){0,2})$/.exec(target) ?? [];
  const path = resolve(cwd, name);
  try {
    return statSync(path).isFile() ? { path, line } : undefined;
  } catch {
    // Not there, not to be seen, or no name that a file can have.
    return undefined;
  }
}

/** Editors copy whole paths; one that lies within the root is told as one from there. */
function fromRoot(target: string, root: string): string {
  return isAbsolute(target) ? relative(root, target).replaceAll('\\', '/') || '.' : target;
}

/** What is told must not depend on what was in memory: where a name could not be followed yet, it is told once more. */
async function withNames<T>(snapshot: Snapshot, world: World, tell: (reviewed: Reviewed) => T): Promise<T> {
  let untold = false;
  const told = tell({
    ...snapshot,
    exportsOf: path => {
      const exports = snapshot.exportsOf(path);
      untold ||= exports === undefined;
      return exports;
    },
    planMoves: request => {
      const plan = snapshot.planMoves(request);
      untold ||= plan === undefined;
      return plan;
    },
  });
  if (!untold) return told;
  await world.followNames();
  return tell({ ...snapshot, exportsOf: path => snapshot.exportsOf(path) });
}
