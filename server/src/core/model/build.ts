import { ownerRuleFor } from '../codeowners.ts';
import { type DeclaredFacts, type DeclaredModule, NOTHING_DECLARED } from '../facts/declared.ts';
import type { Facts } from '../facts/facts.ts';
import type { FileFact, FileFacts, FileRole } from '../facts/files.ts';
import type { FileImports, ImportFacts } from '../facts/imports.ts';
import type { ModuleFacts, PackageFact } from '../facts/modules.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { FILE_START, type Place, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { lastFor } from '../once-for.ts';
import { type Gathered, gatherEdges, unitMeant } from './edges.ts';
import { importIndex } from './import-index.ts';
import { type Layout, layOut, type Unit } from './layout.ts';
import type { Model, Module, ModuleEdge, ModuleName, ModuleOverlap, Ownership, TeamName } from './model.ts';
import { gatherTeams, type Teams } from './teams.ts';

/**
 * Joins the facts into one frozen model. The expensive parts (which module holds which file, which rule wins where,
 * which imports cross) are remembered by the identity of the facts that they come from, so that a keystroke rebuilds
 * what it changed. Sources that are absent count as empty; whether a rule may run is the rule's question.
 */
export function buildModel(facts: Facts): Model {
  const declared = factsOf(facts.declared) ?? NOTHING_DECLARED;
  const files = factsOf(facts.files) ?? NO_FILES;
  const packages = (factsOf(facts.modules) ?? NO_MODULES).packages;
  const imports = factsOf(facts.imports) ?? NO_IMPORTS;
  const rules = factsOf(facts.ownership)?.rules ?? NO_RULES;

  const layout = layoutFor(declared.modules, packages, files);
  const roles = rolesFor(files, imports);
  const ruleOf = rulesFor(rules);
  const teams = teamsBehind(rules, [declared.teams], () => gatherTeams(declared.teams, rules));
  const edges = edgesFor(imports, layout, files);

  const ownerships = ownershipsBy(declared, teams);
  const ownershipOf = (path: RepoPath): Ownership => {
    const unit = layout.unitOf(path);
    const said = unit && ownerships.declared(unit);
    return said ?? ownerships.byRule(ruleOf(path));
  };

  const { modules, byName } = modulesIn(layout, [declared.modules, rules, teams], () =>
    gatherModules(layout, declared, ownerships, ruleOf),
  );
  let byPair: Map<string, Map<string, ModuleEdge>> | undefined;

  return Object.freeze<Model>({
    facts,
    modules,
    teams: teams.all,
    module: name => byName.get(name),
    team: name => teams.find(name),
    moduleOf: path => {
      const unit = layout.unitOf(path);
      return unit && byName.get(unit.name);
    },
    moduleMeant: resolution => {
      const unit = unitMeant(resolution, layout);
      return unit && byName.get(unit.name);
    },
    roleOf: path => roles.roleOf(path),
    ownershipOf,
    importsOf: path => roles.importsOf(path),
    edges,
    edge: (from, to) => {
      byPair ??= indexEdges(edges);
      return byPair.get(from)?.get(to);
    },
    overlaps: layout.overlaps.flatMap(overlap => toOverlap(overlap, declared.modules)),
    ownerRuleOf: ruleOf,
    teamsOf: rule => teams.behind(rule),
  });
}

/** The last of each kept: as long as nothing that makes them differs, modules and teams are the same objects. */
const teamsBehind = lastFor<readonly OwnerRule[], Teams>();
const modulesIn = lastFor<Layout, ReturnType<typeof gatherModules>>();

function gatherModules(
  layout: Layout,
  declared: DeclaredFacts,
  ownerships: Ownerships,
  ruleOf: (path: RepoPath) => OwnerRule | undefined,
) {
  const modules = layout.units.map(
    unit =>
      new BuiltModule(
        unit,
        unit.declared === undefined ? undefined : declared.modules[unit.declared],
        () => ownerships.declared(unit) ?? mostOf(unit.files, ruleOf, ownerships),
      ),
  );
  const byName = new Map<string, Module>();
  for (const module of modules) byName.set(module.name, module);
  for (const module of modules) {
    for (const alias of module.aliases) if (!byName.has(alias)) byName.set(alias, module);
  }
  return { modules, byName };
}

const NO_FILES: FileFacts = { files: [], skipped: [], listedBy: 'memory' };
const NO_MODULES: ModuleFacts = { packages: [], toldBy: [], problems: [] };
const NO_IMPORTS: ImportFacts = { files: [], unread: {} };
const NO_RULES: readonly OwnerRule[] = [];

const layouts = new WeakMap<FileFacts, { packages: readonly PackageFact[]; key: string; layout: Layout }>();

/** The layout depends on names and paths of declarations, not on where they stand in their file. */
function layoutFor(
  declared: readonly DeclaredModule[],
  packages: readonly PackageFact[],
  files: FileFacts,
): Layout {
  const key = JSON.stringify(
    declared.map(({ name, paths }) => [
      name,
      paths.map(({ include, except }) => [include.glob, except.map(({ glob }) => glob)]),
    ]),
  );
  const last = layouts.get(files);
  if (last && last.packages === packages && last.key === key) return last.layout;
  const layout = layOut(
    declared,
    packages,
    files.files.map(file => file.path),
  );
  layouts.set(files, { packages, key, layout });
  return layout;
}

interface Roles {
  roleOf(path: RepoPath): FileRole;
  importsOf(path: RepoPath): FileImports | undefined;
}

const fileIndexes = new WeakMap<FileFacts, ReadonlyMap<RepoPath, FileFact>>();

function fileIndex(files: FileFacts): ReadonlyMap<RepoPath, FileFact> {
  const known = fileIndexes.get(files);
  if (known) return known;
  const index = new Map(files.files.map(file => [file.path, file]));
  fileIndexes.set(files, index);
  return index;
}

function rolesFor(files: FileFacts, imports: ImportFacts): Roles {
  const index = fileIndex(files);
  const { read, generated } = importIndex(imports);
  return {
    importsOf: read,
    // A header that says "generated" is stronger than what the path suggests.
    roleOf: path => (generated.has(path) ? 'generated' : (index.get(path)?.role ?? 'other')),
  };
}

const ruleFinders = new WeakMap<readonly OwnerRule[], (path: RepoPath) => OwnerRule | undefined>();

function rulesFor(rules: readonly OwnerRule[]): (path: RepoPath) => OwnerRule | undefined {
  const known = ruleFinders.get(rules);
  if (known) return known;
  const finder = ownerRuleFor(rules);
  ruleFinders.set(rules, finder);
  return finder;
}

const edgeLists = new WeakMap<Layout, Gathered & { readonly files: FileFacts }>();

/** The last edges of a layout are kept: of what a keystroke leaves alone they are the same objects again. */
function edgesFor(imports: ImportFacts, layout: Layout, files: FileFacts): readonly ModuleEdge[] {
  const last = edgeLists.get(layout);
  const before = last?.files === files ? last : undefined;
  if (before?.imports === imports) return before.edges;
  const index = fileIndex(files);
  const gathered = gatherEdges(imports, layout, path => index.get(path)?.role === 'test', before);
  edgeLists.set(layout, { ...gathered, files });
  return gathered.edges;
}

function indexEdges(edges: readonly ModuleEdge[]): Map<string, Map<string, ModuleEdge>> {
  const index = new Map<string, Map<string, ModuleEdge>>();
  for (const edge of edges) {
    const targets = index.get(edge.from);
    if (targets) targets.set(edge.to, edge);
    else index.set(edge.from, new Map([[edge.to, edge]]));
  }
  return index;
}

const NOBODY: Ownership = { mode: 'any', teams: [], because: { by: 'nobody' } };

interface Ownerships {
  declared(unit: Unit): Ownership | undefined;
  byRule(rule: OwnerRule | undefined): Ownership;
}

function ownershipsBy(declared: DeclaredFacts, teams: Teams): Ownerships {
  const said = new Map<number, Ownership>();
  declared.modules.forEach((module, index) => {
    if (!module.owner) return;
    const names = new Set<TeamName>();
    for (const ref of module.owner.teams) {
      const team = teams.find(ref.name);
      if (team) names.add(team.name);
    }
    // An owner that nobody knows is an error at its place; until it is mended CODEOWNERS counts.
    if (names.size === 0) return;
    said.set(index, {
      mode: module.owner.mode,
      teams: [...names].sort(),
      because: { by: 'wiring', module: module.name as ModuleName, at: module.owner.at },
    });
  });
  const byRule = new Map<OwnerRule, Ownership>();
  return {
    declared: unit => (unit.declared === undefined ? undefined : said.get(unit.declared)),
    byRule: rule => {
      if (!rule) return NOBODY;
      let ownership = byRule.get(rule);
      if (!ownership) {
        ownership = { mode: 'any', teams: teams.behind(rule), because: { by: 'codeowners', rule } };
        byRule.set(rule, ownership);
      }
      return ownership;
    },
  };
}

/** A class, for the reason given at `JudgedCouch`. */
class BuiltModule implements Module {
  readonly name: ModuleName;
  readonly aliases: readonly string[];
  readonly root: RepoPath;
  declare readonly declared?: DeclaredModule;
  declare readonly package?: PackageFact;
  readonly packages: readonly PackageFact[];
  readonly files: readonly RepoPath[];
  readonly at: Place;
  readonly #tellOwnership: () => Ownership;
  #ownership: Ownership | undefined;

  constructor(unit: Unit, declaration: DeclaredModule | undefined, tellOwnership: () => Ownership) {
    const { name, aliases, root, packages, files } = unit;
    const [only] = packages;
    this.name = name as ModuleName;
    this.aliases = aliases;
    this.root = root;
    if (declaration) this.declared = declaration;
    if (only && packages.length === 1) this.package = only;
    this.packages = packages;
    this.files = files;
    this.at = declaration?.at ?? manifestPlace(only) ?? { path: files[0] ?? root, range: FILE_START };
    this.#tellOwnership = tellOwnership;
  }

  /** Asked for by few, and a look at every file: told when asked, and remembered. */
  get ownership(): Ownership {
    this.#ownership ??= this.#tellOwnership();
    return this.#ownership;
  }
}

/**
 * The ownership of most files; of equals the one whose teams come first. Several rules may name the same teams: the one most
 * of these files go by tells why, and not that of the first file, which may be its changelog.
 */
function mostOf(
  files: readonly RepoPath[],
  ruleOf: (path: RepoPath) => OwnerRule | undefined,
  ownerships: Ownerships,
): Ownership {
  const byRule = new Map<Ownership, number>();
  for (const path of files) {
    const ownership = ownerships.byRule(ruleOf(path));
    byRule.set(ownership, (byRule.get(ownership) ?? 0) + 1);
  }
  const byTeams = new Map<string, { ownership: Ownership; most: number; count: number }>();
  for (const [ownership, count] of byRule) {
    const key = ownership.teams.join('\n');
    const known = byTeams.get(key);
    if (!known) byTeams.set(key, { ownership, most: count, count });
    else {
      known.count += count;
      if (count > known.most) Object.assign(known, { ownership, most: count });
    }
  }
  let best: { key: string; ownership: Ownership; count: number } | undefined;
  for (const [key, { ownership, count }] of byTeams) {
    if (!best || count > best.count || (count === best.count && key < best.key))
      best = { key, ownership, count };
  }
  return best?.ownership ?? NOBODY;
}

function manifestPlace(fact: PackageFact | undefined): Place | undefined {
  if (!fact?.manifest) return undefined;
  return { path: fact.manifest, range: fact.nameRange ?? FILE_START };
}

function toOverlap(
  overlap: Layout['overlaps'][number],
  declared: readonly DeclaredModule[],
): readonly ModuleOverlap[] {
  const first = declared[overlap.first.module];
  const second = declared[overlap.second.module];
  if (!first || !second) return [];
  return [
    {
      modules: [first.name as ModuleName, second.name as ModuleName],
      at: [
        first.paths[overlap.first.path]?.include.at ?? first.at,
        second.paths[overlap.second.path]?.include.at ?? second.at,
      ],
      files: overlap.files,
    },
  ];
}
