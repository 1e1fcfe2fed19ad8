import type { WrittenChange } from '#test/support/annotations';

const DAY = 86_400_000;

/** The same work again and again: `times` changes, `days` apart, the last of them on or before `until`. */
export function again(
  subject: string,
  paths: readonly string[],
  { times, days, until = '2026-05-31', by = [] }: Rhythm,
): readonly WrittenChange[] {
  const end = Date.parse(`${until}T00:00:00Z`);
  return Array.from({ length: times }, (_, i) => ({
    date: new Date(end - (times - 1 - i) * days * DAY).toISOString().slice(0, 10),
    subject: `${subject} ${i + 1}`,
    authors: by,
    paths,
  }));
}

export interface Rhythm {
  readonly times: number;
  readonly days: number;
  readonly until?: string;
  readonly by?: readonly string[];
}
