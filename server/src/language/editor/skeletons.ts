/** What a declaration mostly says, by the word that begins it: snippets whose parts are filled in one after the other. */
import { ACCEPT_KINDS, INTERACTIONS, MEDIA, type Word } from '#core/vocabulary';

export interface Skeleton {
  /** In the snippet syntax of the Language Server Protocol, laid out as the formatter does. */
  readonly snippet: string;
  readonly describe: string;
}

/** What is to be filled in stands in `<>`, and one of several words in `<a|b>`; `$1` is what was filled in first. */
const WRITTEN: Readonly<Record<string, readonly [describe: string, ...lines: string[]]>> = {
  group: ['with who leads it', 'group <Name> {', '  lead "<who@example.org>"', '}'],
  team: ['with its name in CODEOWNERS', 'team <Name> {', '  handle "@<organization>/<name>"', '}'],
  module: [
    'with its files and its owner',
    'module <name> {',
    '  path "<packages/$1>"',
    '  owner <Team>',
    '}',
  ],
  external: ['with what it promises', 'external service <name> {', '  availability <99.9>%', '}'],
  service: [
    'with what it runs, promises and calls',
    'service <name> {',
    '  runs <module>',
    '  built by <Team>',
    '  availability <99.9>%',
    '  calls <other-service>',
    '}',
  ],
  channel: ['between two teams, by a medium', `channel <Team> <-> <Other> by <${oneOf(MEDIA)}>`],
  interaction: ['of two teams, and how', `interaction <Team> -> <Other> <${oneOf(INTERACTIONS)}>`],
  queue: [
    'with who works through it, who waits, and how long',
    'queue <name> {',
    '  run by <Team>',
    '  serves <Other>',
    '  promised <2 weeks>',
    '  actual <3 weeks>',
    '}',
  ],
  initiative: [
    'with what it touches, and for how many teams it is meant',
    'initiative <name> "<what it is>" {',
    '  touches <module>',
    '  at most <3> teams',
    '}',
  ],
  flow: [
    'with two steps',
    'flow <name> {',
    '  <build> by <Team> <3 days>',
    '  <test> by <Other> <2 days> waiting <1 week>',
    '}',
  ],
  capability: ['and who provides it', 'capability <name> provided by <service>'],
  couch: [
    'with its modules, and for how many teams it is meant',
    'couch <name> {',
    '  modules <one>, <other>',
    '  at most <2> teams',
    '}',
  ],
  accept: ['on what, and why', `accept <rule> on <${oneOf(ACCEPT_KINDS)}> <name> because "<why>"`],
  history: ['with how far back to read', 'history {', '  window <12 months>', '}'],
  rules: ['with one severity', 'rules {', '  <rule> <warning|error|information|off>', '}'],
};

/** The skeleton of a declaration; undefined for one that is little more than its word. */
export function skeletonOf(word: string): Skeleton | undefined {
  const [describe, ...lines] = WRITTEN[word] ?? [];
  return describe === undefined ? undefined : { describe, snippet: snippetOf(lines.join('\n')) };
}

function oneOf(words: readonly Word[]): string {
  return words.map(({ word }) => word).join('|');
}

function snippetOf(written: string): string {
  let stop = 0;
  return written.replace(/<([^<>-][^<>]*)>/g, (_, part: string) => {
    stop++;
    return part.includes('|') ? `\${${stop}|${part.replaceAll('|', ',')}|}` : `\${${stop}:${part}}`;
  });
}
