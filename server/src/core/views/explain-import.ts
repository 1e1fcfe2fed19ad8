import type { ImportFact } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Module } from '../model/model.ts';
import type { Explanation, Section } from './explain.ts';
import { whereTo } from './explain-file.ts';
import { edgeLine, findingSection, ownerLines, spot } from './explain-parts.ts';
import type { Reviewed } from './reviewed.ts';
import { listed } from './words.ts';

/** One import: what it brings, from whom to whom, and what is declared between the two. */
export function explainImport(reviewed: Reviewed, path: RepoPath, fact: ImportFact): Explanation {
  const { model, judgement } = reviewed;
  const { resolution } = fact;
  const from = model.moduleOf(path);
  const to = model.moduleMeant(resolution);
  const names = fact.names.map(({ name, typeOnly }) => (typeOnly && !fact.typeOnly ? `type ${name}` : name));
  const here = judgement.findings.filter(({ places }) =>
    places.some(({ place }) => place.path === path && place.range.start.line === fact.range.start.line),
  );
  return {
    kind: 'import',
    title: `${spot({ path, range: fact.range })} imports "${fact.specifier}"`,
    sections: [
      { heading: 'Leads to', lines: [whereTo(resolution, reviewed)] },
      {
        heading: 'Brings',
        lines: [
          `${names.length === 0 ? 'no names' : listed(names)} (${fact.kind}${fact.typeOnly ? ', types only: erased when compiled' : ''})`,
        ],
      },
      ...(from && to && from !== to ? between(reviewed, from, to) : [inside(from, to)]),
      findingSection(here),
    ],
  };
}

/** All imports from one module to another. */
export function explainPair(reviewed: Reviewed, from: Module, to: Module): Explanation {
  const { model, judgement } = reviewed;
  const edge = model.edge(from.name, to.name);
  const back = model.edge(to.name, from.name);
  const findings = judgement.findings.filter(
    ({ subject, members }) =>
      (members?.includes(from.name) === true && members.includes(to.name)) ||
      (subject.module === from.name && subject.toModule === to.name) ||
      (subject.module === to.name && subject.toModule === from.name),
  );
  return {
    kind: 'dependency',
    title: `${from.name} -> ${to.name}`,
    sections: [
      ...between(reviewed, from, to),
      {
        heading: `Places  ${edge ? edge.imports.length + edge.inTests.length : 0}`,
        lines: [...(edge?.imports ?? []), ...(edge?.inTests ?? [])].map(
          ({ file, target, fact }) =>
            `${spot({ path: file, range: fact.range })} → ${target}${fact.typeOnly ? ' (types only)' : ''}`,
        ),
      },
      {
        heading: 'The other way',
        lines: [back ? edgeLine(back, from, from.name) : `${to.name} does not import ${from.name}`],
      },
      findingSection(findings),
    ],
  };
}

function between({ model }: Reviewed, from: Module, to: Module): readonly Section[] {
  const edge = model.edge(from.name, to.name);
  const uses = from.declared?.uses;
  const names = new Set([to.name, ...to.aliases].map(String));
  const allowed = uses?.modules.some(({ name }) => names.has(name));
  const declared = uses
    ? `${from.name} ${allowed ? 'declares' : 'does not declare'} that it uses ${to.name} (${spot(uses.at)})`
    : `${from.name} declares no "uses": it may use anything`;
  return [
    { heading: 'From', lines: [`${from.name}: ${ownerLines(from.ownership)[0] ?? ''}`] },
    { heading: 'To', lines: [`${to.name}: ${ownerLines(to.ownership)[0] ?? ''}`] },
    { heading: 'Declared', lines: [declared] },
    {
      heading: 'Imported',
      lines: [edge ? edgeLine(edge, to, to.name) : `${from.name} does not import ${to.name}`],
    },
  ];
}

function inside(from: Module | undefined, to: Module | undefined): Section {
  const line =
    from && from === to
      ? `stays inside ${from.name}`
      : `leaves ${from?.name ?? 'no module'} for what is no module here`;
  return { heading: 'Modules', lines: [line] };
}
