/** The fixed words that people choose from. Names in the grammar, checked against these lists afterwards. */

export interface Word {
  readonly word: string;
  /** One line for completion and hovers. */
  readonly describe: string;
}

/** Media of a channel, widest first: how much two teams can settle through it in a day. */
export const MEDIA: readonly Word[] = [
  { word: 'embedded', describe: 'somebody of one team works in the other' },
  { word: 'meeting', describe: 'they meet regularly' },
  { word: 'chat', describe: 'they write to each other and answer within the day' },
  { word: 'review', describe: 'they see each other in reviews of changes' },
  { word: 'ticket', describe: 'one files a ticket, the other works through a queue' },
];

export const TEAM_KINDS: readonly Word[] = [
  { word: 'stream-aligned', describe: 'serves one stream of work from end to end' },
  { word: 'platform', describe: 'offers what others use without asking' },
  { word: 'enabling', describe: 'helps others to learn, then leaves' },
  { word: 'complicated-subsystem', describe: 'keeps a part that needs deep knowledge' },
];

/** How two teams mean to work together (Skelton and Pais, Team Topologies). */
export const INTERACTIONS: readonly Word[] = [
  { word: 'as-a-service', describe: 'one uses what the other offers, and need not ask' },
  { word: 'collaboration', describe: 'they work together for a time; say until when' },
  { word: 'facilitating', describe: 'one helps the other to learn, then leaves' },
];

/** How one gets what a queue gives. */
export const QUEUE_ACCESS: readonly Word[] = [
  { word: 'ticket', describe: 'one asks, and somebody works through what was asked' },
  { word: 'self-service', describe: 'one takes it without asking' },
  { word: 'embedded', describe: 'its people work in the teams that need them' },
];

export const VOLATILITIES: readonly Word[] = [
  { word: 'core', describe: 'what sets the product apart; changes often' },
  { word: 'supporting', describe: 'needed by the core; changes now and then' },
  { word: 'generic', describe: 'solved elsewhere too; changes rarely' },
];

export const CHANGE_UNITS: readonly Word[] = [
  { word: 'merge', describe: 'one merged unit of work: a first-parent commit' },
];

/** What a change can be called in a `history` block; all but the first set it aside. */
export const CHANGE_CLASSES: readonly Word[] = [
  { word: 'ordinary', describe: 'somebody worked on it: it counts with everything it touched' },
  { word: 'sweep', describe: 'one mechanical edit everywhere' },
  { word: 'release', describe: 'a release and nothing else' },
  { word: 'bot', describe: 'a program made it' },
  { word: 'revert', describe: 'it takes back another change' },
  { word: 'rename-only', describe: 'files moved and their content stayed the same' },
];

/** What an `accept … on` can name. */
export const ACCEPT_KINDS: readonly Word[] = [
  { word: 'module', describe: 'findings about a module' },
  { word: 'team', describe: 'findings about a team' },
  { word: 'group', describe: 'findings about a group of teams' },
  { word: 'service', describe: 'findings about a service' },
  { word: 'couch', describe: 'findings about a declared couch' },
  { word: 'queue', describe: 'findings about a queue' },
  { word: 'initiative', describe: 'findings about an initiative' },
  { word: 'flow', describe: 'findings about a flow' },
  { word: 'capability', describe: 'findings about a capability' },
  { word: 'path', describe: 'findings in the files that a glob matches' },
];
