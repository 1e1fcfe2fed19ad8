/** Accepts, history and rules: syntax tree in, facts out. */
import type { DeclaredAccept, DeclaredClass, DeclaredRuleSetting } from '#core/facts/declared';
import type { Place } from '#core/facts/place';
import { compileGlob } from '#core/globs';
import { isPlaceholderReason } from '#core/placeholder-reason';
import { monthsOf } from '#core/quantities';
import { ACCEPT_KINDS, CHANGE_CLASSES, CHANGE_UNITS } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import {
  type Context,
  dateOf,
  globsOf,
  half,
  namesOf,
  onlyClause,
  placeOf,
  refOf,
  say,
  textOf,
  textsOf,
  wordOf,
} from './context.ts';
import { duration, wholeNumber } from './numbers.ts';

export function convertAccept(context: Context, node: ast.Accept): DeclaredAccept[] {
  const [rule] = namesOf(context, node, 'rule');
  if (!rule) return [];
  const clauses = node.clauses ?? [];
  const only = <T extends ast.AcceptClause>(is: (other: unknown) => other is T, what: string) =>
    onlyClause(context, clauses, is, what);
  const on = only(ast.isOn, 'What this is accepted on');
  const between = only(ast.isBetween, 'What this is accepted between');
  const untilClause = only(ast.isUntil, 'Until when this is accepted');
  const becauseClause = only(ast.isBecause, 'Why this is accepted');
  const limit = only(ast.isLimit, 'How much of this is accepted');
  const until = untilClause && dateOf(context, untilClause, 'date');
  const atMost = limit && wholeNumber(context, limit, 'count', 1, 'An accept is for at least one');
  const because = becauseClause && textOf(context, becauseClause, 'reason');
  const at = placeOf(context, node);
  const subject = on && convertSubject(context, on);
  const from = refOf(context, between && half(between).from);
  const to = refOf(context, between && half(between).to);
  if (because === undefined || because.text.trim() === '') {
    say(
      context,
      'accept-without-reason',
      `Say why ${rule.name} is accepted: because "…". Without a reason nothing is accepted.`,
      because?.at ?? rule.at,
    );
    return [];
  }
  if (isPlaceholderReason(because.text)) {
    const message = `The reason why ${rule.name} is accepted is still to be written; until then whoever reads this learns nothing from it.`;
    say(context, 'reason-to-write', message, because.at, [], 'warning');
  }
  // A subject or date that could not be read would make the accept wider than it was meant; so it is left out.
  if ((on && !subject) || (between && !(from && to)) || (untilClause && !until)) return [];
  if (limit && atMost === undefined) return [];
  return [
    {
      rule,
      ...(subject && { on: subject }),
      ...(from && to && { between: { from, to } }),
      ...(until && { until: until.date }),
      ...(atMost !== undefined && { atMost }),
      because: because.text,
      at,
    },
  ];
}

function convertSubject(context: Context, node: ast.On): DeclaredAccept['on'] {
  const kind = wordOf(context, node, 'kind', 'kind of thing to accept on', ACCEPT_KINDS);
  const ref = refOf(context, half(node).subject);
  if (!kind || !ref) return undefined;
  const problem = kind.text === 'path' ? compileGlob(ref.name).problem : undefined;
  if (problem !== undefined) {
    say(context, 'bad-glob', problem, ref.at);
    return undefined;
  }
  return { kind: kind.text, ref };
}

/** One setting of a `history` block. Kept apart until all files are merged, so that two that disagree are seen. */
export type HistorySetting =
  | { readonly key: 'window'; readonly value: number; readonly at: Place }
  | { readonly key: 'class'; readonly value: DeclaredClass; readonly at: Place }
  | { readonly key: 'change' | 'branch' | 'ignore'; readonly value: string; readonly at: Place };

export function convertHistory(context: Context, node: ast.History): HistorySetting[] {
  return node.clauses.flatMap((clause): HistorySetting[] => {
    const at = placeOf(context, clause);
    if (ast.isWindow(clause)) {
      const ms = duration(context, clause, 'time', true);
      return ms === undefined ? [] : [{ key: 'window', value: monthsOf(ms), at }];
    }
    if (ast.isChangeUnit(clause)) {
      const word = wordOf(context, clause, 'unit', 'unit of change', CHANGE_UNITS);
      return word ? [{ key: 'change', value: word.text, at }] : [];
    }
    if (ast.isOverrule(clause)) {
      const value = convertOverrule(context, clause);
      return value ? [{ key: 'class', value, at }] : [];
    }
    if (ast.isBranch(clause)) {
      const branch = textOf(context, clause, 'branch');
      return branch ? [{ key: 'branch', value: branch.text, at: branch.at }] : [];
    }
    if (ast.isIgnore(clause)) {
      return globsOf(context, clause, 'globs').map(({ glob, at: where }) => ({
        key: 'ignore',
        value: glob,
        at: where,
      }));
    }
    return [];
  });
}

/** Digits and letters of hexadecimals only: nobody means the title of a change by that. */
const ID = /^[0-9a-f]+$/i;
const SHORTEST_ID = 7;

function convertOverrule(context: Context, node: ast.Overrule): DeclaredClass | undefined {
  const change = textOf(context, node, 'change');
  const word = wordOf(context, node, 'changeClass', 'class of change', CHANGE_CLASSES);
  if (!change || !word) return undefined;
  const text = change.text.trim();
  const isId = ID.test(text);
  if (text === '' || (isId && text.length < SHORTEST_ID)) {
    say(
      context,
      'short-id',
      `Write at least ${SHORTEST_ID} digits of the commit id, or the whole first line of the message.`,
      change.at,
    );
    return undefined;
  }
  return {
    change: { by: isId ? 'id' : 'subject', text: isId ? text.toLowerCase() : text, at: change.at },
    class: word.text,
    at: placeOf(context, node),
  };
}

export function convertRules(context: Context, node: ast.Rules): DeclaredRuleSetting[] {
  return node.settings.flatMap(setting => {
    const [rule] = namesOf(context, setting, 'rule');
    if (!rule) return [];
    const options = setting.options.flatMap(option => {
      const key = textOf(context, option, 'key');
      const [value] = textsOf(context, option, 'value');
      if (!key || !value) return [];
      // `2   weeks` and `2weeks` are the same value: one blank before a word, none before a percent sign.
      const text = value.text.replace(/^(\d[\d.]*)\s*([a-z]+)$/, '$1 $2').replace(/\s+%$/, '%');
      return [{ key: key.text, value: text, at: placeOf(context, option) }];
    });
    const { severity } = half(setting);
    const paths = globsOf(context, setting, 'globs');
    // With a path that could not be read the setting would hold everywhere.
    if (paths.length === 0 && setting.globs.length > 0) return [];
    return [
      { rule, ...(severity !== undefined && { severity }), paths, options, at: placeOf(context, setting) },
    ];
  });
}
