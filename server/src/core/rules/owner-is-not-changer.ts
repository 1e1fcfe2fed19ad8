import { changedByOthers } from '../couches/not-the-owner.ts';
import { changeLens } from '../measures/changes.ts';
import { count, listed, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const ownerIsNotChanger: Rule = {
  id: 'owner-is-not-changer',
  title: 'Owner is not changer',
  severity: 'warning',
  needs: ['history'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'share',
      type: 'percent',
      fallback: 0.6,
      describe: 'of the carries, the share that another team authored, from which it is a finding',
    },
    { key: 'carries-from', type: 'count', fallback: 10, describe: 'carries whose authors have a known team' },
  ],
  docs: {
    what: 'A team that does not own a module authored at least 60 % of its carries, of at least 10 whose authors have a team. Needs a roster: the members of the teams in the wiring file, with dates where people moved. Changes to five modules or more are maintenance of the whole and do not count.',
    why: 'Who owns it answers for it; who changes it knows it. Where these are two teams, every change needs both, and one of them only to nod.',
    evidence:
      'How many carries each side authored. Never who: no figure is per person. Grade C outside large firms.',
    fixes:
      'Give the module to the team that works on it, where couch-too-big or couch-miswired shows that it gains; or ask whether the work belongs elsewhere.',
    accept: 'accept owner-is-not-changer on module tax until 2027-03-01 because "handed over in spring"',
    example: `
//- /architecture.wiring
module tax {
  path "tax/**"
  owner Billing
//^^^^^^^^^^^^^ warning owner-is-not-changer: Checkout authored 10 of 10 carries of tax
}
team Billing { members { "bo@northwind.example" } }
team Checkout { members { "ana@northwind.example" } }
//- /tax/a.ts
export const a = 1;
//- git
change 2026-01-01 every 7 days 10 times "Another rate" by ana@northwind.example: tax/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const { known } = changeLens(model).roster;
    context.looked(
      known ? model.modules.length : 0,
      known ? 'modules' : 'modules: no team names its members',
    );
    const found = changedByOthers(model, context.option('share'), context.option('carries-from'));
    for (const { module, team, authored, carries, windowMonths, byOwners } of found) {
      const owners = listed(module.ownership.teams, module.ownership.mode === 'all' ? 'and' : 'or');
      const message = `${team} authored ${authored} of ${count(carries, 'carry', 'carries')} of ${module.name} in ${windowMonths} months (${percent(authored / carries)}), its owner ${owners} ${byOwners}; should it be the other way round?`;
      const { because } = module.ownership;
      const place =
        because.by === 'wiring' ? because.at : because.by === 'codeowners' ? because.rule.place : module.at;
      yield {
        key: module.name,
        message,
        places: [{ place, message }],
        related: [],
        subject: { module: module.name, team },
        evidence: ['by the roster in the wiring file; changes to five modules or more are left out'],
      };
    }
  },
};
