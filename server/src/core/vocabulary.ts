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

export const VOLATILITIES: readonly Word[] = [
  { word: 'core', describe: 'what sets the product apart; changes often' },
  { word: 'supporting', describe: 'needed by the core; changes now and then' },
  { word: 'generic', describe: 'solved elsewhere too; changes rarely' },
];

export const CHANGE_UNITS: readonly Word[] = [
  { word: 'merge', describe: 'one merged unit of work: a first-parent commit' },
];

/** What an `accept … on` can name. */
export const ACCEPT_KINDS: readonly Word[] = [
  { word: 'module', describe: 'findings about a module' },
  { word: 'team', describe: 'findings about a team' },
  { word: 'group', describe: 'findings about a group of teams' },
  { word: 'service', describe: 'findings about a service' },
  { word: 'couch', describe: 'findings about a declared couch' },
  { word: 'path', describe: 'findings in the files that a glob matches' },
];
