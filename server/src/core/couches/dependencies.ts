import { byText } from '../facts/place.ts';
import { waysOf } from '../measures/runtime/call-graph.ts';
import { chatsOf, timesIn } from '../measures/runtime/chats.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Model, ModuleName } from '../model/model.ts';

/** Which module needs which, told generously: to explain why two change together any tie will do. */
export interface Dependencies {
  /** By imports, also those of tests, by manifests and by calls, declared or seen in traces. */
  of(module: ModuleName): ReadonlySet<ModuleName>;
  /** Who needs it, by the same. */
  users(module: ModuleName): ReadonlySet<ModuleName>;
  /** The same text as long as no dependency came or went. */
  readonly key: string;
  /** Who imports it from code that is no test. */
  dependents(module: ModuleName): ReadonlySet<ModuleName>;
  /** Whether a chain of dependencies leads from one to the other. */
  reaches(from: ModuleName, to: ModuleName): boolean;
  /** Calls between two modules for each request, by the services that run them. */
  calls(a: ModuleName, b: ModuleName): CallsForRequest;
}

/** `times` is 0 where no call is declared or was seen, and 1 at least where one was; `seen`: as traces tell. */
export interface CallsForRequest {
  readonly times: number;
  readonly seen: boolean;
}

const known = new WeakMap<Model, Dependencies>();

export function dependenciesOf(model: Model): Dependencies {
  let made = known.get(model);
  if (!made) {
    made = remembered(model);
    known.set(model, made);
  }
  return made;
}

/** A keystroke makes new edges and seldom another dependency: then what was found by following them still holds. */
function remembered(model: Model): Dependencies {
  const { files } = model.facts;
  const made = gather(model);
  const last = lasts.get(files);
  if (last && last.key === made.key && last.sources === made.sources && last.callsKey === made.callsKey)
    return last;
  lasts.set(files, made);
  return made;
}

const lasts = new WeakMap<Model['facts']['files'], Gathered>();

interface Gathered extends Dependencies {
  /** Who imports whom from code that is no test, as a text. */
  readonly sources: string;
  readonly callsKey: string;
}

const NONE: ReadonlySet<ModuleName> = new Set();

function gather(model: Model): Gathered {
  const targets = new Map<ModuleName, Set<ModuleName>>();
  const users = new Map<ModuleName, Set<ModuleName>>();
  const sources = new Map<ModuleName, Set<ModuleName>>();
  const add = (map: Map<ModuleName, Set<ModuleName>>, from: ModuleName, to: ModuleName) => {
    if (from === to) return;
    const set = map.get(from);
    if (set) set.add(to);
    else map.set(from, new Set([to]));
  };
  for (const edge of model.edges) {
    add(targets, edge.from, edge.to);
    if (edge.imports.length > 0) add(sources, edge.to, edge.from);
  }
  for (const module of model.modules) {
    for (const fact of module.packages) {
      for (const name of fact.dependencies) {
        const to = model.module(name);
        if (to) add(targets, module.name, to.name);
      }
    }
  }
  const calls = callsBetween(model);
  for (const { from, to } of calls) add(targets, from, to);
  for (const [from, tos] of targets) for (const to of tos) add(users, to, from);
  const reached = new Map<ModuleName, ReadonlySet<ModuleName>>();

  function reachedFrom(start: ModuleName): ReadonlySet<ModuleName> {
    let found = reached.get(start);
    if (!found) {
      const all = new Set<ModuleName>();
      const open = [start];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const to of targets.get(next) ?? NONE) {
          if (all.has(to)) continue;
          all.add(to);
          open.push(to);
        }
      }
      found = all;
      reached.set(start, found);
    }
    return found;
  }

  return {
    of: module => targets.get(module) ?? NONE,
    users: module => users.get(module) ?? NONE,
    key: textOf(targets),
    sources: textOf(sources),
    callsKey: calls.map(({ from, to, times, seen }) => `${from} ${to} ${times} ${seen}`).join('\n'),
    dependents: module => sources.get(module) ?? NONE,
    reaches: (from, to) => reachedFrom(from).has(to),
    calls: (a, b) => {
      let most = NO_CALLS;
      for (const { from, to, times, seen } of calls) {
        const same = (from === a && to === b) || (from === b && to === a);
        if (same && times > most.times) most = { times, seen };
      }
      return most;
    },
  };
}

function textOf(map: ReadonlyMap<ModuleName, ReadonlySet<ModuleName>>): string {
  return [...map].map(([from, tos]) => `${from} ${[...tos].join(' ')}`).join('\n');
}

const NO_CALLS: CallsForRequest = { times: 0, seen: false };

interface ModuleCalls extends CallsForRequest {
  readonly from: ModuleName;
  readonly to: ModuleName;
}

/**
 * Calls between the services that run the modules, declared and seen. A service that runs several modules does not tell which
 * of them calls, so it ties them and counts once.
 */
function callsBetween(model: Model): readonly ModuleCalls[] {
  const graph = callGraphOf(model);
  if (graph.calls.length === 0) return [];
  const runs = new Map(graph.services.map(({ name, modules }) => [name, modules]));
  const often = new Map(chatsOf(model).map(chat => [JSON.stringify(chat.services), chat]));
  return graph.calls.flatMap(call =>
    waysOf(call).flatMap(other => {
      const [callers = [], called = []] = [runs.get(call.from), runs.get(other)];
      const chat = often.get(JSON.stringify([call.from, other].sort(byText)));
      const told = chat && callers.length === 1 && called.length === 1 ? timesIn(chat) : NO_CALLS;
      const { times, seen } = told;
      return callers.flatMap(from => called.map(to => ({ from, to, times: Math.max(1, times), seen })));
    }),
  );
}
