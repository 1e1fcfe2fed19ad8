// Generates the parser of `.wiring` files from its grammar, and what its lexer has to know: `npm run grammar`.
// With --check nothing is written; exit code 1 says that the generated files are stale.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsSource } from './clause-words.mjs';

const language = fileURLToPath(new URL('../server/src/language/', import.meta.url));
const generated = join(language, 'generated');
const temporary = mkdtempSync(join(tmpdir(), 'wiring-grammar-'));

try {
  for (const file of ['wiring.langium', 'langium-config.json'])
    cpSync(join(language, file), join(temporary, file));
  const cli = fileURLToPath(new URL('../node_modules/langium-cli/bin/langium.js', import.meta.url));
  execFileSync(process.execPath, [cli, 'generate', '-f', join(temporary, 'langium-config.json')], {
    cwd: temporary,
    stdio: 'pipe',
  });
  const made = join(temporary, 'generated');
  const words = await wordsSource(readFileSync(join(language, 'wiring.langium'), 'utf8'));
  writeFileSync(join(made, 'words.ts'), words);
  const stale = readdirSync(made).filter(file => {
    const now = join(generated, file);
    return !existsSync(now) || readFileSync(now, 'utf8') !== readFileSync(join(made, file), 'utf8');
  });
  if (process.argv.includes('--check')) {
    if (stale.length > 0) {
      console.error(`Stale: ${stale.join(', ')} in server/src/language/generated. Run "npm run grammar".`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(generated, { recursive: true });
    for (const file of stale) cpSync(join(made, file), join(generated, file));
    console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}.` : 'Nothing changed.');
  }
} catch (error) {
  // Langium says on its output what is wrong with the grammar.
  console.error(String(error.stdout ?? ''), String(error.stderr ?? error));
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
