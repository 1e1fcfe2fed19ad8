/**
 * What a name means at a place. Every kind of thing has one namespace, filled from all files of the root through
 * Langium's index, and then from the inferred names.
 */
import {
  type AstNodeDescription,
  AstUtils,
  DefaultScopeComputation,
  type LangiumCoreServices,
  type LangiumDocument,
  type LocalSymbols,
  MultiMap,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
  type Stream,
  stream,
} from 'langium';
import * as ast from './generated/ast.ts';
import type { InferredScope } from './inferred.ts';

/** Names are visible in the whole root: everything goes to the index, nothing to local scopes, whose search is linear. */
export class WiringScopeComputation extends DefaultScopeComputation {
  override async collectExportedSymbols(document: LangiumDocument): Promise<AstNodeDescription[]> {
    const exported: AstNodeDescription[] = [];
    const add = (node: NamedNode) => {
      if (node.name) exported.push(this.descriptions.createDescription(node, node.name, document));
      if (ast.isTeam(node) && node.name) exported.push(...this.handles(node, document));
    };
    for (const node of AstUtils.streamContents(document.parseResult.value)) {
      if (isNamedNode(node)) add(node);
      if (ast.isService(node)) {
        for (const clause of node.clauses) if (ast.isPublishes(clause)) clause.events.forEach(add);
      }
    }
    return exported;
  }

  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap();
  }

  /** A team answers to its handles, which are compared without case. */
  private handles(team: ast.Team, document: LangiumDocument): AstNodeDescription[] {
    const handles = team.clauses
      .filter(ast.isHandle)
      .flatMap(clause => clause.handles)
      .filter(Boolean);
    return handles.map(handle => this.descriptions.createDescription(team, handle.toLowerCase(), document));
  }
}

type NamedNode =
  | ast.Group
  | ast.Team
  | ast.Module
  | ast.Service
  | ast.Couch
  | ast.Queue
  | ast.Initiative
  | ast.Flow
  | ast.Capability
  | ast.Event;

function isNamedNode(node: unknown): node is NamedNode {
  return (
    ast.isGroup(node) ||
    ast.isTeam(node) ||
    ast.isModule(node) ||
    ast.isService(node) ||
    ast.isCouch(node) ||
    ast.isQueue(node) ||
    ast.isInitiative(node) ||
    ast.isFlow(node) ||
    ast.isCapability(node)
  );
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['module', ast.Module.$type],
  ['team', ast.Team.$type],
  ['group', ast.Group.$type],
  ['service', ast.Service.$type],
  ['couch', ast.Couch.$type],
  ['queue', ast.Queue.$type],
  ['initiative', ast.Initiative.$type],
  ['flow', ast.Flow.$type],
  ['capability', ast.Capability.$type],
]);

export class WiringScopeProvider implements ScopeProvider {
  private readonly services: LangiumCoreServices;
  private readonly inferred: InferredScope;
  private readonly scopes = new Map<string, Scope>();

  constructor(services: LangiumCoreServices, inferred: InferredScope) {
    this.services = services;
    this.inferred = inferred;
  }

  /** To be called when names were declared, removed or inferred anew. */
  forget(): void {
    this.scopes.clear();
  }

  getScope(context: ReferenceInfo): Scope {
    const type = this.services.shared.AstReflection.getReferenceType(context);
    if (type === ast.Endpoint.$type) return this.either([ast.Module.$type, ast.Team.$type]);
    if (type === ast.Party.$type) return this.either([ast.Module.$type, ast.Team.$type, ast.Service.$type]);
    if (type === ast.Provider.$type)
      return this.either([ast.Service.$type, ast.Module.$type, ast.Team.$type]);
    if (type !== ast.Subject.$type) return this.scopeOf(type);
    const kind = ast.isOn(context.container) ? context.container.kind : undefined;
    const of = kind === undefined ? undefined : KINDS.get(kind);
    return of === undefined ? NOTHING : this.scopeOf(of);
  }

  private scopeOf(type: string): Scope {
    let scope = this.scopes.get(type);
    if (!scope) {
      const declared = this.services.shared.workspace.IndexManager.allElements(type).toArray();
      scope = new NameScope([...declared, ...this.inferred.descriptions(type)]);
      this.scopes.set(type, scope);
    }
    return scope;
  }

  /** The first kind that knows the name. */
  private either(types: readonly string[]): Scope {
    const key = types.join('|');
    let scope = this.scopes.get(key);
    if (!scope) {
      scope = new NameScope(types.flatMap(type => this.scopeOf(type).getAllElements().toArray()));
      this.scopes.set(key, scope);
    }
    return scope;
  }
}

/** Found by hash. Handles are kept in lower case. */
class NameScope implements Scope {
  private readonly byName = new Map<string, AstNodeDescription>();

  constructor(descriptions: readonly AstNodeDescription[]) {
    for (const description of descriptions) {
      const key = keyOf(description.name);
      if (!this.byName.has(key)) this.byName.set(key, description);
    }
  }

  getElement(name: string): AstNodeDescription | undefined {
    return this.byName.get(keyOf(name));
  }

  getElements(name: string): Stream<AstNodeDescription> {
    const found = this.getElement(name);
    return stream(found ? [found] : []);
  }

  getAllElements(): Stream<AstNodeDescription> {
    return stream(this.byName.values());
  }
}

const NOTHING: Scope = new NameScope([]);

/**
 * Names differ by case, except handles. A package's name looks like a handle too, but npm allows no capitals in it,
 * so that nothing is lost.
 */
function keyOf(name: string): string {
  return name.startsWith('@') ? name.toLowerCase() : name;
}
