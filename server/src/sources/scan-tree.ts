import type { ts } from 'ts-morph';
import type { ImportedName } from '#core/facts/imports';
import { type Found, importedName, WHOLE_MODULE } from './scan-found.ts';
import { intern } from './scan-strings.ts';
import type { TypeScript } from './typescript.ts';

/** The file as TypeScript parses it; JSDoc is left out, so that types named in comments are no imports. */
export function parseTree(ts: TypeScript, path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
}

/** The sure path: imports from a whole syntax tree, by position. The light path has to agree with it on every file. */
export function findInTree(ts: TypeScript, file: ts.SourceFile): readonly Found[] {
  const found: Found[] = [];
  // An explicit stack: generated code nests deeper than the call stack.
  const open: ts.Node[] = [file];
  const push = (node: ts.Node): undefined => {
    open.push(node);
  };
  for (let node = open.pop(); node; node = open.pop()) {
    const one = importAt(ts, file, node);
    if (one) found.push(one);
    ts.forEachChild(node, push);
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  // Where it takes up a top-level `await` a second time, the parser may list the statements behind it twice.
  return found.filter((one, at) => one.start !== found[at - 1]?.start || one.end !== found[at - 1]?.end);
}

function importAt(ts: TypeScript, file: ts.SourceFile, node: ts.Node): Found | undefined {
  const give = (
    kind: Found['kind'],
    specifier: ts.Node,
    names: readonly ImportedName[],
    typeOnly: boolean,
    sure = true,
  ): Found => {
    const literal = sure && ts.isStringLiteralLike(specifier);
    const start = specifier.getStart(file);
    // A string that is still being typed has no closing quote.
    const closed = specifier.end - start > 1 && file.text[specifier.end - 1] === file.text[start];
    return {
      kind,
      specifier: literal ? intern(specifier.text) : '',
      literal,
      typeOnly,
      names,
      specifierStart: literal ? start + 1 : start,
      specifierEnd: literal && closed ? specifier.end - 1 : specifier.end,
      start: node.getStart(file),
      end: node.end,
    };
  };

  if (ts.isImportDeclaration(node)) {
    if (!ts.isStringLiteral(node.moduleSpecifier)) return undefined;
    const clause = node.importClause;
    if (!clause) return give('side-effect', node.moduleSpecifier, [], false);
    const whole = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
    const names: ImportedName[] = [];
    if (clause.name) names.push(importedName('default', whole));
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.push(importedName('*', whole));
    else if (bindings) names.push(...bindings.elements.map(element => nameOf(element, whole)));
    return give('static', node.moduleSpecifier, names, whole || allTypes(names));
  }
  if (ts.isExportDeclaration(node)) {
    if (!node.moduleSpecifier || !ts.isStringLiteral(node.moduleSpecifier)) return undefined;
    const whole = node.isTypeOnly;
    const names =
      node.exportClause && ts.isNamedExports(node.exportClause)
        ? node.exportClause.elements.map(element => nameOf(element, whole))
        : [importedName('*', whole)];
    return give('re-export', node.moduleSpecifier, names, whole || allTypes(names));
  }
  if (ts.isImportEqualsDeclaration(node)) {
    if (!ts.isExternalModuleReference(node.moduleReference)) return undefined;
    const { expression } = node.moduleReference;
    if (isMissing(expression)) return undefined;
    return give('import-equals', expression, [importedName('*', node.isTypeOnly)], node.isTypeOnly);
  }
  if (ts.isImportTypeNode(node)) {
    if (!ts.isLiteralTypeNode(node.argument)) return undefined;
    if (!ts.isStringLiteralLike(node.argument.literal)) return undefined;
    let first = node.qualifier;
    while (first && ts.isQualifiedName(first)) first = first.left;
    return give('import-type', node.argument.literal, [importedName(first?.text ?? '*', true)], true);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [argument, second] = node.arguments;
  if (!argument || isMissing(argument)) return undefined;
  const callee = node.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return give('dynamic', argument, WHOLE_MODULE, false);
  if (isPhase(ts, callee)) return give('dynamic', argument, WHOLE_MODULE, false);
  if (isRequire(ts, callee)) return give('require', argument, WHOLE_MODULE, false);
  if (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 'resolve' &&
    isRequire(ts, callee.expression)
  ) {
    // With search paths of its own (`{ paths: … }`) nobody can tell where it looks.
    return give('require', argument, [], false, second === undefined);
  }
  return undefined;
}

/** `import.defer` and `import.source`; a call of `import.meta` imports nothing. */
function isPhase(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isMetaProperty(node) || node.keywordToken !== ts.SyntaxKind.ImportKeyword) return false;
  return node.name.text === 'defer' || node.name.text === 'source';
}

function isRequire(ts: TypeScript, node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text === 'require';
}

/** What the parser puts where an expression should stand and none does. */
function isMissing(node: ts.Node): boolean {
  return node.pos === node.end;
}

function nameOf(element: ts.ImportSpecifier | ts.ExportSpecifier, whole: boolean): ImportedName {
  return importedName((element.propertyName ?? element.name).text, whole || element.isTypeOnly);
}

function allTypes(names: readonly ImportedName[]): boolean {
  return names.length > 0 && names.every(name => name.typeOnly);
}
