import type { DeclaredService } from '../../facts/declared.ts';
import { byText } from '../../facts/place.ts';

/** Services of which one deploys at a time. */
export interface Train {
  /** Absent for those that name none: they all wait for each other. */
  readonly name?: string;
  /** At least two, sorted by name. */
  readonly services: readonly DeclaredService[];
}

/**
 * The trains of the services that deploy one at a time, sorted by name, the one without a name first. A service that names
 * several waits for each of them, but does not make them wait for each other. Who has nobody to wait for is in no train.
 */
export function trainsOf(services: readonly DeclaredService[]): readonly Train[] {
  const aboard = new Map<string | undefined, DeclaredService[]>();
  for (const service of services) {
    const { deploys } = service;
    if (deploys?.mode !== 'one-at-a-time') continue;
    const names = deploys.with.length === 0 ? [undefined] : new Set(deploys.with.map(({ name }) => name));
    for (const name of names) {
      const known = aboard.get(name);
      if (known) known.push(service);
      else aboard.set(name, [service]);
    }
  }
  return [...aboard]
    .filter(([, others]) => others.length > 1)
    .map(([name, others]) => ({
      ...(name === undefined ? {} : { name }),
      services: others.sort((a, b) => byText(a.name, b.name)),
    }))
    .sort((a, b) => byText(a.name ?? '', b.name ?? ''));
}
