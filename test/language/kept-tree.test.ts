/**
 * A language into which somebody types says what one says that reads the text for the first time. Real texts are edited at
 * random; after each edit all that either knows is compared: facts, problems, the whole syntax tree, and what editors ask.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type AstNode, AstUtils, type CstNode, isCompositeCstNode, isReference } from 'langium';
import type { Position } from '#core/facts/place';
import { RULES } from '#core/rules/registry';
import { createEditor } from '#language/editor/editor';
import { createEditorServices } from '#language/editor/services';
import { languageOver } from '#language/index';
import type { InferredNames } from '#language/language';
import { PATH } from './support.ts';

const TEXTS = textsOf();

/** What people type, cut out or take back, whole statements and halves of them. */
const PIECES = [
  ...['\n', ' ', ',', '"', '{', '}', '/', '*', '-', 'x', '7', '%', '.', "'", '\r\n', '\uFEFF', '\t'],
  ...['// said\n', '/* said */', '/*', '*/', '->', 'root\n', 'wiring 1\n', 'nothing', 'at most 2 teams\n'],
  ...[
    'module a',
    'module a {\n  path "a/**"\n}\n',
    'uses ',
    'owner A or B\n',
    'team A\n',
    'team A { handle "@a/a" }\n',
  ],
  ...[
    'external service s',
    'external\n',
    'service s known as a,\n',
    'couch c { modules a, b }\n',
    'except "x"',
  ],
  ...[
    'accept hidden-coupling on module a until 2030-01-01\n',
    'until 2030-01-01',
    'because "it is so"\n',
    'modlue b\n',
  ],
  ...[
    'exclude "a",\n',
    '"b/**"\n',
    'rules { couch-too-big off }\n',
    'history { window 3 months }\n',
    'traces "t/**"\n',
  ],
];

/** What nearly always leaves a text without mistakes, at the beginning of a line. */
const HARMLESS = [
  '\n',
  '// said\n',
  '  ',
  '/* said\n twice */\n',
  'team A\n',
  'module a {\n  uses b\n}\n',
  'exclude "a"\n',
];

interface Edit {
  /** Where, and how much is taken away, as shares of the text. */
  readonly at: number;
  readonly taken: number;
  readonly put: string | undefined;
  /** At the beginning of a line. */
  readonly atLine: boolean;
  /** Taken back before the next edit, so that mistakes do not heap up. */
  readonly back: boolean;
}

const place = fc.double({ min: 0, max: 1, noNaN: true });
const taken = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 200 }) },
);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    at: place,
    taken,
    // Undefined: what was taken last is put here.
    put: fc.option(fc.constantFrom('', ...PIECES), { nil: undefined, freq: 8 }),
    atLine: fc.boolean(),
    back: fc.boolean(),
  }),
  fc.record({
    at: place,
    taken: fc.constant(0),
    put: fc.constantFrom(...HARMLESS),
    atLine: fc.constant(true),
    back: fc.boolean(),
  }),
);

describe('a tree of which parts are kept', () => {
  const rules = { rules: RULES };

  function open() {
    const services = createEditorServices(rules);
    const { language, documents } = languageOver(services, { rules });
    return { language, documents, editor: createEditor({ ...documents, services: services.langium }) };
  }
  const typed = open();
  const fresh = open();
  const seen = new WeakSet<AstNode>();
  let kept = 0;
  let made = 0;

  /** All that one of them knows of a text. */
  async function known(by: ReturnType<typeof open>, text: string, names: InferredNames, at: Position) {
    const facts = await by.language.read(new Map([[PATH, text]]));
    const problems = await by.language.check(names);
    const document = await by.documents.document(PATH);
    const { editor } = by;
    return {
      facts,
      problems,
      tree: document ? dump(document.parseResult.value) : [],
      nameAt: editor.nameAt(PATH, at),
      completion: await editor.completion(PATH, at),
      definition: await editor.definition(PATH, at),
      references: await editor.references(PATH, at, true),
      rename: await editor.prepareRename(PATH, at),
      symbols: await editor.symbols(PATH),
      folding: await editor.folding(PATH),
      format: editor.format(PATH),
      // Its result has a name of its own each time.
      colours: (await editor.semanticTokens(PATH)).data,
    };
  }

  async function agree(text: string, names: InferredNames, at: Position): Promise<void> {
    const now = await known(typed, text, names, at);
    // Forgotten, so that nothing of it is kept.
    await fresh.language.read(new Map());
    assert.deepEqual(now, await known(fresh, text, names, at), JSON.stringify(text));
    const elements = elementsOf(typed);
    made += elements.length;
    kept += elements.filter(element => seen.has(element)).length;
    for (const element of elements) seen.add(element);
  }

  const elementsOf = ({ documents }: ReturnType<typeof open>): readonly AstNode[] => {
    const root = documents.documentNow(PATH)?.parseResult.value;
    return root && 'elements' in root && Array.isArray(root.elements) ? root.elements : [];
  };

  it('is the tree of a text that is read for the first time', async function () {
    this.timeout(240_000);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (start, edits, inferred) => {
          const names = { modules: inferred ? [{ name: 'a', detail: 'a' }] : [], teams: [] };
          let text = start;
          let last = '';
          await agree(text, names, { line: 0, character: 0 });
          for (const { at, taken, put, atLine, back } of edits) {
            const before = text;
            const offset = Math.floor(at * text.length);
            const from = atLine ? text.lastIndexOf('\n', offset) + 1 : offset;
            const piece = put ?? last;
            if (taken > 0) last = text.slice(from, from + taken);
            text = text.slice(0, from) + piece + text.slice(from + taken);
            await agree(text, names, positionAt(text, from + piece.length));
            if (back) text = before;
          }
        },
      ),
      { seed: 20261127, numRuns: 80 },
    );
    // Nothing would be tested otherwise.
    assert.ok(kept > made / 4, `${kept} of ${made} statements were kept`);
  });

  const NOBODY: InferredNames = { modules: [], teams: [] };
  const AT = { line: 1, character: 8 };

  it('takes up a statement where it was cut out, and moves it', async () => {
    const a = 'module a {\n  uses b\n}\n';
    const b = '// said of b\nmodule b { path "b" }\n';
    const c = 'module c { uses a }\n';
    const texts = [
      a + b + c,
      a + c,
      `\n${a}${c}`,
      `${c}${a}`,
      `${a}module\n${c}`,
      a + b + c,
      `${a}${b}\n${c}//`,
      a,
    ];
    for (const text of texts) await agree(text, NOBODY, AT);
  });

  it('reads a statement again that begins at another column of its line', async () => {
    const b = ' module b { uses a }';
    for (const name of ['a', 'abc', 'a']) await agree(`module ${name} { path "a" }${b}\n`, NOBODY, AT);
  });

  it('names the line of a clause anew where that has moved', async () => {
    const twice = 'module a {\n  owner A\n  owner B\n}\nteam A\nteam B\n';
    for (const text of [twice, `\n${twice}`, `team C\n${twice}`, twice]) await agree(text, NOBODY, AT);
  });
});

/** Everything that the tree of a file holds, as text. */
function dump(file: AstNode): string[] {
  const lines: string[] = [];
  const root = file.$cstNode;
  const nodes = [...AstUtils.streamAst(file)];
  const numberOf = new Map(nodes.map((node, i) => [node, i]));
  const leaf = ({ offset, end, range, text, hidden, grammarSource }: CstNode) =>
    JSON.stringify([offset, end, range, text, hidden, grammarSource?.$type, grammarSource?.$containerIndex]);
  const walk = (node: CstNode, depth: number) => {
    const owner = node.hidden ? '' : numberOf.get(node.astNode);
    assert.ok(node.root === root, 'every part lies in this tree');
    lines.push(`${' '.repeat(depth)}${leaf(node)} ${owner}`);
    if (!isCompositeCstNode(node)) return;
    for (const part of node.content) {
      assert.ok(part.container === node);
      walk(part, depth + 1);
    }
  };
  if (root) walk(root, 0);
  for (const node of nodes) {
    const own = Object.entries(node).flatMap(([name, value]) =>
      name.startsWith('$') || isReference(value) || typeof value === 'object' ? [] : [[name, value]],
    );
    const { $type, $container, $containerProperty, $containerIndex, $cstNode } = node;
    const container = $container && numberOf.get($container);
    lines.push(
      JSON.stringify([$type, container, $containerProperty, $containerIndex, $cstNode?.offset, own]),
    );
    for (const { reference, property, index } of AstUtils.streamReferences(node)) {
      if (!isReference(reference)) continue;
      const { ref, error, $refText, $refNode } = reference;
      const target = ref && (numberOf.get(ref) ?? ref.$type);
      lines.push(JSON.stringify([property, index, $refText, $refNode?.offset, target, error?.message]));
    }
  }
  return lines;
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function textsOf(): string[] {
  const at = (path: string) => new URL(`../../${path}`, import.meta.url);
  const page = readFileSync(at('docs/language.md'), 'utf8');
  const examples = readdirSync(at('examples'))
    .map(name => `examples/${name}/architecture.wiring`)
    .filter(path => !path.includes('three-thousand'));
  return [
    ...[...page.matchAll(/^```wiring *\w*\n([\s\S]*?)^```$/gm)].map(match => match[1] ?? ''),
    ...['architecture.wiring', 'test/language/data/first-part.txt', ...examples].map(path =>
      readFileSync(at(path), 'utf8'),
    ),
  ];
}
