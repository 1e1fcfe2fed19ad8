import type { FileExports, FileImports } from '#core/facts/imports';
import { exportsOf } from './scan-exports.ts';
import { typeScriptIfLoaded } from './typescript.ts';

/**
 * What one file exports, for a fix that has to be sure of it. Answers at once, which takes TypeScript to be loaded: where it
 * is not, the first question loads it and is answered by "not known", which offers one fix fewer and never a wrong one.
 */
export function readFileExports(file: FileImports, text: string): FileExports | undefined {
  const ts = typeScriptIfLoaded();
  if (!ts) return undefined;
  try {
    return exportsOf(ts, file.path, text, file.imports);
  } catch {
    // Nested too deep for the parser: nothing is known of it, and nothing is offered.
    return undefined;
  }
}
