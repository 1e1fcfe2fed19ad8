import type { Couch, Judged } from '../couches/couch.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { byText } from '../facts/place.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { couchInShort } from './couch-name.ts';

/** A couch whose verdict is another one over the edited model. */
export interface Turned {
  readonly before: Judged['verdict'];
  readonly after: Judged;
  /** What it is in the saved model, where that is another couch: it became part of this one, was taken apart, or renamed. */
  readonly was?: Couch;
}

/** Couches whose verdict is another one: of both models first, then those that became another couch. */
export function turnedVerdicts(saved: Model, edited: Model): readonly Turned[] {
  const [old, now] = [judgeCouches(saved), judgeCouches(edited)];
  const before = new Map(old.map(({ couch, verdict }) => [couch.id, verdict]));
  const after = new Set(now.map(({ couch }) => couch.id));
  const turned = now.flatMap((judged): Turned[] => {
    const verdict = before.get(judged.couch.id);
    return verdict === undefined || verdict === judged.verdict ? [] : [{ before: verdict, after: judged }];
  });
  const becomes = heirs(saved, edited, now);
  const came = heirs(edited, saved, old);
  const others = [
    ...old
      .filter(({ couch }) => !after.has(couch.id))
      .map(judged => [judged, becomes(judged.couch)] as const),
    // Pieces are a couch only while they are too small: what they were before is the verdict that turned.
    ...now
      .filter(({ couch }) => couch.kind === 'pair' && !before.has(couch.id))
      .map(judged => [came(judged.couch), judged] as const),
  ];
  const told = new Set<string>();
  for (const [was, is] of others) {
    if (!was || !is || was.verdict === is.verdict) continue;
    const key = `${was.couch.id}\n${is.couch.id}`;
    if (told.has(key)) continue;
    told.add(key);
    turned.push({ before: was.verdict, after: is, was: was.couch });
  }
  return turned;
}

/** `api`, as it is called today. */
export function turnedName({ was, after }: Turned): string {
  return couchInShort(was ?? after.couch);
}

/** What a couch of one model is in the other, by where its modules are there; `undefined` where it is nothing whole. */
function heirs(from: Model, to: Model, judged: readonly Judged[]): (couch: Couch) => Judged | undefined {
  let byMembers: ReadonlyMap<string, readonly Judged[]> | undefined;
  const names = new Map<ModuleName, ModuleName | undefined>();
  const goesTo = (name: ModuleName) => {
    if (!names.has(name)) names.set(name, moduleNow(from, to, name));
    return names.get(name);
  };
  return couch => {
    const kinds = KINDS[couch.kind];
    if (!kinds) return undefined;
    const members = new Set<ModuleName>();
    for (const name of couch.members) {
      const member = goesTo(name);
      if (member === undefined) return undefined;
      members.add(member);
    }
    const isMerged = members.size === 1 && couch.members.length > 1;
    byMembers ??= groupedByMembers(judged);
    const same = byMembers.get([...members].sort(byText).join('\n')) ?? [];
    return same.find(({ couch: { kind } }) => (isMerged ? kind === 'module' : kinds.has(kind)));
  };
}

function groupedByMembers(judged: readonly Judged[]): ReadonlyMap<string, readonly Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const each of judged) {
    const key = each.couch.members.join('\n');
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

/** As what a couch may be found again. Chains and trains are what runs, whatever modules that is. */
const KINDS: Readonly<Partial<Record<Couch['kind'], ReadonlySet<Couch['kind']>>>> = {
  module: new Set(['module']),
  declared: new Set(['declared']),
  group: new Set(['group', 'pair', 'declared']),
  pair: new Set(['group', 'pair', 'declared']),
};

/** By its name, else where most of its files are. */
function moduleNow(from: Model, to: Model, name: ModuleName): ModuleName | undefined {
  const known = to.module(name)?.name;
  const files = from.module(name)?.files ?? [];
  if (known !== undefined || files.length === 0) return known;
  const counts = new Map<ModuleName, number>();
  for (const path of files) {
    const holder = to.moduleOf(path)?.name;
    if (holder !== undefined) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  return [...counts].find(([, held]) => held * 2 > files.length)?.[0];
}
