import { liftIndex } from '../couches/lift-index.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { classify, lifters } from '../measures/changes.ts';
import type { Module, ModuleEdge, Ownership } from '../model/model.ts';
import type { Finding } from '../rules/finding.ts';
import type { Section } from './explain.ts';
import type { Reviewed } from './reviewed.ts';
import { byCount, count, listed, ownersInWords } from './words.ts';

/** `path:line:column`, from one. */
export function spot({ path, range }: Place): string {
  return `${path}:${range.start.line + 1}:${range.start.character + 1}`;
}

/** Who owns it and why. */
export function ownerLines(ownership: Ownership): readonly string[] {
  const { because } = ownership;
  const owners = ownersInWords(ownership);
  switch (because.by) {
    case 'wiring':
      return [`${owners ?? 'nobody'}, declared for module ${because.module} at ${spot(because.at)}`];
    case 'codeowners': {
      const handles = because.rule.owners.map(owner => owner.handle);
      const rule = `the rule "${because.rule.pattern}" at ${spot(because.rule.place)}`;
      return [
        owners === undefined
          ? `nobody: ${rule} takes ownership away`
          : `${owners}, by ${rule} (${listed(handles, 'or')})`,
      ];
    }
    case 'nobody':
      return ['nobody: no rule and no declaration covers it'];
  }
}

/** How many imports an edge has, and how many of them in tests. */
export function edgeLine(edge: ModuleEdge, other: Module | undefined, name: string): string {
  const types = edge.imports.filter(({ fact }) => fact.typeOnly).length;
  const all = edge.imports.length;
  const kind = types === 0 ? '' : types === all ? ' of types only' : `, ${types} of types only`;
  const parts = all === 0 ? [] : [`${count(all, 'import')}${kind}`];
  if (edge.inTests.length > 0) parts.push(`${edge.inTests.length} in tests`);
  const owner = other && ownersInWords(other.ownership);
  return `${name}${owner === undefined ? '' : ` (${owner})`}: ${parts.join(', ')}`;
}

/** Findings as lines with their places. */
export function findingSection(findings: readonly Finding[]): Section {
  return {
    heading: `Findings  ${findings.length}`,
    lines:
      findings.length === 0
        ? ['none']
        : findings.map(
            ({ severity, rule, message, place }) => `${spot(place)} ${severity} ${message} [${rule}]`,
          ),
  };
}

/**
 * The changes that touched some files, and the teams that lifted them; never who made them. Of a module those count that
 * count as work on it, as for its verdict: a new version in its manifest, or its part of one edit of everything, does not.
 */
export function changeSection(
  reviewed: Reviewed,
  touches: (path: RepoPath) => boolean,
  module?: Module,
): Section {
  const history = reviewed.facts.history;
  const facts = factsOf(history);
  if (!facts)
    return {
      heading: 'Changes',
      lines: [history.state === 'absent' ? `unknown: ${history.reason}` : 'unknown'],
    };
  const { windowMonths } = reviewed.independence;
  const since = facts.now - windowMonths * 30.44 * 86_400;
  let ordinary = 0;
  let alone = 0;
  let aside = 0;
  let along = 0;
  const worked =
    module &&
    new Set(
      liftIndex(reviewed.model)
        .of(module.name)
        .map(({ change }) => change),
    );
  const teams = new Map<string, number>();
  for (const change of facts.changes) {
    if (change.at < since || !change.files.some(({ path, now }) => touches(now ?? path))) continue;
    if (classify(change, reviewed.model) !== 'ordinary') {
      aside += 1;
      continue;
    }
    if (worked && !worked.has(change)) {
      along += 1;
      continue;
    }
    ordinary += 1;
    const who = lifters(change, reviewed.model);
    if (who.length === 1) alone += 1;
    for (const team of who) teams.set(team, (teams.get(team) ?? 0) + 1);
  }
  const lines = [
    `${count(ordinary, 'ordinary change')} in ${windowMonths} months, ${alone} of them lifted by one team alone`,
  ];
  if (teams.size > 0)
    lines.push(
      `lifted by ${byCount(teams)
        .map(([team, n]) => `${team} ${n}`)
        .join(', ')}`,
    );
  if (along > 0)
    lines.push(
      `${along} more only carried it along: its manifest or configuration, or one edit made everywhere`,
    );
  if (aside > 0)
    lines.push(
      `${count(aside, 'change')} set aside (releases, bots, sweeps, reverts, renames): wiring doctor --all lists them`,
    );
  return { heading: 'Changes', lines };
}
