import type { HistoryFacts, Release } from '#core/facts/history';
import type { SourceState } from '#core/facts/state';
import type { Git, GitOptions, Tags } from '#platform/git';

/**
 * The package that a tag says was released: `@acme/cart@1.2.3` as changesets, Lerna and Nx write it, `@acme/cart_v1.2.3` as
 * Rush does. A tag of the whole repository (`v1.2.3`) names none.
 */
export function releasedPackage(tag: string): string | undefined {
  for (const between of ['@', '_v']) {
    const at = tag.lastIndexOf(between);
    if (at > 0 && /^\d+\.\d+\.\d+(?:[-+]|$)/.test(tag.slice(at + between.length))) return tag.slice(0, at);
  }
  return undefined;
}

/** The history with what was released with its changes; the same where no tag says so. */
export async function withReleases(
  state: SourceState<HistoryFacts>,
  tagsOf: (changes: ReadonlySet<string>) => Tags,
  git: Git,
  options: GitOptions,
): Promise<SourceState<HistoryFacts>> {
  if (state.state === 'absent') return state;
  const changes = new Set(state.facts.changes.map(({ id }) => id));
  const { packed, loose } = tagsOf(changes);
  const named = loose.filter(({ name }) => releasedPackage(name) !== undefined);
  const led = await leadingTo(
    named.filter(({ id }) => !changes.has(id)).map(({ name }) => name),
    git,
    options,
  );
  const releases: Release[] = [];
  for (const { name, id } of [...packed, ...named]) {
    const change = led.get(name) ?? id;
    const of = releasedPackage(name);
    if (of !== undefined && changes.has(change)) releases.push({ package: of, change });
  }
  if (releases.length === 0) return state;
  return { ...state, facts: { ...state.facts, releases } };
}

/** With more than these git is asked for all tags: a command has no room for as many names. */
const MOST_NAMES = 500;

/** What annotated tags lead to. Failing to learn it loses releases and nothing else. */
async function leadingTo(
  names: readonly string[],
  git: Git,
  options: GitOptions,
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const refs = names.length > MOST_NAMES ? ['refs/tags'] : names.map(name => `refs/tags/${name}`);
  const asked = await git.run(
    ['for-each-ref', '--format=%(refname:strip=2)%00%(*objectname)', ...refs],
    options,
  );
  if (!asked.ok) return new Map();
  return new Map(
    asked.stdout.split('\n').flatMap(line => {
      const [name = '', commit = ''] = line.split('\0');
      return commit === '' ? [] : [[name, commit] as const];
    }),
  );
}
