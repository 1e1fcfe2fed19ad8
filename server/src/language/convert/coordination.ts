/** Interactions, queues, initiatives, flows and capabilities: syntax tree in, facts out. */
import type { AstNode } from 'langium';
import type {
  DeclaredCapability,
  DeclaredFlow,
  DeclaredInitiative,
  DeclaredInteraction,
  DeclaredQueue,
  DeclaredStep,
  DeclaredWait,
  Ref,
  WrittenTime,
} from '#core/facts/declared';
import { closestText } from '#core/text-distance';
import { INTERACTIONS, QUEUE_ACCESS } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import {
  type Context,
  dateOf,
  half,
  namesOf,
  onlyClause,
  placeOf,
  refOf,
  refsOf,
  replacement,
  say,
  textOf,
  wordOf,
} from './context.ts';
import { nameOf } from './named.ts';
import { duration, share, wholeNumber } from './numbers.ts';

export function convertInteraction(context: Context, node: ast.Interaction): DeclaredInteraction[] {
  const from = refOf(context, half(node).from);
  const to = refOf(context, half(node).to);
  const mode = wordOf(context, node, 'mode', 'way to work together', INTERACTIONS);
  const until = dateOf(context, node, 'until');
  if (!from || !to || !mode || (node.until !== undefined && !until)) return [];
  if (from.name === to.name) {
    say(
      context,
      'interaction-with-itself',
      `${from.name} always works with itself; name another team or remove this line.`,
      to.at,
    );
    return [];
  }
  return [
    {
      from,
      to,
      both: node.both === true,
      mode: mode.text,
      ...(until && { until: until.date }),
      at: placeOf(context, node),
    },
  ];
}

export function convertQueue(context: Context, node: ast.Queue): DeclaredQueue[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const clauses = node.clauses ?? [];
  const only = <T extends ast.QueueClause>(is: (other: unknown) => other is T, what: string) =>
    onlyClause(context, clauses, is, what);
  const runBy = refOf(context, only(ast.isRunBy, `Who runs ${named.name}`)?.team);
  const promised = timeIn(context, only(ast.isPromised, `What ${named.name} promises`), true);
  const actual = timeIn(context, only(ast.isActual, `How long ${named.name} takes`), true);
  const touch = timeIn(context, only(ast.isTouch, `How long the work of ${named.name} takes`), true);
  const accessClause = only(ast.isAccess, `How one gets what ${named.name} gives`);
  const access = accessClause && wordOf(context, accessClause, 'access', 'way of access', QUEUE_ACCESS);
  if (touch && actual && touch.ms > actual.ms) {
    say(
      context,
      'impossible-number',
      `The work alone cannot take longer (${touch.text}) than from asking to having (${actual.text}).`,
      touch.at,
    );
  }
  return [
    {
      ...named,
      ...(runBy && { runBy }),
      serves: once(
        context,
        clauses.filter(ast.isServes).flatMap(clause => refsOf(context, clause.teams)),
        `as one that ${named.name} serves`,
      ),
      ...(promised && { promised }),
      ...(actual && { actual }),
      ...(touch && !(actual && touch.ms > actual.ms) && { touch }),
      ...(accessClause && access && { access: { way: access.text, at: placeOf(context, accessClause) } }),
    },
  ];
}

export function convertInitiative(context: Context, node: ast.Initiative): DeclaredInitiative[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const clauses = node.clauses ?? [];
  const only = <T extends ast.InitiativeClause>(is: (other: unknown) => other is T, what: string) =>
    onlyClause(context, clauses, is, what);
  const title = textOf(context, node, 'title')?.text;
  const ledBy = refOf(context, only(ast.isLedBy, `Who leads ${named.name}`)?.team);
  const successClause = only(ast.isSuccess, `The chance of ${named.name}`);
  const chance = successClause && share(context, successClause, 'share');
  const limit = only(ast.isAtMost, `How many teams ${named.name} is for`);
  const count =
    limit && wholeNumber(context, limit, 'count', 1, 'An initiative needs at least one team to do it');
  const waits = clauses.filter(ast.isWaits);
  return [
    {
      ...named,
      ...(title !== undefined && { title }),
      ...(ledBy && { ledBy }),
      touches: clauses.filter(ast.isTouches).flatMap(clause => refsOf(context, clause.things)),
      waits: ordered(
        context,
        named.name,
        waits.flatMap(clause => convertWait(context, clause)),
      ),
      asksAtOnce: waits.some(clause => clause.atOnce === true),
      ...(successClause &&
        chance !== undefined && {
          success: {
            share: chance,
            per: successClause.perTeam === true ? ('team' as const) : ('whole' as const),
            at: placeOf(context, successClause),
          },
        }),
      ...(limit && count !== undefined && { atMostTeams: { count, at: placeOf(context, limit) } }),
    },
  ];
}

function convertWait(context: Context, node: ast.Waits): DeclaredWait[] {
  const [feed] = namesOf(context, node, 'feed');
  const on = feed ?? refOf(context, half(node).queue);
  if (!on) return [];
  const time = timeIn(context, node, true);
  if (feed && !time && half(node).time === undefined) {
    say(
      context,
      'wait-without-time',
      `Say how long ${feed.name} takes: waits for feed ${feed.name} 2 weeks.`,
      feed.at,
    );
    return [];
  }
  return [
    {
      kind: feed ? 'feed' : 'queue',
      on,
      ...(time && { time }),
      after: namesOf(context, node, 'after'),
      at: placeOf(context, node),
    },
  ];
}

/** Each wait once, each `after` leading to another one, and none that waits for itself, however far around. */
function ordered(context: Context, initiative: string, waits: readonly DeclaredWait[]): DeclaredWait[] {
  const byName = new Map<string, DeclaredWait>();
  for (const wait of waits) {
    const first = byName.get(wait.on.name);
    if (first) {
      const line = first.at.range.start.line + 1;
      say(
        context,
        'repeated-clause',
        `That ${initiative} waits for ${wait.on.name} is already said in line ${line}; keep one of the two.`,
        wait.at,
      );
    } else byName.set(wait.on.name, wait);
  }
  const names = [...byName.keys()];
  const kept: DeclaredWait[] = [];
  for (const wait of byName.values()) {
    const after = wait.after.filter(ref => {
      if (!byName.has(ref.name)) {
        const closest = closestText(ref.name, names);
        const hint = closest ? `Did you mean ${closest}?` : `Write on a line of its own what it waits for.`;
        say(
          context,
          'unknown-name',
          `${initiative} waits for nothing called "${ref.name}". ${hint}`,
          ref.at,
          closest ? [replacement(ref.at, closest)] : [],
        );
        return false;
      }
      if (!leadsTo(ref.name, wait.on.name, byName)) return true;
      say(
        context,
        'cyclic-waits',
        `${wait.on.name} cannot come after ${ref.name}, which comes after ${wait.on.name}.`,
        ref.at,
      );
      return false;
    });
    kept.push({ ...wait, after });
    byName.set(wait.on.name, { ...wait, after });
  }
  return kept;
}

/** Whether `from` is `to`, or comes after it. */
function leadsTo(from: string, to: string, waits: ReadonlyMap<string, DeclaredWait>): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(waits.get(next)?.after ?? []).map(({ name }) => name));
  }
  return false;
}

export function convertFlow(context: Context, node: ast.Flow): DeclaredFlow[] {
  const named = nameOf(context, node);
  return named ? [{ ...named, steps: (node.steps ?? []).flatMap(step => convertStep(context, step)) }] : [];
}

function convertStep(context: Context, node: ast.Step): DeclaredStep[] {
  const name = textOf(context, node, 'name');
  const team = refOf(context, half(node).team);
  if (!name || !team) return [];
  const touch = timeIn(context, node, false, 'touch');
  const wait = timeIn(context, node, false, 'wait');
  const count =
    half(node).count === undefined
      ? 1
      : wholeNumber(context, node, 'count', 1, 'A line stands for at least one step');
  return [
    {
      name: name.text,
      team,
      ...(touch && { touch }),
      ...(wait && { wait }),
      count: count ?? 1,
      at: placeOf(context, node),
    },
  ];
}

export function convertCapability(context: Context, node: ast.Capability): DeclaredCapability[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const providers = once(context, refsOf(context, node.providers), `as a provider of ${named.name}`);
  return [{ ...named, providers }];
}

/** Each name once; whoever writes one again is told so. */
function once(context: Context, refs: readonly Ref[], named: string): Ref[] {
  const seen = new Set<string>();
  return refs.filter(ref => {
    if (!seen.has(ref.name)) {
      seen.add(ref.name);
      return true;
    }
    say(
      context,
      'duplicate-name',
      `${ref.name} is already named ${named}; it counts once.`,
      ref.at,
      [],
      'warning',
    );
    return false;
  });
}

/** The time of a clause with its text as written; `positive`: none at all is impossible. */
function timeIn(
  context: Context,
  node: AstNode | undefined,
  positive: boolean,
  property = 'time',
): WrittenTime | undefined {
  const written = node && textOf(context, node, property);
  const ms = node && duration(context, node, property, positive);
  if (!written || ms === undefined) return undefined;
  return { ms, text: written.text.replace(/^(\d[\d.]*)\s*([a-z]+)$/, '$1 $2'), at: written.at };
}
