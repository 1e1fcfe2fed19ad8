/**
 * Compares the light scan with the whole syntax tree on every source file of the folders named:
 * `npx tsx test/sources/scan-differential.ts /path/to/repository …`. Ends with 1 when one import differs.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { isJsx } from '#sources/scan';
import { createTokenScan } from '#sources/scan-tokens';
import { findInTree, parseTree } from '#sources/scan-tree';
import { loadTypeScript } from '#sources/typescript';

const ts = await loadTypeScript();
const light = createTokenScan();
let differences = 0;
for (const folder of process.argv.slice(2)) {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: folder, maxBuffer: 1 << 30 }).toString();
  const paths = listed.split('\0').filter(path => /\.[cm]?[jt]sx?$/.test(path));
  const spent = { light: 0, tree: 0, fallback: 0 };
  let characters = 0;
  let imports = 0;
  let unsure = 0;
  for (const path of paths) {
    const text = readFileSync(`${folder}/${path}`, 'utf8');
    characters += text.length;
    let at = performance.now();
    const quick = light(text, isJsx(path));
    spent.light += performance.now() - at;
    at = performance.now();
    const sure = findInTree(ts, parseTree(ts, path, text));
    const treeTime = performance.now() - at;
    spent.tree += treeTime;
    imports += sure.length;
    if (quick === undefined) {
      unsure += 1;
      spent.fallback += treeTime;
      if (process.env.SHOW_UNSURE) console.log(`unsure ${path}`);
    } else if (!isDeepStrictEqual(quick, sure)) {
      differences += 1;
      const other = sure.findIndex((one, index) => !isDeepStrictEqual(one, quick[index]));
      console.log(`${path}: light ${quick.length}, tree ${sure.length}`, quick[other], sure[other]);
    }
  }
  const ms = (time: number) => `${time.toFixed(0)} ms`;
  console.log(
    `${folder}: ${paths.length} files, ${characters} characters, ${imports} imports; light ${ms(spent.light)}, ` +
      `${unsure} read as tree ${ms(spent.fallback)}; all as tree ${ms(spent.tree)}`,
  );
}
console.log(`${differences} files differ`);
process.exitCode = differences > 0 ? 1 : 0;
