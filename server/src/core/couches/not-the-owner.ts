import { changeLens } from '../measures/changes.ts';
import type { Model, Module, TeamName } from '../model/model.ts';
import { carriesOf } from './carries.ts';
import { liftIndex } from './lift-index.ts';
import { moduleCouch } from './replay.ts';

/** A module that another team than its owner mostly works on. */
export interface NotTheOwner {
  readonly module: Module;
  /** The team that authored most, how many carries, of how many whose authors' teams are known. */
  readonly team: TeamName;
  readonly authored: number;
  readonly carries: number;
  readonly windowMonths: number;
  /** The same of the owners. */
  readonly byOwners: number;
}

/** A change to so many modules is maintenance of the whole, whoever makes it. */
const PLATFORM_WIDE = 5;

/**
 * Declared owner against actual changer (MEASURES.md section c): modules of which a team that does not own them authored
 * at least the share `from` of at least `carriesFrom` carries. A carry counts for each team that had an author in it.
 * Needs a roster; empty without one.
 */
export function changedByOthers(model: Model, from: number, carriesFrom: number): readonly NotTheOwner[] {
  const { roster } = changeLens(model);
  if (!roster.known || liftIndex(model).now === undefined) return [];
  return model.modules.flatMap((module): NotTheOwner[] => {
    const owners = module.ownership.teams;
    if (owners.length === 0) return [];
    const { lifts, windowMonths } = carriesOf(model, moduleCouch(model, module.name));
    const authored = new Map<TeamName, number>();
    let carries = 0;
    let byOwners = 0;
    for (const { change, modules } of lifts) {
      if (modules.length >= PLATFORM_WIDE) continue;
      const teams = new Set(change.authors.flatMap(author => roster.teamsOfAuthor(author, change.at)));
      if (teams.size === 0) continue;
      carries += 1;
      if ([...teams].some(team => owners.includes(team))) byOwners += 1;
      for (const team of teams) authored.set(team, (authored.get(team) ?? 0) + 1);
    }
    if (carries < carriesFrom) return [];
    const [most] = [...authored]
      .filter(([team]) => !owners.includes(team))
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (!most || most[1] / carries < from) return [];
    return [{ module, team: most[0], authored: most[1], carries, windowMonths, byOwners }];
  });
}
