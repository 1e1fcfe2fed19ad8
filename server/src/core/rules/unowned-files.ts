import type { RepoPath } from '../facts/place.ts';
import { addOwnerRule } from '../fixes/add-owner-rule.ts';
import type { Module } from '../model/model.ts';
import { count, percent, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { ownershipFacts } from './support/owner-texts.ts';
import { startOf } from './support/places.ts';

export const unownedFiles: Rule = {
  id: 'unowned-files',
  title: 'Unowned files',
  severity: 'warning',
  needs: ['files'],
  layer: 3,
  mechanism: 'amplify',
  options: [
    {
      key: 'owned-from',
      type: 'percent',
      fallback: 0.5,
      describe: 'the share of files that must have an owner before missing ones are said',
    },
  ],
  docs: {
    what: 'Files of a module that neither a CODEOWNERS rule nor a declared owner covers, in a repository where most files of modules are owned. A rule without owners takes ownership away on purpose and does not count.',
    why: 'A change there asks nobody, so nobody hears about it until it hurts.',
    evidence: 'The number of files without an owner, out of all files of the module, and the first of them.',
    fixes: 'Add an owner rule to CODEOWNERS, where it wins; or declare an `owner` for the module.',
    accept: 'accept unowned-files on module playground because "anybody may change it"',
    example: `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /.github/CODEOWNERS
/cart/ @acme/checkout
# <- warning unowned-files: nobody owns pay: no rule covers its file pay/index.ts
//- /cart/index.ts
export const cart = 1;
//- /cart/other.ts
export const other = 1;
//- /pay/index.ts
export const pay = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const codeowners = ownershipFacts(model);
    const unowned = new Map<string, RepoPath[]>();
    let total = 0;
    let owned = 0;
    for (const module of model.modules) {
      for (const path of module.files) {
        total += 1;
        if (model.ownershipOf(path).because.by !== 'nobody') {
          owned += 1;
          continue;
        }
        if (!context.counts(path)) continue;
        const known = unowned.get(module.name);
        if (known) known.push(path);
        else unowned.set(module.name, [path]);
      }
    }
    context.looked(total, 'files of modules');
    if (owned === 0 || owned / total <= context.option('owned-from')) return;
    for (const module of model.modules) {
      const files = unowned.get(module.name);
      if (!files) continue;
      const place = codeowners ? startOf(codeowners.path) : module.at;
      yield {
        key: module.name,
        message: (_places, left) => messageFor(module, left),
        places: [{ place, message: '' }],
        files,
        related: [{ place: startOf(files[0] ?? module.root), message: 'the first file without an owner' }],
        subject: { module: module.name },
        evidence: (_places, left) => [
          `${left.length} of ${count(module.files.length, 'file')} without an owner`,
          `${percent(owned / total)} of all files of modules have one`,
        ],
      };
    }
  },

  fixes: (finding, _place, context) => addOwnerRule(finding, context),
};

function messageFor(module: Module, files: readonly RepoPath[]): string {
  const all = files.length === module.files.length;
  const covers =
    files.length === 1
      ? `no rule covers its file ${files[0]}`
      : `no rule covers ${all ? 'its' : `${files.length} of its ${module.files.length}`} files (${someOf(files, 2)})`;
  const who = all ? `nobody owns ${module.name}` : `nobody owns part of ${module.name}`;
  return `${who}: ${covers}; add an owner rule, or declare an owner`;
}
