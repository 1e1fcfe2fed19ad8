import { factsOf } from '../facts/state.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { addServiceClause } from './service-clause.ts';
import { writeName } from './wiring-text.ts';

/** Declares a call that was seen to a declared service; or takes `async` away where the caller waits. */
export function declareCall(finding: Finding, { model, text }: FixContext): readonly Fix[] {
  const services = factsOf(model.facts.declared)?.services ?? [];
  const caller = services.find(({ name }) => name === finding.subject.service);
  // It may be asked for where the code of the caller is, and is written where the caller is declared.
  const source = caller && text(caller.at.path);
  if (!caller || source === undefined) return [];
  const to = finding.id.slice(`${finding.rule}:${caller.name}>`.length);
  const declared = caller.calls.find(({ at }) => at === finding.place);
  if (declared) {
    const { service, or = [], times } = declared;
    const often = times === undefined ? '' : ` ${times} times`;
    const names = [service, ...or].map(({ name }) => writeName(name)).join(' or ');
    return [
      {
        title: `Declare that ${caller.name} waits for ${to}`,
        edits: [{ ...declared.at, newText: `calls ${names}${often}` }],
        preferred: true,
      },
    ];
  }
  if (!services.some(({ name }) => name === to)) return [];
  const seen = callGraphOf(model).calls.filter(call => call.from === caller.name && call.to === to);
  const waits = seen.some(({ mode }) => mode !== 'async');
  const times = Math.round(
    Math.max(...seen.map(({ seen: figures }) => figures?.perRequest ?? figures?.perTrace ?? 1)),
  );
  const often = times > 1 ? ` ${times} times` : '';
  return [
    {
      title: `Declare that ${caller.name} calls ${to}${often}`,
      edits: addServiceClause(caller, source, `calls ${writeName(to)}${often}${waits ? '' : ' async'}`),
      preferred: true,
    },
  ];
}
