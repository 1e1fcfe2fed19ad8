/** Names from packages and CODEOWNERS, as nodes that Langium can link to as if they had been declared. */
import type { AstNode, AstNodeDescription, LangiumDocument } from 'langium';
import { URI } from 'langium';
import { Module, Team } from './generated/ast.ts';
import type { InferredName, InferredNames } from './language.ts';

export interface InferredNode extends AstNode {
  readonly $type: 'InferredName';
  readonly inferred: InferredName;
}

export function isInferredNode(node: AstNode | undefined): node is InferredNode {
  return node?.$type === 'InferredName';
}

export interface InferredScope {
  /** The inferred names of a kind, in the order given. */
  descriptions(type: string): readonly AstNodeDescription[];
}

const INFERRED_URI = URI.parse('wiring-inferred:/names');

export class Inferred implements InferredScope {
  private byType = new Map<string, readonly AstNodeDescription[]>();

  /** Replaces all names. The nodes live in a document of their own, which is never parsed. */
  set(names: InferredNames): void {
    const nodes: AstNode[] = [];
    const root = { $type: 'InferredNames', names: nodes };
    const textDocument = undefined;
    const document = {
      uri: INFERRED_URI,
      state: 0,
      references: [],
      textDocument,
      parseResult: { value: root },
    };
    Object.assign(root, { $document: document as unknown as LangiumDocument });
    const describe = (type: string, name: InferredName): AstNodeDescription => {
      const index = nodes.length;
      const node = {
        $type: 'InferredName',
        inferred: name,
        $container: root,
        $containerProperty: 'names',
        $containerIndex: index,
      };
      nodes.push(node);
      return { name: name.name, type, node, documentUri: INFERRED_URI, path: `/names@${index}` };
    };
    this.byType = new Map([
      [Module.$type, names.modules.map(name => describe(Module.$type, name))],
      [Team.$type, names.teams.map(name => describe(Team.$type, name))],
    ]);
  }

  descriptions(type: string): readonly AstNodeDescription[] {
    return this.byType.get(type) ?? [];
  }
}
