import { verdictOn } from '../couches/judge-couches.ts';
import type { Resolution } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Explanation } from './explain.ts';
import { changeSection, findingSection, ownerLines } from './explain-parts.ts';
import { UNRESOLVED_WORDS } from './not-analysed.ts';
import type { Reviewed } from './reviewed.ts';
import { largerCouches, partLine, verdictLine } from './verdict-story.ts';
import { count } from './words.ts';

export function explainFile(reviewed: Reviewed, path: RepoPath): Explanation {
  const { model, facts, judgement } = reviewed;
  const module = model.moduleOf(path);
  const own = model.importsOf(path);
  const verdict = module && verdictOn(model, `module:${module.name}`);
  const importers: string[] = [];
  for (const file of factsOf(facts.imports)?.files ?? []) {
    for (const { resolution, range } of file.imports) {
      if (resolution.to === 'file' && resolution.path === path) {
        const from = model.moduleOf(file.path)?.name;
        importers.push(
          `${file.path}:${range.start.line + 1}${from && from !== module?.name ? ` (${from})` : ''}`,
        );
      }
    }
  }
  const findings = judgement.findings.filter(({ places }) => places.some(({ place }) => place.path === path));
  return {
    kind: 'file',
    title: path,
    sections: [
      {
        heading: 'Module',
        lines: [
          module
            ? `${module.name}, ${count(module.files.length, 'file')} below ${module.root || 'the root'}`
            : 'part of no module',
          ...(verdict ? [`verdict on it: ${verdictLine(reviewed, verdict)}`] : []),
          ...(module
            ? largerCouches(model, module).flatMap(each => partLine(each, module, verdict?.verdict) ?? [])
            : []),
        ],
      },
      { heading: 'Owner', lines: ownerLines(model.ownershipOf(path)) },
      { heading: 'Role', lines: [model.roleOf(path)] },
      {
        heading: `Imports  ${own?.imports.length ?? 0}`,
        lines: own
          ? own.imports.map(
              ({ specifier, range, resolution, typeOnly }) =>
                `line ${range.start.line + 1}: ${specifier}${typeOnly ? ' (types only)' : ''} → ${whereTo(resolution, reviewed)}`,
            )
          : ['not read: Wiring reads TypeScript and JavaScript'],
      },
      { heading: `Imported by  ${importers.length}`, lines: importers },
      changeSection(reviewed, touched => touched === path),
      findingSection(findings),
    ],
  };
}

/** Where an import leads, in words. */
export function whereTo(resolution: Resolution, { model }: Reviewed): string {
  switch (resolution.to) {
    case 'file': {
      const module = model.moduleOf(resolution.path);
      return `${resolution.path}${module ? ` (${module.name})` : ''}${resolution.exported ? '' : ', which the package does not export'}`;
    }
    case 'external':
      return `package ${resolution.name}, not part of this repository`;
    case 'builtin':
      return `${resolution.name}, built into Node`;
    case 'unresolved': {
      const meant = model.moduleMeant(resolution);
      const inside = meant === undefined ? '' : `a file of ${meant.name} that is `;
      return `${inside}not resolved: imports like this one ${UNRESOLVED_WORDS[resolution.reason]}`;
    }
  }
}
