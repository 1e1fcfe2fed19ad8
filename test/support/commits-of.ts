import type { AnnotatedTree } from './annotations.ts';
import type { MadeCommit } from './git-repository.ts';

/**
 * The history of a tree as real commits: its files long ago, then each change in turn. No two edits are the same one, for
 * content that repeats is what a sweep is known by.
 */
export function commitsOf({ files, changes }: AnnotatedTree): readonly MadeCommit[] {
  const oldestFirst = [...changes].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return [
    { subject: 'The beginning', at: '2020-01-01T12:00:00Z', files },
    ...oldestFirst.map(({ subject, date, paths }, number) => ({
      subject,
      at: `${date}T12:00:00Z`,
      files: Object.fromEntries(
        paths.map(path => [path, `${files[path] ?? ''}// ${path}, number ${number}\n`]),
      ),
    })),
  ];
}
