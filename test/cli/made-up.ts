import type { Settings } from '#cli/format';
import { type DeclaredFacts, NOTHING_DECLARED } from '#core/facts/declared';
import type { Facts } from '#core/facts/facts';
import { FILE_START, type Place, repoPath } from '#core/facts/place';
import { NO_TRACES } from '#core/facts/runtime';
import { absent, ready } from '#core/facts/state';
import type { Independence } from '#core/measures/independence';
import { buildModel } from '#core/model/build';
import type { TeamName } from '#core/model/model';
import type { Finding, Severity } from '#core/rules/finding';
import type { Reviewed } from '#core/views/reviewed';

/** A review made by hand, for the formats: two modules, two teams, whatever findings a test wants. */
export function madeUp(parts: Partial<Reviewed> & { readonly findings?: readonly Finding[] } = {}): Reviewed {
  const facts = parts.facts ?? FACTS;
  return {
    today: '2026-11-20',
    facts,
    model: parts.model ?? buildModel(facts),
    judgement: parts.judgement ?? {
      findings: parts.findings ?? [],
      accepted: [],
      skipped: [],
      ran: [{ rule: 'dependency-cycle', looked: 12, at: 'pairs of modules' }],
    },
    independence: parts.independence ?? INDEPENDENCE,
    problems: parts.problems ?? [],
  };
}

export function settings(changes: Partial<Settings> = {}): Settings {
  return {
    version: '1.2.3',
    rootName: 'shop',
    colour: false,
    quiet: false,
    all: false,
    failOn: 'error',
    rules: [],
    remarks: [],
    ...changes,
  };
}

export function finding(
  severity: Severity,
  rule: string,
  path: string,
  changes: Partial<Finding> = {},
): Finding {
  const place = at(path, 2, 9);
  return {
    rule,
    id: `${rule}:${path}`,
    severity,
    message: `${path} does what ${rule} is about`,
    place,
    places: [{ place, message: 'here' }],
    related: [],
    subject: { path },
    evidence: [],
    layer: 1,
    mechanism: 'simplify',
    ...changes,
  } as Finding;
}

export function at(path: string, line: number, character: number): Place {
  return {
    path: repoPath(path),
    range: { start: { line, character }, end: { line, character: character + 4 } },
  };
}

function handle(name: string, line: number) {
  const place = at('CODEOWNERS', line, 10);
  return [{ handle: name, kind: 'team' as const, place }];
}

const DECLARED: DeclaredFacts = NOTHING_DECLARED;

const files = ['apps/web/main.ts', 'packages/cart/index.ts', 'packages/cart/total.ts'].map(repoPath);

export const FACTS: Facts = {
  declared: ready(DECLARED),
  files: ready({
    files: files.map(path => ({ path, role: 'source' as const, language: 'typescript' as const })),
    skipped: [{ path: repoPath('logo.png'), reason: 'binary' as const }],
    listedBy: 'memory' as const,
  }),
  modules: ready({
    packages: ['apps/web', 'packages/cart'].map(root => ({
      name: root.split('/')[1] ?? root,
      root: repoPath(root),
      kind: 'package' as const,
      published: false,
      entries: [],
      hasExports: false,
      exported: [],
      dependencies: [],
    })),
    toldBy: ['npm workspaces'],
    problems: [],
  }),
  imports: ready({ files: [], unread: { '.vue': 2 } }),
  ownership: ready({
    path: repoPath('CODEOWNERS'),
    rules: [
      {
        pattern: '/apps/',
        place: at('CODEOWNERS', 0, 0),
        line: 0,
        owners: handle('@north/web', 0),
        comment: '',
      },
      {
        pattern: '/packages/',
        place: at('CODEOWNERS', 1, 0),
        line: 1,
        owners: handle('@north/cart', 1),
        comment: '',
      },
    ],
    problems: [],
    unread: [],
  }),
  history: absent(
    'this folder is in no git repository',
    'with history, changes tell which teams lift together',
  ),
  runtime: NO_TRACES,
};

export const INDEPENDENCE: Independence = {
  teams: [
    {
      team: '@north/cart' as TeamName,
      alone: 3,
      lifted: 9,
      share: 1 / 3,
      with: [{ team: '@north/web' as TeamName, changes: 6 }],
    },
    {
      team: '@north/web' as TeamName,
      alone: 9,
      lifted: 15,
      share: 0.6,
      with: [{ team: '@north/cart' as TeamName, changes: 6 }],
    },
  ],
  carries: 18,
  alone: 12,
  windowMonths: 12,
  setAside: { bot: 4, revert: 1 },
  liftersBy: 'owners',
};

export { FILE_START };
