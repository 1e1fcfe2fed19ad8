import { driftOf } from '../couches/drift.ts';
import type { Period } from '../measures/binomial-trend.ts';
import { count, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { repositoryPlace } from './support/repository-place.ts';

export const wiringDrift: Rule = {
  id: 'wiring-drift',
  title: 'Wiring drift',
  severity: 'information',
  needs: ['history'],
  layer: 3,
  mechanism: 'amplify',
  options: [
    {
      key: 'chance-below',
      type: 'percent',
      fallback: 0.01,
      describe: 'how likely chance alone would give such a trend, corrected for all trends that were tested',
    },
  ],
  docs: {
    what: 'The share of changes that lift several teams rises over the quarters of the last three years, and chance would give that in fewer than 1 of 100 repositories, after correction for every trend that was tested (the repository, each module, declared couch and team with enough changes). Changes whose teams are all embedded in each other, by declared channels, count as those of one team. A falling share is good news and no finding.',
    why: 'Teams that grow apart play their dependencies down until a shock brings them all together at once. The direction tells it years before the level does.',
    evidence:
      'The share quarter by quarter, p, and how many trends were tested. The Cochran–Armitage test for trend, its variance widened where changes come in bursts (grade A as a test, B for what it says).',
    fixes:
      'None: look at the couches that are named, and at what two years ago was one team’s own. Where two teams sit together on purpose, declare the channel.',
    accept: 'accept wiring-drift until 2027-03-01 because "one platform is being built on purpose"',
    example: `
//- /architecture.wiring
// <- information wiring-drift: changes that lift several teams are getting more
team A
team B
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
//- /a/a.ts
export const a = 1;
//- /b/a.ts
export const a = 1;
//- git
change 2023-07-01 every 14 days 70 times "Work of one": a/a.ts
change 2025-01-02 every 30 days 8 times "Work of two": a/a.ts, b/a.ts
change 2025-09-02 every 10 days 30 times "Work of two": a/a.ts, b/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const drift = driftOf(model);
    context.looked(drift.tests, 'trends of three years');
    const { repository } = drift;
    if ('untold' in repository) return;
    const { trend, quarters } = repository;
    const limit = context.option('chance-below');
    if (trend.direction !== 'rising' || trend.adjusted >= limit) return;
    const told = quarters.filter(({ of }) => of > 0);
    // A quarter may have a change or two, so the ends are told by up to a year of each.
    const ends = Math.min(4, Math.floor(told.length / 2));
    if (ends === 0) return;
    const [first, last] = [shareOf(told.slice(0, ends)), shareOf(told.slice(-ends))];
    const message = `changes that lift several teams are getting more: by ${(trend.slope * 100).toFixed(1)} percentage points a quarter over ${count(trend.periods, 'quarter')}, from ${percent(first)} in the first ${ends} to ${percent(last)} in the last ${ends} (p ${chance(trend.adjusted)} after correction for ${count(drift.tests, 'test')}); which of them could one team do alone two years ago?`;
    const place = repositoryPlace(model);
    const rising = drift.couches.filter(
      each => each.trend.direction === 'rising' && each.trend.adjusted < limit,
    );
    yield {
      key: 'repository',
      message,
      places: [{ place, message }],
      related: rising.slice(0, 5).map(({ couch, trend: own }) => ({
        place: couch.at,
        message: `${couch.name} most of all: ${(own.slope * 100).toFixed(1)} percentage points a quarter`,
      })),
      subject: { repository: true, path: place.path },
      evidence: [
        ...(drift.embedded > 0
          ? [
              `${count(drift.embedded, 'change')} of teams that are embedded in each other count as one team’s`,
            ]
          : []),
        `several teams of all, by quarter: ${quarters.map(({ hits, of }) => (of === 0 ? '–' : `${hits}/${of}`)).join(' ')}`,
      ],
    };
  },
};

function shareOf(quarters: readonly Period[]): number {
  const sum = (pick: (quarter: Period) => number) => quarters.reduce((all, each) => all + pick(each), 0);
  return sum(({ hits }) => hits) / sum(({ of }) => of);
}

function chance(p: number): string {
  return p < 0.0001 ? '< 0.01 %' : `${(p * 100).toFixed(2)} %`;
}
