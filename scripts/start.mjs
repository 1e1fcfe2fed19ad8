// `npm start`: from a fresh clone to a review that can be read. `npm start -- PATH [OPTIONS]` reviews any repository.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asTyped } from './as-typed.mjs';
import { ensure, ROOT } from './ensure.mjs';
import { ownTemporaryFolder } from './own-folder.mjs';

/** The case that tells best what a couch is. */
const STORY = 'amazon-ordering';

const args = process.argv.slice(2);
ensure();
const { build } = await import('./build.mjs');
await build().catch(stop);
const { exampleAt } = await import('./example-story.mjs');
const code = args.length === 0 ? await reviewExample() : await review(args);
process.exitCode = code;

/** Any repository; an example of ours is made into one first, with its history. */
async function review([typed, ...options]) {
  const isPath = !typed.startsWith('-');
  const path = isPath ? asTyped(typed, 'start') : typed;
  const name = isPath ? exampleAt(path) : undefined;
  if (name === undefined) {
    const ended = wiring(['check', path, ...options]);
    // With options somebody knows what to ask for, and a program may read what is printed.
    if (ended < 2 && options.length === 0 && isPath) sayNext(quoted(typed));
    return ended;
  }
  const { makeExample } = await import('./example.mjs');
  const folder = join(ownTemporaryFolder(), name.replace('/', '-'));
  try {
    makeExample(folder, name);
  } catch (error) {
    stop(error);
  }
  console.error(`examples/${name}, with its history, is now in ${folder}`);
  return wiring(['check', folder, ...options]);
}

/** Ready to be pasted into a shell. */
function quoted(path) {
  return /^[\w./@~:\\+-]+$/.test(path) ? path : `"${path}"`;
}

function sayNext(path) {
  console.log(`
What next
  npm run editor -- ${path}
                           the same in a VS Code in your browser
  npm run vsix             package the extension for your own VS Code
  node dist/wiring.cjs --help
                           what is called "wiring" above: init, explain, doctor …`);
}

async function reviewExample() {
  const { makeExample } = await import('./example.mjs');
  const own = ownTemporaryFolder();
  const [folder, story] = ['storefront', STORY].map(name => join(own, name));
  try {
    makeExample(folder, 'storefront');
    makeExample(story, STORY);
  } catch (error) {
    for (const made of [folder, story]) rmSync(made, { recursive: true, force: true });
    stop(error);
  }
  // Findings are what the example is for: they are no failure of `npm start`.
  const ended = wiring(['check', folder, '--fail-on', 'never']);
  if (ended !== 0) return ended;
  console.log(`
That was examples/storefront, a real repository now in
  ${folder}
`);
  const told = await tellStory(story);
  if (told !== 0) return told;
  console.log(`
What next
  npm start -- PATH        review any repository
  npm run editor           the storefront in a VS Code in your browser
  npm run editor -- examples/${STORY}
                           this story there, with its history; or any folder
  npm run cases            all the stories, each with a healthy twin
  npm run traces           five services run, and what they do is reviewed
  npm run vsix             package the extension for your own VS Code
  node dist/wiring.cjs --help`);
  return 0;
}

/** What `wiring explain` says of its couch, as far as it fits on a screen. */
async function tellStory(folder) {
  const { readCase } = await import('./example-story.mjs');
  const { wrapped } = await import('./case-tables.mjs');
  const { couch, tells } = readCase(STORY);
  const command = [join(ROOT, 'dist', 'wiring.cjs'), 'explain', couch, '--format', 'json'];
  const result = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) {
    process.stderr.write(result.stderr ?? '');
    return result.status ?? 3;
  }
  const { sections } = JSON.parse(result.stdout);
  const show = (indent, words) => {
    for (const line of wrapped(words, indent)) console.log(`${' '.repeat(indent)}${line}`);
  };
  show(0, `Who has to lift this together? A story: ${tells} (examples/${STORY}).`);
  console.log(`\n$ wiring explain ${couch}`);
  for (const { heading, lines } of sections) {
    if (heading.startsWith('Verdict')) {
      show(2, heading);
      for (const line of lines) show(4, line);
    }
    if (heading === 'Numbers') for (const line of lines.filter(each => /widest/.test(each))) show(4, line);
    if (heading === 'What may be done') {
      show(2, heading);
      for (const line of lines.slice(0, 1)) show(4, line);
    }
  }
  return 0;
}

function wiring(command) {
  const result = spawnSync(process.execPath, [join(ROOT, 'dist', 'wiring.cjs'), ...command], {
    stdio: 'inherit',
  });
  return result.status ?? 3;
}

function stop(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(3);
}
