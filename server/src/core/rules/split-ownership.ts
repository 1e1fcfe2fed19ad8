import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { TeamName } from '../model/model.ts';
import { count, listed, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const splitOwnership: Rule = {
  id: 'split-ownership',
  title: 'Split ownership',
  severity: 'information',
  needs: ['ownership', 'files'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'share',
      type: 'percent',
      fallback: 0.2,
      describe: 'the share of owned source files from which the smaller team counts',
    },
  ],
  docs: {
    what: 'At least two teams own source files of one module, and the smaller has 20 % of them or more (and at least two files). Rules with an owner in common do not split: one team can answer for both. What lies in no package of a workspace is no module anybody made, and is left out. Files that are not code (manifests, changelogs) do not count, because many repositories give these to one team on purpose.',
    why: 'A module with two owners is two modules, or one couch for two teams. Either may be right; it is worth knowing which.',
    evidence: 'The number of source files of each team.',
    fixes: 'Declare two modules where there are two; or name one owner.',
    accept: 'accept split-ownership on module cart because "two teams share it, and sit together"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
//     ^^^^ information split-ownership: 2 teams own source files of cart: @acme/checkout 3, @acme/pricing 2 (40 %)
//- /.github/CODEOWNERS
/cart/ @acme/checkout
/cart/price* @acme/pricing
//- /cart/a.ts
export const a = 1;
//- /cart/b.ts
export const b = 1;
//- /cart/c.ts
export const c = 1;
//- /cart/price-a.ts
export const d = 1;
//- /cart/price-b.ts
export const e = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const limit = context.option('share');
    const code = new Set<RepoPath>();
    for (const file of factsOf(model.facts.files)?.files ?? []) {
      if (file.language !== 'other' && model.roleOf(file.path) !== 'generated') code.add(file.path);
    }
    for (const module of model.modules) {
      // What lies in no package is not one thing, and nobody expects it to have one owner.
      if (module.root === '' && !module.declared && model.modules.length > 1) continue;
      // One declared owner does not split.
      if (module.ownership.because.by === 'wiring') continue;
      const shares = new Map<string, { teams: readonly TeamName[]; files: RepoPath[] }>();
      let owned = 0;
      for (const path of module.files) {
        if (!code.has(path) || !context.counts(path)) continue;
        const { teams } = model.ownershipOf(path);
        if (teams.length === 0) continue;
        owned += 1;
        const key = teams.join('\n');
        const known = shares.get(key);
        if (known) known.files.push(path);
        else shares.set(key, { teams, files: [path] });
      }
      context.looked(owned, 'source files with an owner');
      const sorted = [...shares.values()].sort(
        (a, b) => b.files.length - a.files.length || (a.teams.join() < b.teams.join() ? -1 : 1),
      );
      const apart: typeof sorted = [];
      for (const share of sorted) {
        if (share.files.length < 2 || share.files.length / owned < limit) continue;
        if (apart.every(other => !other.teams.some(team => share.teams.includes(team)))) apart.push(share);
      }
      const smaller = apart.at(-1);
      if (apart.length < 2 || !smaller) continue;
      const parts = apart.map(({ teams, files }) => `${listed(teams, 'or')} ${files.length}`);
      const message = `${count(apart.length, 'team')} own source files of ${module.name}: ${parts.join(', ')} (${percent(smaller.files.length / owned)}); are these two modules, or one with one owner?`;
      yield {
        key: module.name,
        message,
        places: [{ place: module.at, message }],
        files: apart.flatMap(({ files }) => files),
        related: apart.flatMap(({ teams, files }) => {
          const [first] = files;
          const rule = first === undefined ? undefined : model.ownerRuleOf(first);
          return rule
            ? [
                {
                  place: rule.place,
                  message: `gives ${count(files.length, 'file')} to ${listed(teams, 'or')}`,
                },
              ]
            : [];
        }),
        subject: { module: module.name },
        evidence: [`${count(owned, 'source file')} with an owner`],
      };
    }
  },
};
