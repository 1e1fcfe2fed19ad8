import type { FileFacts } from '../../facts/files.ts';
import type { FileImports } from '../../facts/imports.ts';
import type { RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';

/**
 * Remembers what a function gives for each file as long as the file is the same, so that a keystroke costs one file.
 * The memory belongs to the list of files and goes with it.
 */
export function perFile<T>(compute: (file: FileImports) => T): (model: Model, file: FileImports) => T {
  const memories = new WeakMap<FileFacts, Map<RepoPath, { readonly file: FileImports; readonly value: T }>>();
  return (model, file) => {
    const files = factsOf(model.facts.files);
    if (!files) return compute(file);
    let memory = memories.get(files);
    if (!memory) {
      memory = new Map();
      memories.set(files, memory);
    }
    const known = memory.get(file.path);
    if (known?.file === file) return known.value;
    const value = compute(file);
    memory.set(file.path, { file, value });
    return value;
  };
}
