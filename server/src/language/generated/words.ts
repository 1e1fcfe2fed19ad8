// Made by scripts/grammar.mjs from wiring.langium; not edited by hand.
import type { ClauseWords } from '../words.ts';

export const WIRING_WORDS: ClauseWords = {
  top: new Set(['wiring', 'root', 'exclude', 'organization', 'roster', 'group', 'team', 'module', 'external', 'service', 'channel', 'interaction', 'queue', 'initiative', 'flow', 'capability', 'couch', 'traces', 'accept', 'history', 'rules']),
  inBlock: new Map([
    ['group', new Set(['lead'])],
    ['team', new Set(['handle', 'kind', 'members'])],
    ['module', new Set(['path', 'owner', 'exposes', 'uses', 'volatility'])],
    ['external', new Set(['runs', 'built', 'operated', 'paged', 'availability', 'latency', 'answers', 'deploys', 'calls', 'publishes', 'consumes', 'rehearsed'])],
    ['service', new Set(['runs', 'built', 'operated', 'paged', 'availability', 'latency', 'answers', 'deploys', 'calls', 'publishes', 'consumes', 'rehearsed'])],
    ['queue', new Set(['run', 'serves', 'promised', 'actual', 'touch', 'access'])],
    ['initiative', new Set(['led', 'touches', 'waits', 'success', 'at'])],
    ['couch', new Set(['modules', 'at'])],
    ['history', new Set(['window', 'change', 'branch', 'ignore'])],
  ]),
  openers: new Set(['group', 'team', 'module', 'external', 'service', 'queue', 'initiative', 'flow', 'couch', 'history', 'rules']),
  onlyFirst: new Set(['lead', 'handle', 'kind', 'members', 'path', 'owner', 'exposes', 'uses', 'volatility', 'runs', 'built', 'operated', 'paged', 'availability', 'latency', 'answers', 'deploys', 'calls', 'publishes', 'consumes', 'rehearsed', 'run', 'serves', 'promised', 'actual', 'touch', 'access', 'led', 'touches', 'waits', 'success', 'modules', 'window', 'change', 'branch', 'ignore', 'wiring', 'root', 'exclude', 'organization', 'roster', 'group', 'module', 'external', 'service', 'channel', 'interaction', 'initiative', 'flow', 'capability', 'couch', 'traces', 'accept', 'history', 'rules']),
  keywords: new Set(['a', 'accept', 'access', 'actual', 'after', 'alone', 'and', 'answers', 'as', 'async', 'at', 'availability', 'because', 'branch', 'built', 'by', 'calls', 'capability', 'change', 'channel', 'complete', 'consumes', 'couch', 'day', 'days', 'deploys', 'error', 'except', 'exclude', 'exposes', 'external', 'feed', 'flow', 'for', 'from', 'group', 'handle', 'history', 'hour', 'hours', 'ignore', 'in', 'information', 'initiative', 'interaction', 'is', 'kind', 'known', 'latency', 'lead', 'led', 'members', 'minute', 'minutes', 'module', 'modules', 'month', 'months', 'most', 'ms', 'nothing', 'off', 'on', 'once', 'one', 'operated', 'or', 'organization', 'owner', 'paged', 'path', 'per', 'promised', 'provided', 'publishes', 'queue', 'rehearsed', 'root', 'roster', 'rules', 'run', 'runs', 's', 'serves', 'service', 'step', 'steps', 'success', 'team', 'teams', 'time', 'times', 'to', 'together', 'touch', 'touches', 'traces', 'until', 'uses', 'volatility', 'waiting', 'waits', 'warning', 'week', 'weeks', 'window', 'wiring', 'with', 'within', 'year', 'years']),
  symbols: ['<->', '->', '%', ',', '{', '}'],
};
