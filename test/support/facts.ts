import { type DeclaredModule, type DeclaredTeam, NOTHING_DECLARED } from '#core/facts/declared';
import type { Facts } from '#core/facts/facts';
import type { FileImports, ImportFact } from '#core/facts/imports';
import type { PackageFact } from '#core/facts/modules';
import { FILE_START, type Place, repoPath } from '#core/facts/place';
import { NO_TRACES } from '#core/facts/runtime';
import { absent, ready } from '#core/facts/state';
import { parseCodeowners } from '#sources/codeowners';

/** Hand-built facts for what needs no parser: paths, packages, declarations, CODEOWNERS and imports by target. */
export interface FactsInput {
  readonly files: readonly string[];
  readonly packages?: readonly { readonly name: string; readonly root: string }[];
  readonly modules?: readonly DeclaredModule[];
  readonly teams?: readonly DeclaredTeam[];
  readonly codeowners?: string;
  readonly imports?: Readonly<Record<string, readonly string[]>>;
}

export function buildFacts(input: FactsInput): Facts {
  return {
    declared: ready({
      ...NOTHING_DECLARED,
      files: [WIRING.path],
      modules: input.modules ?? [],
      teams: input.teams ?? [],
    }),
    files: ready({
      files: [...input.files].sort().map(path => ({
        path: repoPath(path),
        role: /\.test\./.test(path) ? ('test' as const) : ('source' as const),
        language: 'typescript' as const,
      })),
      skipped: [],
      listedBy: 'memory',
    }),
    modules: ready({
      packages: (input.packages ?? []).map(packageFact),
      toldBy: ['npm workspaces'],
      problems: [],
    }),
    imports: ready({
      files: Object.entries(input.imports ?? {}).map(([path, targets]) => fileImports(path, targets)),
      unread: {},
    }),
    ownership:
      input.codeowners === undefined
        ? absent('there is no CODEOWNERS', 'owners')
        : ready(parseCodeowners(repoPath('CODEOWNERS'), input.codeowners)),
    history: absent('there is no git', 'history'),
    runtime: NO_TRACES,
  };
}

const WIRING: Place = { path: repoPath('architecture.wiring'), range: FILE_START };

export function declaredModule(
  name: string,
  paths: readonly string[],
  more: Partial<DeclaredModule> = {},
): DeclaredModule {
  return {
    name,
    at: WIRING,
    whole: WIRING,
    paths: paths.map(glob => ({ include: { glob, at: WIRING }, except: [] })),
    ...more,
  };
}

export function declaredTeam(
  name: string,
  handles: readonly string[] = [],
  members: readonly string[] = [],
): DeclaredTeam {
  return {
    name,
    at: WIRING,
    whole: WIRING,
    handles: handles.map(handle => ({ name: handle, at: WIRING })),
    members: members.map(email => ({ email, at: WIRING })),
  };
}

export function owner(...teams: readonly string[]): NonNullable<DeclaredModule['owner']> {
  return { mode: 'any', teams: teams.map(name => ({ name, at: WIRING })), at: WIRING };
}

function packageFact({ name, root }: { readonly name: string; readonly root: string }): PackageFact {
  return {
    name,
    root: repoPath(root),
    kind: 'package',
    manifest: repoPath(`${root}/package.json`),
    published: false,
    entries: [],
    hasExports: false,
    exported: [],
    dependencies: [],
  };
}

export function fileImports(path: string, targets: readonly string[]): FileImports {
  return {
    path: repoPath(path),
    imports: targets.map(importFact),
    ignores: [],
    generated: false,
  };
}

function importFact(target: string, line: number): ImportFact {
  const range = { start: { line, character: 15 }, end: { line, character: 15 + target.length } };
  return {
    specifier: target,
    kind: 'static',
    typeOnly: target.startsWith('type:'),
    names: [{ name: 'x', typeOnly: false }],
    range,
    statement: { start: { line, character: 0 }, end: range.end },
    resolution: {
      to: 'file',
      path: repoPath(target.replace(/^type:/, '')),
      through: 'relative',
      exported: true,
    },
  };
}
