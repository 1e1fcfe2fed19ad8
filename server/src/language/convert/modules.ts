/** Modules and couches: syntax tree in, facts out. */
import type { DeclaredCouch, DeclaredModule } from '#core/facts/declared';
import { VOLATILITIES } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import {
  type Context,
  globsOf,
  half,
  onlyClause,
  placeOf,
  placeUpTo,
  refsOf,
  say,
  wordOf,
} from './context.ts';
import { nameOf } from './named.ts';
import { wholeNumber } from './numbers.ts';

export function convertModule(context: Context, node: ast.Module): DeclaredModule[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const clauses = node.clauses ?? [];
  const only = <T extends ast.ModuleClause>(is: (other: unknown) => other is T, what: string) =>
    onlyClause(context, clauses, is, what);
  const owner = only(ast.isOwner, `The owner of ${named.name}`);
  const exposes = only(ast.isExposes, `What ${named.name} exposes`);
  const uses = only(ast.isUses, `What ${named.name} uses`);
  const volatilityClause = only(ast.isVolatility, `The volatility of ${named.name}`);
  const volatility =
    volatilityClause && wordOf(context, volatilityClause, 'volatility', 'volatility', VOLATILITIES)?.text;
  const owned = owner && convertOwner(context, owner);
  const used = uses && convertUses(context, uses);
  return [
    {
      ...named,
      paths: clauses.filter(ast.isPath).flatMap(clause => convertPath(context, clause)),
      ...(owned && { owner: owned }),
      ...(exposes && {
        exposes: { globs: globsOf(context, exposes, 'globs'), at: placeOf(context, exposes) },
      }),
      ...(used && { uses: used }),
      ...(volatility !== undefined && { volatility }),
    },
  ];
}

function convertPath(context: Context, node: ast.Path): DeclaredModule['paths'][number][] {
  const except = globsOf(context, node, 'except');
  return globsOf(context, node, 'globs').map(include => ({ include, except }));
}

function convertOwner(context: Context, node: ast.Owner): DeclaredModule['owner'] {
  const teams = refsOf(context, node.teams);
  const at = placeOf(context, node);
  if (teams.length === 0) return undefined;
  if (node.joins.includes('and') && node.joins.includes('or')) {
    say(
      context,
      'mixed-owners',
      'Owners are joined either by "or" (any of them will do) or by "and" (each is needed), not by both in one clause.',
      at,
    );
  }
  return { mode: node.joins.includes('and') ? 'all' : 'any', teams, at };
}

/** A half-typed `uses` without names is no clause: reading it as "uses nothing" would flag every import while typing. */
function convertUses(context: Context, node: ast.Uses): DeclaredModule['uses'] {
  const modules = refsOf(context, node.modules);
  if (modules.length === 0 && !node.nothing) return undefined;
  const last = half(node).modules?.at(-1)?.$refNode;
  return { modules, at: node.nothing ? placeOf(context, node) : placeUpTo(context, node, last) };
}

export function convertCouch(context: Context, node: ast.Couch): DeclaredCouch[] {
  const named = nameOf(context, node);
  if (!named) return [];
  const clauses = node.clauses ?? [];
  const limit = onlyClause(context, clauses, ast.isAtMost, `How many teams ${named.name} is for`);
  const count =
    limit && wholeNumber(context, limit, 'count', 1, 'A couch needs at least one team to lift it');
  const modules = clauses.filter(ast.isCarries).flatMap(clause => refsOf(context, clause.modules));
  if (modules.length === 0) {
    const message = `The couch ${named.name} names no modules, so there is nothing to lift; name them: "modules a, b".`;
    say(context, 'empty-couch', message, named.at, [], 'warning');
  }
  return [
    {
      ...named,
      modules,
      ...(limit && count !== undefined && { atMostTeams: { count, at: placeOf(context, limit) } }),
    },
  ];
}
