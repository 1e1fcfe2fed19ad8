import { factsOf } from '../facts/state.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { addServiceClause } from './service-clause.ts';

/** Writes down that a failure was rehearsed today. */
export function rehearsedToday(name: string | undefined, { model, today, text }: FixContext): readonly Fix[] {
  const service = factsOf(model.facts.declared)?.services.find(one => one.name === name);
  const source = service && text(service.at.path);
  if (!service || source === undefined) return [];
  const { rehearsed } = service;
  return [
    {
      title: `Write down a rehearsal of ${service.name} on ${today}`,
      edits: rehearsed
        ? [{ path: rehearsed.at.path, range: rehearsed.at.range, newText: today }]
        : addServiceClause(service, source, `rehearsed ${today}`),
      preferred: true,
      note: 'Once it was tried; it is asked about again in 12 months',
    },
  ];
}
