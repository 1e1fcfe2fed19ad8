import type { ts } from 'ts-morph';
import type { FileExports } from '#core/facts/imports';
import { positionsIn, type ScannedImport } from './scan-found.ts';
import { intern } from './scan-strings.ts';
import { parseTree } from './scan-tree.ts';
import type { TypeScript } from './typescript.ts';

/**
 * Names that a file may export as types, told from its text alone: too many rather than too few. Reading every file's
 * exports in earnest would cost more than all imports together, and few files export a name that an import of values asks for
 * and that could be a type.
 */
export function mayExportTypes(text: string): readonly string[] {
  const names = new Set<string>();
  let defaults: string | undefined;
  MAY_EXPORT.lastIndex = 0;
  for (let found = MAY_EXPORT.exec(text); found; found = MAY_EXPORT.exec(text)) {
    const declared = found[1];
    const list = found[2];
    if (declared !== undefined) names.add(declared);
    else if (list !== undefined) {
      for (const item of list.split(',')) {
        const [, alias, name] = /(\bas\s+)?([^\s'"]+)['"]?\s*$/.exec(item.slice(-LONGEST_ITEM)) ?? [];
        // What is passed on under its own name is seen among the imports.
        if (name !== undefined && (found[3] === undefined || alias !== undefined)) names.add(name);
      }
    } else defaults = found[4];
  }
  if (defaults === 'interface' || (defaults !== undefined && names.has(defaults))) names.add('default');
  return names.size === 0 ? NO_NAMES : [...names].map(intern);
}

const NO_NAMES: readonly string[] = [];

/** In characters. Only the end of an item tells its name; the rest is what stands around it. */
const LONGEST_ITEM = 500;

/** A declaration (`interface A {`, `type A =`), a list (`export { a, b as c }`), or a default. A list that nobody
 * closes goes on to the end, so that no text is looked through more than once.
 */
const MAY_EXPORT =
  /\b(?:(?:interface|type)\s+([^\s=<{}(),;:.'"`*/]+)\s*(?:[=<{/]|extends\b)|export\s*(?:type\s*)?\{([^}]*)(?:\}(\s*from\b)?|$)|export\s+default\s+([\w$]+))/g;

/**
 * What a file exports, by its tree. A name that is declared both as type and as value is a value, and so is every namespace
 * and every enum: only what surely vanishes when compiled is a type.
 */
export function exportsOf(
  ts: TypeScript,
  path: string,
  text: string,
  imports: readonly Pick<ScannedImport, 'statement'>[],
): FileExports {
  const file = parseTree(ts, path, text);
  const position = positionsIn(text, text.length);
  const byPlace = new Map(imports.map((one, index) => [placeKey(one.statement.start), index]));
  const importAt = (node: ts.Node) => byPlace.get(placeKey(position(node.getStart(file))));

  const local = localsOf(ts, file, importAt);
  const types = new Set<string>();
  const values = new Set<string>();
  const through: { name: string; original: string; import: number }[] = [];

  const pass = (name: string, from: string): void => {
    const imported = local.imported.get(from);
    if (local.values.has(from)) values.add(name);
    else if (imported) {
      if (imported.original === '*') values.add(name);
      else through.push({ name, ...imported });
    } else if (local.types.has(from)) types.add(name);
    else values.add(name);
  };

  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      const index = statement.moduleSpecifier ? importAt(statement) : undefined;
      if (index !== undefined) {
        if (!clause) through.push({ name: '*', original: '*', import: index });
        else if (ts.isNamespaceExport(clause)) values.add(clause.name.text);
        else {
          for (const { name, propertyName } of clause.elements) {
            through.push({ name: name.text, original: (propertyName ?? name).text, import: index });
          }
        }
      } else if (clause && ts.isNamedExports(clause) && !statement.moduleSpecifier) {
        for (const { name, propertyName } of clause.elements) pass(name.text, (propertyName ?? name).text);
      }
    } else if (ts.isExportAssignment(statement)) {
      if (!statement.isExportEquals && ts.isIdentifier(statement.expression))
        pass('default', statement.expression.text);
      else values.add('default');
    } else if (hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword)) {
      const into = isType(ts, statement) ? types : values;
      const isDefault = hasModifier(ts, statement, ts.SyntaxKind.DefaultKeyword);
      for (const name of isDefault ? ['default'] : declaredNames(ts, statement)) {
        // An exported name may be declared a second time without `export` only as part of the same thing.
        if (into === types && local.values.has(name)) values.add(name);
        else into.add(name);
      }
    }
  }
  return {
    types: [...types].filter(name => !values.has(name)),
    values: [...values],
    through,
  };
}

interface Locals {
  readonly types: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly imported: ReadonlyMap<string, { readonly original: string; readonly import: number }>;
}

function localsOf(
  ts: TypeScript,
  file: ts.SourceFile,
  importAt: (node: ts.Node) => number | undefined,
): Locals {
  const types = new Set<string>();
  const values = new Set<string>();
  const imported = new Map<string, { readonly original: string; readonly import: number }>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const index = importAt(statement);
      const clause = statement.importClause;
      if (index === undefined || !clause) continue;
      if (clause.name) imported.set(clause.name.text, { original: 'default', import: index });
      const bindings = clause.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings))
        imported.set(bindings.name.text, { original: '*', import: index });
      else {
        for (const { name, propertyName } of bindings?.elements ?? []) {
          imported.set(name.text, { original: (propertyName ?? name).text, import: index });
        }
      }
    } else
      for (const name of declaredNames(ts, statement)) (isType(ts, statement) ? types : values).add(name);
  }
  return { types, values, imported };
}

function hasModifier(ts: TypeScript, statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  if (!ts.canHaveModifiers(statement)) return false;
  return ts.getModifiers(statement)?.some(modifier => modifier.kind === kind) === true;
}

function isType(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

/** The names that a statement declares at the top of its file; destructuring included. */
function declaredNames(ts: TypeScript, statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  }
  const named =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isImportEqualsDeclaration(statement);
  return named && statement.name && ts.isIdentifier(statement.name) ? [statement.name.text] : [];
}

function boundNames(ts: TypeScript, name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return [...name.elements].flatMap(element =>
    ts.isBindingElement(element) ? boundNames(ts, element.name) : [],
  );
}

function placeKey({ line, character }: { readonly line: number; readonly character: number }): string {
  return `${line}:${character}`;
}
