import { byText } from '../facts/place.ts';
import type { Module } from '../model/model.ts';
import { claimedInModule } from './claimed-twice.ts';
import type { Explanation } from './explain.ts';
import { changeSection, edgeLine, findingSection, ownerLines } from './explain-parts.ts';
import { runtimeOfModule } from './explain-service.ts';
import type { Reviewed } from './reviewed.ts';
import { byCount, count, ownersInWords } from './words.ts';

/** `whole` adds what a hover has no room for. */
export function explainModule(
  reviewed: Reviewed,
  module: Module,
  { whole = false }: { readonly whole?: boolean } = {},
): Explanation {
  const { model, judgement } = reviewed;
  const files = new Set(module.files);
  const owners = new Map<string, number>();
  const roles = new Map<string, number>();
  for (const path of module.files) {
    const owner = ownersInWords(model.ownershipOf(path)) ?? 'nobody';
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
    const role = model.roleOf(path);
    roles.set(role, (roles.get(role) ?? 0) + 1);
  }
  const outgoing = model.edges.filter(edge => edge.from === module.name);
  const incoming = model.edges.filter(edge => edge.to === module.name);
  const findings = judgement.findings.filter(
    ({ subject, members }) =>
      subject.module === module.name ||
      subject.toModule === module.name ||
      members?.includes(module.name) === true,
  );
  const { declared } = module;
  const claimed = whole ? claimedInModule(model, module) : [];
  return {
    kind: 'module',
    title: [module.name, ...module.aliases.filter(alias => alias !== module.name)].join(', also '),
    sections: [
      {
        heading: 'Where',
        lines: [
          `${module.root || 'the root'}: ${count(module.files.length, 'file')}${
            module.files.length > 0
              ? ` (${byCount(roles)
                  .map(([role, n]) => `${n} ${role}`)
                  .join(', ')})`
              : ''
          }`,
          declared
            ? `declared at ${declared.at.path}:${declared.at.range.start.line + 1}`
            : 'not declared: told by the workspace or the folders',
        ],
      },
      {
        heading: 'Owner',
        lines: [
          ...ownerLines(module.ownership),
          ...(owners.size > 1
            ? [
                `its files: ${byCount(owners)
                  .map(([owner, n]) => `${owner} ${n}`)
                  .join(', ')}`,
              ]
            : []),
        ],
      },
      ...(claimed.length === 0 ? [] : [{ heading: 'Claimed twice', lines: claimed }]),
      {
        heading: 'Public',
        lines: declared?.exposes
          ? [`exposes ${declared.exposes.globs.map(({ glob }) => glob).join(', ')}`]
          : (module.package?.entries.length ?? 0) > 0
            ? (module.package?.exported.map(({ specifier, path }) => `${specifier} → ${path}`) ?? [])
            : ['nothing is marked as public: any file may be imported'],
      },
      {
        heading: `Uses  ${outgoing.length}`,
        lines: [
          ...outgoing.map(edge => edgeLine(edge, model.module(edge.to), edge.to)),
          ...undeclared(
            module,
            outgoing.map(({ to }) => to),
          ),
        ],
      },
      {
        heading: `Used by  ${incoming.length}`,
        lines: incoming.map(edge => edgeLine(edge, model.module(edge.from), edge.from)),
      },
      ...(whole ? runtimeOfModule(reviewed, module.name) : []),
      changeSection(reviewed, path => files.has(path) || model.moduleOf(path) === module, module),
      findingSection(findings),
    ],
  };
}

/** What the declaration allows and no import needs. */
function undeclared(module: Module, used: readonly string[]): readonly string[] {
  const uses = module.declared?.uses;
  if (!uses) return [];
  const unused = uses.modules.map(({ name }) => name).filter(name => !used.includes(name));
  return unused.length === 0 ? [] : [`declared, not imported: ${[...unused].sort(byText).join(', ')}`];
}
