/** Services: syntax tree in, facts out. */
import type { DeclaredService, Ref } from '#core/facts/declared';
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
  say,
  textsOf,
} from './context.ts';
import { nameOf } from './named.ts';
import { duration, share, wholeNumber } from './numbers.ts';

export function convertService(context: Context, node: ast.Service): DeclaredService[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const clauses = node.clauses ?? [];
  const only = <T extends ast.ServiceClause>(is: (other: unknown) => other is T, what: string) =>
    onlyClause(context, clauses, is, what);
  const builtBy = refOf(context, only(ast.isBuilt, `Who builds ${named.name}`)?.team);
  const operatedBy = refOf(context, only(ast.isOperated, `Who operates ${named.name}`)?.team);
  const paged = refOf(context, only(ast.isPaged, `Who is paged for ${named.name}`)?.team);
  const availability = only(ast.isAvailability, `The availability of ${named.name}`);
  const available = availability && share(context, availability, 'share');
  const latency = only(ast.isLatency, `The latency of ${named.name}`);
  const ms = latency && duration(context, latency, 'time', false);
  const answers = only(ast.isAnswers, `How soon ${named.name} answers`);
  const answered = answers && share(context, answers, 'share');
  const within = answers && duration(context, answers, 'time', false);
  const deploys = only(ast.isDeploys, `How ${named.name} deploys`);
  const deployed = deploys && convertDeploys(context, named, deploys);
  const rehearsedClause = only(ast.isRehearsed, `The last rehearsal of ${named.name}`);
  const rehearsed = rehearsedClause && dateOf(context, rehearsedClause, 'date');
  return [
    {
      ...named,
      external: node.external === true,
      aliases: textsOf(context, node, 'aliases').map(({ text }) => text),
      runs: clauses.filter(ast.isRuns).flatMap(clause => refsOf(context, clause.modules)),
      ...(builtBy && { builtBy }),
      ...(operatedBy && { operatedBy }),
      ...(paged && { paged }),
      ...(availability &&
        available !== undefined && {
          availability: { share: available, at: placeOf(context, availability) },
        }),
      ...(latency && ms !== undefined && { latency: { ms, at: placeOf(context, latency) } }),
      ...(answers &&
        answered !== undefined &&
        within !== undefined && {
          answers: { share: answered, ms: within, at: placeOf(context, answers) },
        }),
      ...(deployed && { deploys: deployed }),
      calls: clauses.filter(ast.isCalls).flatMap(clause => convertCall(context, named, clause)),
      publishes: clauses.filter(ast.isPublishes).flatMap(clause => publishedBy(context, clause)),
      consumes: clauses.filter(ast.isConsumes).flatMap(clause => refsOf(context, clause.events)),
      ...(rehearsed && { rehearsed }),
    },
  ];
}

function convertDeploys(context: Context, service: Ref, node: ast.Deploys): DeclaredService['deploys'] {
  const at = placeOf(context, node);
  if (node.oneAtATime) return { mode: 'one-at-a-time', with: namesOf(context, node, 'trains'), at };
  if (node.together) {
    const named = refsOf(context, node.services);
    const others = named.filter(({ name }) => name !== service.name);
    for (const { name, at: place } of named)
      if (name === service.name)
        say(
          context,
          'deploys-with-itself',
          `${name} goes out with itself anyway; name another service${others.length > 0 ? ' or remove this' : ''}.`,
          place,
        );
    return { mode: 'together', with: others, at };
  }
  return node.alone ? { mode: 'alone', with: [], at } : undefined;
}

function convertCall(context: Context, caller: Ref, node: ast.Calls): DeclaredService['calls'][number][] {
  const first = refOf(context, half(node).service);
  if (!first) return [];
  const all = [first, ...refsOf(context, node.others ?? [])];
  for (const { name, at } of all) {
    if (name !== caller.name) continue;
    say(
      context,
      'call-of-itself',
      `${name} calls itself here, which couples it to nobody; name another service or remove this.`,
      at,
    );
  }
  const times =
    half(node).times === undefined
      ? undefined
      : wholeNumber(context, node, 'times', 1, 'A call happens at least once a request');
  const [service, ...or] = all.filter(({ name }) => name !== caller.name);
  if (!service) return [];
  return [
    {
      service,
      ...(or.length > 0 && { or }),
      ...(times !== undefined && { times }),
      async: node.async === true,
      at: placeOf(context, node),
    },
  ];
}

function publishedBy(context: Context, node: ast.Publishes): Ref[] {
  return node.events.flatMap(event => namesOf(context, event, 'name'));
}
