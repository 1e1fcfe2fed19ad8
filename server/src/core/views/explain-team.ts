import { factsOf } from '../facts/state.ts';
import { ENOUGH_CHANGES } from '../measures/independence.ts';
import type { Team } from '../model/model.ts';
import type { Explanation } from './explain.ts';
import { findingSection } from './explain-parts.ts';
import { teamFor } from './findings-by-team.ts';
import type { Reviewed } from './reviewed.ts';
import { count, percent } from './words.ts';

/** What a team owns and how often it needs others. Members are never listed. */
export function explainTeam(reviewed: Reviewed, team: Team): Explanation {
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
            `${own.lifted < ENOUGH_CHANGES ? 'too few changes for a share' : percent(own.share)}: it lifted ${own.alone} of its ${count(own.lifted, 'change')} in ${independence.windowMonths} months alone`,
            ...own.with.map(({ team: other, changes }) => `together with ${other} ${count(changes, 'time')}`),
          ];
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
      {
        heading: `Modules  ${modules.length}`,
        lines: modules.map(({ name, files }) => `${name}: ${count(files.length, 'file')}`),
      },
      { heading: 'Files', lines: [count(owned.length, 'file')] },
      findingSection(judgement.findings.filter(finding => teamFor(finding, model) === team.name)),
    ],
  };
}
