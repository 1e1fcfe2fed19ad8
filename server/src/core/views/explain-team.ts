import { driftOf } from '../couches/drift.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { overlapsOf } from '../couches/overlaps.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { ENOUGH_CHANGES } from '../measures/independence.ts';
import type { OverlapIn } from '../measures/team-overlap.ts';
import type { Model, Module, ModuleName, Team } from '../model/model.ts';
import { claimedOfTeam } from './claimed-twice.ts';
import type { Explanation, Section } from './explain.ts';
import { findingSection } from './explain-parts.ts';
import { teamFor } from './findings-by-team.ts';
import type { Reviewed } from './reviewed.ts';
import { trendSection } from './trend.ts';
import { aloneInWords, byCount, count, oneDecimal, percent } from './words.ts';

/**
 * What a team owns and how often it needs others. `whole` adds what takes time to read and to work out, and is nothing for
 * a hover: its trend, how many teams carry its modules, with whom it shares them, and what two rules claim. Members are
 * never listed.
 */
export function explainTeam(
  reviewed: Reviewed,
  team: Team,
  { whole = false }: { readonly whole?: boolean } = {},
): Explanation {
  const { model, judgement, independence, facts } = reviewed;
  const modules = model.modules.filter(({ ownership }) => ownership.teams.includes(team.name));
  const owned = (factsOf(facts.files)?.files ?? []).filter(({ path }) =>
    model.ownershipOf(path).teams.includes(team.name),
  );
  const own = independence.teams.find(row => row.team === team.name);
  const independenceOf =
    independence.unknown !== undefined
      ? [`unknown: ${independence.unknown}`]
      : own === undefined || own.share === undefined
        ? [`it lifted nothing in ${independence.windowMonths} months`]
        : [
            `${own.lifted < ENOUGH_CHANGES ? 'too few changes for a share' : percent(own.share)}: ${aloneInWords(own.alone, own.lifted, `in ${independence.windowMonths} months`)}`,
            ...own.with.map(({ team: other, changes }) => `together with ${other} ${count(changes, 'time')}`),
          ];
  const claimed = whole ? claimedOfTeam(model, team) : [];
  return {
    kind: 'team',
    title: team.name,
    sections: [
      {
        heading: 'Known as',
        lines:
          team.handles.length > 0
            ? team.handles
            : [team.unnamed ? 'persons only, without a team of their own' : 'no handle'],
      },
      { heading: 'Independence of action', lines: independenceOf },
      ...(whole && independence.unknown === undefined ? trendOfTeam(model, team) : []),
      {
        heading: `Modules  ${modules.length}`,
        lines: modules.map(module =>
          whole ? moduleLine(model, module) : `${module.name}: ${count(module.files.length, 'file')}`,
        ),
      },
      ...(whole ? overlapSections(model, team) : []),
      {
        heading: 'Files',
        lines: [
          count(owned.length, 'file'),
          ...(whole
            ? ownedWithOthers(
                model,
                team,
                owned.map(({ path }) => path),
              )
            : []),
        ],
      },
      ...(claimed.length === 0 ? [] : [{ heading: 'Claimed twice', lines: claimed }]),
      findingSection(judgement.findings.filter(finding => teamFor(finding, model) === team.name)),
    ],
  };
}

function trendOfTeam(model: Model, team: Team): readonly Section[] {
  const drift = driftOf(model);
  const told = drift.ofTeam(team.name);
  return told ? trendSection(told, drift.tests, 'changes it lifted alone, of all it lifted') : [];
}

/** How many teams carry a module that is its own, and how often one of them did so alone. */
function moduleLine(model: Model, { name, files }: Module): string {
  const numbers = judgeCouches(model).find(
    ({ couch }) => couch.kind === 'module' && couch.name === name,
  )?.numbers;
  const start = `${name}: ${count(files.length, 'file')}`;
  if (!numbers?.independence || numbers.effectiveTeams === undefined) return start;
  if (numbers.carries < ENOUGH_CHANGES)
    return `${start}; ${count(numbers.carries, 'carry', 'carries')} in ${numbers.windowMonths} months, too few for a share`;
  return `${start}; ${oneDecimal(numbers.effectiveTeams)} effective teams, ${percent(numbers.independence.share)} of ${count(numbers.carries, 'carry', 'carries')} by one team alone`;
}

/** Overlap with each other team, the greatest first. */
function overlapSections(model: Model, team: Team): readonly Section[] {
  const overlaps = overlapsOf(model);
  if (!overlaps) return [];
  const found = overlaps.pairs.filter(({ teams }) => teams.includes(team.name));
  if (found.length === 0) return [];
  const lines = found.map(({ teams: [a, b], overlap, modules }) => {
    const here = a === team.name ? 0 : 1;
    const [most] = modules;
    return `${here === 0 ? b : a}: ${percent(overlap)} over ${count(modules.length, 'module')}${most ? `, most in ${inModule(most, here)}` : ''}`;
  });
  return [
    {
      heading: `Overlap with other teams  ${found.length}`,
      lines: [
        `of what either carries in ${overlaps.windowMonths} months, the share that both carry in the same module, newer carries counting more; one that needed both counts half for each; files beside all packages are left out`,
        ...lines,
      ],
      rows: found.map(({ teams: [a, b], overlap, modules }) => ({
        team: a === team.name ? b : a,
        overlap,
        modules: modules.map(({ module, carries: [ofA, ofB], together }) => ({
          module,
          carries: a === team.name ? ofA : ofB,
          carriesOfOther: a === team.name ? ofB : ofA,
          together,
        })),
      })),
    },
  ];
}

function inModule({ module, carries, together }: OverlapIn<ModuleName>, here: 0 | 1): string {
  const [own, other] = here === 0 ? carries : [carries[1], carries[0]];
  return `${module} (${own} of its carries, ${other} of theirs, ${together} together)`;
}

/** Files that another team may answer for just as well. */
function ownedWithOthers(model: Model, team: Team, owned: readonly RepoPath[]): readonly string[] {
  const shared = new Map<string, number>();
  for (const path of owned) {
    const { mode, teams } = model.ownershipOf(path);
    for (const other of teams)
      if (other !== team.name) {
        const key = `${mode === 'all' ? 'together with' : 'or'} ${other}`;
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
  }
  return byCount(shared).map(([others, number]) => `${number} of them owned by it ${others}`);
}
