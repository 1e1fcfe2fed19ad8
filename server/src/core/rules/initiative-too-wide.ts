import type { DeclaredInitiative } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { nameLead } from '../fixes/name-lead.ts';
import { behindInterface, inStages } from '../fixes/narrow-initiative.ts';
import type { Model } from '../model/model.ts';
import { whoDecides } from '../organisation/groups.ts';
import { type InitiativeNumbers, initiativeNumbers, type NeededTeam } from '../organisation/initiatives.ts';
import { stagesOf } from '../organisation/stages.ts';
import { count, listed, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const initiativeTooWide: Rule = {
  id: 'initiative-too-wide',
  title: 'Initiative too wide',
  severity: 'warning',
  needs: ['declared'],
  uses: ['history'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'teams-to',
      type: 'count',
      fallback: 8,
      describe: 'teams that an initiative may need, where it does not say itself',
    },
  ],
  docs: {
    what: 'An initiative needs more teams than it says (`at most 8 teams`), or than eight. Its teams are the smallest set of owners of what it touches, those it names, the one that leads it, and whoever had to lift at least half of at least ten changes to one of its modules in the window.',
    why: 'Between k teams there are k(k−1)/2 paths, on each of which two must agree. Each team that must deliver lowers the chance that all do.',
    evidence:
      'The teams and why each is needed; paths; where a chance is written down, that of all, pᵏ, or how sure each has to be, P^(1/k). Teams are taken to succeed independently of each other, which is a pessimistic stylisation (grade A as arithmetic, D as a model).',
    fixes:
      'Name one team that decides: then there are k−1 ways to talk. Better: an interface, so that fewer modules change; or stages of at most eight teams.',
    accept:
      'accept initiative-too-wide on initiative bundle until 2027-03-01 because "the channels move behind one interface"',
    example: `
//- /architecture.wiring
team A
team B
team C
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
initiative bundle {
//         ^^^^^^ warning initiative-too-wide: bundle needs 3 teams and is meant for 2
  touches a, b, C
  at most 2 teams
}
//- /a/a.ts
export const a = 1;
//- /b/a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const initiatives = factsOf(model.facts.declared)?.initiatives ?? [];
    context.looked(initiatives.length, 'initiatives');
    for (const initiative of initiatives) {
      const numbers = initiativeNumbers(model, initiative);
      const limit = initiative.atMostTeams?.count ?? context.option('teams-to');
      if (numbers.teams.length <= limit) continue;
      const message = messageOf(model, initiative, numbers, limit);
      yield {
        key: initiative.name,
        message,
        places: [{ place: initiative.at, message }],
        related: [],
        subject: { initiative: initiative.name, ...(numbers.lead && { team: numbers.lead }) },
        evidence: evidenceOf(model, initiative, numbers, limit),
        size: numbers.teams.length,
      };
    }
  },

  fixes(finding, _place, context) {
    const initiative = factsOf(context.model.facts.declared)?.initiatives.find(
      ({ name }) => name === finding.subject.initiative,
    );
    if (!initiative) return [];
    return [
      ...behindInterface(initiative, context),
      ...(initiative.ledBy ? [] : nameLead(initiative, context)),
      ...inStages(initiative, limitOf(finding.message, initiative), context),
    ];
  },
};

/** The limit in effect stands in the message: options are not known to fixes. */
function limitOf(message: string, { atMostTeams }: DeclaredInitiative): number {
  return atMostTeams?.count ?? Number(/ is meant for (\d+): /.exec(message)?.[1] ?? 8);
}

function messageOf(
  model: Model,
  { name }: DeclaredInitiative,
  { teams, paths, chance, lead }: InitiativeNumbers,
  limit: number,
): string {
  const k = teams.length;
  const ways = lead
    ? `${count(paths, 'way to talk', 'ways to talk')}, all with ${lead}, which leads`
    : `${count(paths, 'path')} between them, on each of which two must agree`;
  const sure = chance ? `; a chance of ${share(chance.ofAll)} in all is ${share(chance.ofEach)} of each` : '';
  const decides = lead
    ? ''
    : `; where they do not agree, ${whoDecides(
        model,
        teams.map(({ team }) => team),
      )} decides`;
  return `${name} needs ${count(k, 'team')} and is meant for ${limit}: ${ways}${sure}${decides}; ${lead || k < 3 ? '' : 'name one team that decides, '}let fewer modules change behind an interface, or do it in stages`;
}

function evidenceOf(
  model: Model,
  initiative: DeclaredInitiative,
  { teams, unowned, chance }: InitiativeNumbers,
  limit: number,
): readonly string[] {
  const staged = stagesOf(model, initiative, limit);
  return [
    ...(['owns', 'named', 'history'] as const).flatMap(by => {
      const own = teams.filter(({ because }) => because.by === by);
      return own.length === 0 ? [] : [`${WHY[by]}: ${someOf(own.map(reasonOf), 10)}`];
    }),
    ...(unowned.length > 0
      ? [`nobody is known to own ${someOf(unowned, 5)}: whoever does comes on top`]
      : []),
    ...(staged
      ? [
          `in ${staged.stages.length} stages of at most ${count(limit, 'team')} there ${staged.paths === 1 ? 'is' : 'are'} ${count(staged.paths, 'path')}`,
        ]
      : []),
    ...(chance ? ['teams are taken to succeed independently of each other'] : []),
    ...(factsOf(model.facts.history) ? [] : ['without history, only owners and who is named are known']),
  ];
}

const WHY = { owns: 'owners of what it touches', named: 'named', history: 'usually needed' } as const;

function reasonOf({ team, because }: NeededTeam): string {
  return because.by === 'history'
    ? `${team} (in ${because.with} of ${because.of} changes to ${because.module.name})`
    : because.by === 'owns'
      ? `${team} (${listed(because.modules.map(({ name }) => name))})`
      : team;
}

/** One digit behind the point: between 92.3 % and 96.1 % lie twenty teams. */
function share(value: number): string {
  return `${Number((value * 100).toFixed(1))} %`;
}
