/**
 * Compares Wiring's resolver with TypeScript's own on a real repository.
 * npx tsx scripts/differential.ts PATH [EXAMPLES]
 */
import { factsOf } from '#core/facts/state';
import { nodeFileSystem } from '#platform/node-file-system';
import { readFiles } from '#sources/files';
import { readModules } from '#sources/packages';
import { createResolver } from '#sources/resolve';
import { type Compared, compareResolvers } from '#test/support/compare-resolvers';

const [path, examples = '6'] = process.argv.slice(2);
if (path === undefined) {
  console.error('Give the folder of a repository: npx tsx scripts/differential.ts PATH [EXAMPLES]');
  process.exit(2);
}
const fs = nodeFileSystem(path, { git: true });
const files = factsOf(readFiles(fs, { excludes: [], nestedRoots: [] }));
const modules = files && factsOf(readModules(fs, files));
if (!files || !modules) {
  console.error('There is nothing to resolve.');
  process.exit(3);
}

const compared = compareResolvers(fs, files, modules);
const inside = compared.filter(({ outcome }) => outcome !== 'outside');
console.log(
  `${files.files.length} files, ${modules.packages.length} packages (${modules.toldBy.join(', ')})`,
);
console.log(`${compared.length} imports; ${inside.length} of them relative, alias or workspace imports`);

const byOutcome = new Map<string, Compared[]>();
for (const item of inside) byOutcome.set(item.outcome, [...(byOutcome.get(item.outcome) ?? []), item]);
for (const [outcome, items] of byOutcome) {
  console.log(`\n${outcome}: ${items.length}`);
  if (outcome === 'agreed') continue;
  for (const { from, specifier, ours, theirs } of items.slice(0, Number(examples))) {
    const said =
      ours.to === 'file' ? ours.path : ours.to === 'unresolved' ? `(${ours.reason})` : `(${ours.to})`;
    console.log(`  ${from}  "${specifier}"\n    ours ${said}, TypeScript ${theirs ?? '–'}`);
  }
}

console.log('\nOurs, by what it says:');
const counts = new Map<string, number>();
const reasons = new Map<string, Set<string>>();
for (const { from, specifier, ours } of compared) {
  const key =
    ours.to === 'file'
      ? `file, ${ours.through}${ours.exported ? '' : ', past exports'}`
      : ours.to === 'unresolved'
        ? `unresolved, ${ours.reason}`
        : ours.to;
  counts.set(key, (counts.get(key) ?? 0) + 1);
  if (ours.to === 'unresolved')
    reasons.set(key, (reasons.get(key) ?? new Set()).add(`${from}  "${specifier}"`));
}
for (const [key, count] of [...counts].sort()) {
  console.log(`  ${String(count).padStart(6)}  ${key}`);
  for (const place of [...(reasons.get(key) ?? [])].slice(0, Number(examples)))
    console.log(`            ${place}`);
}

const start = performance.now();
const resolver = createResolver({ fs, files, modules });
const made = performance.now();
for (const { from, specifier } of compared) resolver.resolve(from, specifier, 'static');
const done = performance.now();
console.log(
  `\ncreateResolver ${(made - start).toFixed(1)} ms; ${compared.length} imports ${(done - made).toFixed(1)} ms`,
);
