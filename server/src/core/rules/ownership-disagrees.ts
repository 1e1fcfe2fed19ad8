import type { OwnerRule } from '../facts/ownership.ts';
import type { RepoPath } from '../facts/place.ts';
import { addOwnerRule } from '../fixes/add-owner-rule.ts';
import type { Model, Team, TeamName } from '../model/model.ts';
import { count, listed } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { ruleInWords } from './support/owner-texts.ts';

export const ownershipDisagrees: Rule = {
  id: 'ownership-disagrees',
  title: 'Ownership disagrees',
  severity: 'error',
  needs: ['declared', 'ownership', 'files'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'A module declares an owner, and the CODEOWNERS rule that wins for some of its files names only other teams. Where one team stands in both they agree. Persons whom no roster places cannot be told, and neither can a declared team without a `handle` against a handle that no team declares; nothing is said about these.',
    why: 'The wiring file says who answers for the module; CODEOWNERS says who is asked. If they differ, one team decides and another carries.',
    evidence: 'The number of files, and the rules that name the other team.',
    fixes: 'Add an owner rule that agrees with the wiring file; or change the `owner` of the module.',
    accept: 'accept ownership-disagrees on module cart until 2027-03-01 because "handed over in March"',
    example: `
//- /architecture.wiring
team Checkout { handle "@acme/checkout" }
team Pricing { handle "@acme/pricing" }
module cart { path "cart/**"  owner Checkout }
//                            ^^^^^^^^^^^^^^ error ownership-disagrees: Checkout owns cart here, but CODEOWNERS gives
//- /.github/CODEOWNERS
/cart/ @acme/pricing
# <- error ownership-disagrees: Checkout owns cart in the wiring file, but this rule gives it to Pricing
//- /cart/index.ts
export const cart = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    for (const module of model.modules) {
      const { ownership } = module;
      if (ownership.because.by !== 'wiring') continue;
      context.looked(module.files.length, 'files with a declared owner');
      const byTeams = new Map<string, { teams: readonly TeamName[]; rules: Map<OwnerRule, RepoPath[]> }>();
      for (const path of module.files) {
        const rule = model.ownerRuleOf(path);
        if (!rule || !context.counts(path)) continue;
        const teams = model.teamsOf(rule);
        if (!disagree(model, ownership.teams, teams)) continue;
        const key = teams.join('+');
        const entry = byTeams.get(key) ?? { teams, rules: new Map<OwnerRule, RepoPath[]>() };
        byTeams.set(key, entry);
        const files = entry.rules.get(rule);
        if (files) files.push(path);
        else entry.rules.set(rule, [path]);
      }
      for (const [key, { teams, rules }] of [...byTeams].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const here = listed(ownership.teams, ownership.mode === 'all' ? 'and' : 'or');
        const there = listed(teams, 'or');
        const files = [...rules.values()].reduce((sum, own) => sum + own.length, 0);
        const owns = ownership.teams.length === 1 ? 'owns' : 'own';
        const message = `${here} ${owns} ${module.name} here, but CODEOWNERS gives ${files === module.files.length ? 'it' : `${files} of its ${module.files.length} files`} to ${there}; make them agree`;
        yield {
          key: `${module.name}:${key}`,
          message,
          places: [
            { place: ownership.because.at, message },
            ...[...rules].map(([rule, own]) => ({
              place: rule.place,
              message: `${here} ${owns} ${module.name} in the wiring file, but this rule gives ${own.length === module.files.length ? 'it' : `${own.length} of its ${module.files.length} files`} to ${there}; make them agree`,
            })),
          ],
          files: [...rules.values()].flat(),
          related: [],
          subject: { module: module.name, team: ownership.teams[0] ?? there },
          evidence: [...rules].map(([rule, own]) => `${count(own.length, 'file')} by ${ruleInWords(rule)}`),
        };
      }
    }
  },

  fixes: (finding, _place, context) => addOwnerRule(finding, context),
};

function disagree(model: Model, here: readonly TeamName[], there: readonly TeamName[]): boolean {
  if (there.length === 0 || here.some(team => there.includes(team))) return false;
  const mine = here.flatMap(name => model.team(name) ?? []);
  const theirs = there.flatMap(name => model.team(name) ?? []);
  if (theirs.every(team => team.unnamed)) return false;
  // Without a handle nobody can tell whether the two are one team by two names.
  const nameless = (team: Team) =>
    team.declared !== undefined && team.handles.length === 0 && !team.name.startsWith('@');
  return !(mine.some(nameless) && theirs.some(team => !team.declared));
}
