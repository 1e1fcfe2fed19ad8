import { readExample } from '../../scripts/example-story.mjs';
import type { AnnotatedTree } from './annotations.ts';

/** A bundled example, or a twin of it, for the in-memory platform: the same files, the same changes. */
export function exampleTree(name: string): AnnotatedTree {
  const { files, changes } = readExample(name);
  return {
    files: Object.fromEntries(files),
    expected: [],
    changes: changes.map(({ at, subject, files: paths }) => ({
      date: at.slice(0, 10),
      subject,
      authors: [],
      paths,
    })),
  };
}
