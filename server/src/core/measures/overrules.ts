import type { DeclaredClass } from '../facts/declared.ts';
import type { Change } from '../facts/history.ts';
import type { Problem } from '../facts/problem.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { count } from '../views/words.ts';

/** What a person said about a change, if anything. Undefined where nothing was said about any. */
export function overrulesOf(
  classes: readonly DeclaredClass[] | undefined,
): ((change: Change) => DeclaredClass | undefined) | undefined {
  if (classes === undefined || classes.length === 0) return undefined;
  const bySubject = new Map<string, DeclaredClass>();
  const byId = new Map<string, DeclaredClass[]>();
  for (const said of classes) {
    const { by, text } = said.change;
    if (by === 'subject') {
      if (!bySubject.has(text)) bySubject.set(text, said);
      continue;
    }
    const start = text.slice(0, SHORTEST);
    const others = byId.get(start);
    if (others) others.push(said);
    else byId.set(start, [said]);
  }
  return ({ id, subject }) =>
    byId.get(id.slice(0, SHORTEST))?.find(({ change }) => id.startsWith(change.text)) ??
    bySubject.get(subject.trim());
}

/** The grammar takes no shorter id. */
const SHORTEST = 7;

/** What is said about a change that is not there, or that several have in common by a short id. In the order of the file. */
export function overruleProblems(model: Model): readonly Problem[] {
  const classes = factsOf(model.facts.declared)?.history.classes;
  const history = factsOf(model.facts.history);
  if (!classes || !history) return [];
  const { changes } = history;
  return classes.flatMap(({ change: { by, text, at } }): Problem[] => {
    const fits = changes.filter(change =>
      by === 'id' ? change.id.startsWith(text) : change.subject.trim() === text,
    ).length;
    if (fits === 1 || (fits > 1 && by === 'subject')) return [];
    const what = by === 'id' ? 'an id that begins so' : 'this first line';
    const message =
      fits === 0
        ? `None of the ${count(changes.length, 'change')} that were read has ${what}, so this line does nothing; correct or remove it.`
        : `${count(fits, 'change')} have ${what}; write more of the id.`;
    return [{ code: 'unmatched-change', severity: 'warning', message, place: at, suggestions: [] }];
  });
}
