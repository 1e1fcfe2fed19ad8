import type { RepoPath } from '../facts/place.ts';

/** Why a file lifts nobody, in words for the user; undefined for a file that somebody works on. */
export function noiseOf(path: RepoPath): string | undefined {
  if (!SUSPECT.test(path)) return undefined;
  return KINDS.find(([pattern]) => pattern.test(path))?.[1];
}

/**
 * Files that tools write or that every change touches (MEASURES.md section b). A version bump in a `package.json` is told
 * apart from other edits only by its content, which is not read: such bumps come with releases, which are set aside as
 * a whole, and any other change to a `package.json` counts, unless it came with the same in many modules (mechanical.ts).
 */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^common\/changes\/|(^|\/)(\.changeset|\.changes)\/|^change\/[^/]+\.json$/, 'a note for the changelog'],
  [
    /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|\.pnp\.[cm]?js|\.pnp\.loader\.mjs)$|(^|\/)\.yarn\/(?!patches\/)|^common\/config\/.*\/(repo-state\.json|npm-shrinkwrap\.json)$|^common\/config\/rush\/repo-state\.json$/,
    'a lock file',
  ],
  [/(^|\/)(change-?log(\.(md|mdx|json|txt|rst))?|(history|changes)\.(md|txt|rst))$/i, 'a changelog'],
  [/(^|\/)__snapshots__\/|\.(snap|snapshot)(\.[^./]+)?$/, 'a snapshot'],
  [
    /(^|\/)(eslint-(?:suppressions|warning-thresholds)\.json|\.eslint-todo\.[^/]*|\.betterer\.results|\.eslint-bulk-suppressions\.json)$/,
    'a list of lint suppressions',
  ],
  [
    /(^|\/)(__generated__|_generated|generated)\/|[._-](gen|generated|pb)\.[^./]+$|\.min\.([cm]?js|css)$|\.api\.(md|json)$/,
    'generated',
  ],
];

/** One cheap look that most paths do not survive: a window of history has tens of thousands. */
const SUSPECT =
  /lock|change|histor|snap|suppressions|thresholds|todo|betterer|\.pnp|\.yarn|state|generated|[._-](?:gen|pb)\.|\.min\.|\.api\.|wrap/i;
