import type { Replay } from '../couches/replay.ts';
import type { DeclaredFacts } from '../facts/declared.ts';
import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { withoutPlaces } from '../measures/change-ground.ts';
import { changeLens } from '../measures/changes.ts';
import { pathsReadOtherwise } from '../measures/lens-base.ts';
import { pathsOfChanges } from '../measures/paths-of-changes.ts';
import type { Model, Module } from '../model/model.ts';
import { type BandwidthChange, bandwidthChanges, bandwidthInWords } from './bandwidths.ts';
import { couchInShort } from './couch-name.ts';
import { replayLens } from './couches.ts';
import { type CouchReplay, liftsOtherwise, modulesOnly, replayed } from './replayed.ts';
import { type Turned, turnedName, turnedVerdicts } from './turned-verdicts.ts';
import { count, listed, someOf, withCommas } from './words.ts';

/** What an edit would have done to the past, in one line. */
export interface EditEffect {
  readonly text: string;
  /** The couch that most changes for, as `wiring explain` takes it. */
  readonly explains?: string;
}

/**
 * The saved state and an edit of it over the same history: the couch for which most changes, verdicts that turn, and what
 * a replay cannot tell. Worked out once for each pair of models.
 */
export function editEffect(saved: Model, edited: Model): EditEffect {
  const known = effects.get(edited);
  if (known?.saved === saved) return known.effect;
  const effect = effectOf(saved, edited);
  effects.set(edited, { saved, effect });
  return effect;
}

const effects = new WeakMap<Model, { readonly saved: Model; readonly effect: EditEffect }>();

function effectOf(saved: Model, edited: Model): EditEffect {
  const { history } = edited.facts;
  if (history.state === 'absent') return { text: `not replayable: there is no history (${history.reason})` };
  if (saved.teams.length < 2 && edited.teams.length < 2)
    return { text: `not replayable: ${saved.teams.length === 0 ? 'no team' : 'only one team'} is known` };
  const turned = turnedVerdicts(saved, edited);
  if (historyRules(saved) !== historyRules(edited))
    return {
      text: joined(
        'not replayable: "history" decides which changes count, and a replay needs the same ones',
        turnsInWords(turned, undefined),
      ),
    };
  const { all, otherTeams, couches, notReplayable, notes } = replayed(saved, edited);
  if (!all.replay) return { text: `not replayable: ${all.why ?? 'nothing can be counted'}` };
  const largest = headline(couches, saved, edited);
  const turn = turned.find(
    ({ was, after: { couch } }) => !was && couch.name === largest?.name && couch.kind === largest.kind,
  );
  // Who lifts together is another question where others lift: need and bandwidth are told where it is the only one.
  const wiring = largest && liftsOtherwise(largest.replay) ? [] : bandwidthChanges(saved, edited);
  const stays =
    otherTeams === 0
      ? `no change over ${count(all.replay.carries, 'change')}`
      : `independence of action stays as it is over ${count(all.replay.carries, 'change')}; other teams would have lifted ${withCommas(otherTeams)} of them`;
  const same = wiring.length > 0 && otherTeams === 0 ? undefined : stays;
  const others =
    couches.filter(({ replay }) => !largest || modulesOnly(replay) === modulesOnly(largest.replay)).length -
    (largest ? 1 : 0);
  const text = joined(
    withoutOwner(saved, edited),
    largest ? inWords(largest) : same,
    wiringInWords(wiring),
    turn && `${turn.before} → ${turn.after.verdict}`,
    turnsInWords(turned, turn) ??
      (others > 0 ? `${count(others, 'other couch', 'other couches')} too` : undefined),
    newTeams(saved, edited),
    notReplayable.length > 0
      ? `not replayable, for no change touched it: ${someOf(notReplayable, 2)}`
      : undefined,
    ...notes.map(note => note.replace(/^Not/, 'not').replace(/\..*$/s, '')),
  );
  const explained = largest ?? wiring[0]?.couch;
  return explained ? { text, explains: nameOf(explained) } : { text };
}

/**
 * The couch in which most changes are lifted by one team alone that were not, or the other way round; then by more teams or
 * fewer; then in more modules or fewer. Of equals the one that somebody declared to be a couch, then the one that has other
 * owners or files now, then the largest, then one that is still there.
 */
function headline(couches: readonly CouchReplay[], saved: Model, edited: Model): CouchReplay | undefined {
  const alone = ({ today, edited: then }: Replay) => Math.abs(then.alone - today.alone);
  const lifters = ({ today, edited: then, carries }: Replay) =>
    Math.abs(then.lifters - today.lifters) * carries;
  const worked = ({ today, edited: then, carries }: Replay) =>
    Math.abs(then.modules - today.modules) * carries;
  const rank = ({ name, kind }: CouchReplay) => {
    if (kind === 'declared') return 2;
    const [before, after] = [saved.module(name), edited.module(name)];
    const same = before?.files.length === after?.files.length && teams(before) === teams(after);
    return same ? 0 : 1;
  };
  const stands = ({ name }: CouchReplay) => edited.module(name)?.name === name;
  return [...couches].sort(
    (a, b) =>
      alone(b.replay) - alone(a.replay) ||
      Math.round(lifters(b.replay) - lifters(a.replay)) ||
      Math.round(worked(b.replay) - worked(a.replay)) ||
      rank(b) - rank(a) ||
      b.replay.carries - a.replay.carries ||
      Number(stands(b)) - Number(stands(a)),
  )[0];
}

function teams(module: Module | undefined): string | undefined {
  return module && `${module.ownership.mode} ${module.ownership.teams.join('\n')}`;
}

/** Fewer changes than these are too few for a share. */
const ENOUGH = 10;

function inWords({ name, replay }: CouchReplay): string {
  const { carries } = replay;
  if (carries < ENOUGH) return `${fewInWords(replay)} of ${count(carries, 'change')} to ${name}`;
  return replayLens(name, replay);
}

function fewInWords({ today, edited }: Replay): string {
  if (today.alone !== edited.alone) return `one team alone ${today.alone} → ${edited.alone}`;
  if (modulesOnly({ today, edited }))
    return `${today.modules.toFixed(1)} → ${edited.modules.toFixed(1)} modules for each`;
  return `${today.lifters.toFixed(1)} → ${edited.lifters.toFixed(1)} teams for each`;
}

function wiringInWords([first, ...others]: readonly BandwidthChange[]): string | undefined {
  if (!first) return undefined;
  const more = others.length > 0 ? `, and of ${count(others.length, 'more pair')}` : '';
  return `bandwidth of ${listed(first.teams)} ${bandwidthInWords(first)}${more}`;
}

function nameOf({ name, kind }: Pick<CouchReplay, 'name' | 'kind'>): string {
  return kind === 'declared' ? `couch:${name}` : name;
}

const MOST_TURNED = 2;

function turnsInWords(turned: readonly Turned[], told: Turned | undefined): string | undefined {
  const rest = turned.filter(each => each !== told);
  if (rest.length === 0) return undefined;
  const shown = rest
    .slice(0, MOST_TURNED)
    .map(each => `${turnedName(each)} ${each.before} → ${each.after.verdict}${asInWords(each)}`);
  const more = rest.length - shown.length;
  return listed([...shown, ...(more > 0 ? [count(more, 'more verdict')] : [])]);
}

/** What a couch is after the edit, where that has another name. */
function asInWords(turned: Turned): string {
  const now = couchInShort(turned.after.couch);
  return now === turnedName(turned) ? '' : ` (as ${now})`;
}

/** Whose owner is taken away needs nobody, and would look independent for it: so that is said first. */
function withoutOwner(saved: Model, edited: Model): string | undefined {
  const [before, after] = [changeLens(saved), changeLens(edited)];
  let lost = 0;
  for (const path of pathsReadOtherwise(before, after, pathsOfChanges(edited))) {
    const { noise, need } = after.meaning(path);
    if (noise === undefined && need.teams.length === 0 && before.need(path).teams.length > 0) lost += 1;
  }
  return lost === 0
    ? undefined
    : `${count(lost, 'file that changed', 'files that changed')} would have had no owner`;
}

/** A handle that nobody used before is a team that nobody knows, or half a word. */
function newTeams(saved: Model, edited: Model): string | undefined {
  const fresh = edited.teams
    .filter(({ name, declared }) => !declared && !saved.team(name))
    .map(({ name }) => name);
  if (fresh.length === 0) return undefined;
  return `${someOf(fresh, 2)} ${fresh.length === 1 ? 'is a new team' : 'are new teams'}`;
}

function historyRules(model: Model): string {
  const { history }: Pick<DeclaredFacts, 'history'> = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  return withoutPlaces([history.windowMonths, history.ignore, history.classes]);
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined).join(' · ');
}
