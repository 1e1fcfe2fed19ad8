import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { applyEdits, cursor, PATH, read, textAt } from './support.ts';

const KNOWN = {
  modules: [
    {
      name: '@acme/events',
      path: repoPath('packages/events/package.json'),
      line: 1,
      detail: 'package at packages/events',
    },
    {
      name: 'node.js',
      path: repoPath('packages/node/package.json'),
      line: 2,
      detail: 'package at packages/node',
    },
  ],
  teams: [{ name: '@acme/Shop', path: repoPath('CODEOWNERS'), line: 4, detail: 'owner in CODEOWNERS' }],
};

async function labels(marked: string): Promise<string[]> {
  const { text, position } = cursor(marked);
  const { language } = await read(text, KNOWN);
  return (await language.completion(PATH, position)).map(({ label }) => label).sort();
}

describe('completion', () => {
  it('offers declarations at the top', async () => {
    const found = await labels('team A\n<|>');
    for (const word of ['module', 'team', 'group', 'external', 'accept', 'rules'])
      assert.ok(found.includes(word), word);
  });
  it('offers the clauses of a block', async () => {
    const found = await labels('module m {\n  path "x"\n  <|>\n}');
    for (const word of ['exposes', 'owner', 'path', 'uses', 'volatility'])
      assert.ok(found.includes(word), word);
    assert.ok(!found.includes('handle') && !found.includes('module'));
  });
  it('offers teams where teams are meant, inferred ones too', async () => {
    assert.deepEqual(
      await labels('team A\nteam B { handle "@x/b" }\nmodule A2\nmodule m {\n  owner <|>\n}'),
      ['@acme/Shop', 'A', 'B'],
    );
    assert.deepEqual(await labels('team A\nteam B\nchannel A -> <|>'), ['@acme/Shop', 'B']);
  });
  it('offers modules that are not in the list yet', async () => {
    assert.deepEqual(await labels('module a\nmodule b\nmodule m {\n  uses a, <|>\n}'), [
      '@acme/events',
      'b',
      'node.js',
    ]);
  });
  it('offers modules before the next clause, half typed', async () => {
    const found = await labels('module a\nmodule m {\n  uses <|>\n  owner T\n}\nteam T');
    for (const name of ['a', 'nothing', '@acme/events']) assert.ok(found.includes(name), name);
  });
  it('continues a name that is begun', async () => {
    const found = await labels('module pricing\nmodule m {\n  uses pri<|>\n}');
    assert.deepEqual(found, ['pricing']);
  });
  it('quotes names that need it, and keeps quotes that are there', async () => {
    for (const [marked, want] of [
      ['module m {\n  uses <|>\n}', 'module m {\n  uses "node.js"\n}'],
      ['module m {\n  uses "no<|>"\n}', 'module m {\n  uses "node.js"\n}'],
    ] as const) {
      const { text, position } = cursor(marked);
      const { language } = await read(text, KNOWN);
      const item = (await language.completion(PATH, position)).find(({ label }) => label === 'node.js');
      assert.ok(item?.textEdit && 'range' in item.textEdit, marked);
      assert.equal(applyEdits(text, [item.textEdit]), want);
      assert.equal(item.detail, 'package at packages/node');
    }
  });
  it('offers fixed words, rules and options', async () => {
    assert.deepEqual(await labels('team A\nteam B\nchannel A -> B by <|>'), [
      'chat',
      'embedded',
      'meeting',
      'review',
      'ticket',
    ]);
    assert.deepEqual(await labels('team A {\n  kind <|>\n}'), [
      'complicated-subsystem',
      'enabling',
      'platform',
      'stream-aligned',
    ]);
    assert.deepEqual(await labels('history {\n  change "a1b2c3d" is <|>\n}'), [
      'bot',
      'ordinary',
      'release',
      'rename-only',
      'revert',
      'sweep',
    ]);
    assert.deepEqual(await labels('history {\n  change is <|>\n}'), ['merge']);
    assert.ok((await labels('accept <|>')).includes('dependency-cycle'));
    assert.ok((await labels('rules {\n  <|>\n}')).includes('dependency-cycle'));
    assert.deepEqual(await labels('rules {\n  split-ownership { <|> }\n}'), ['share']);
  });
  it('offers what is accepted on', async () => {
    assert.deepEqual(await labels('couch c { modules m }\nmodule m\naccept dependency-cycle on couch <|>'), [
      'c',
    ]);
  });
});

describe('names in the editor', () => {
  const files = {
    'a.wiring':
      'team Checkout { handle "@acme/checkout" }\nmodule cart { owner Checkout uses "node.js", pay }\nteam module\n',
    'b.wiring':
      'module pay { owner "Checkout" or @Acme/Checkout uses cart }\nteam cart\naccept dependency-cycle on module cart because "x"\n',
  };
  const at = (path: keyof typeof files, word: string, nth = 0) => {
    const lines = files[path].split('\n');
    const found = lines.flatMap((line, i) =>
      [...line.matchAll(new RegExp(`(?<![\\w/])${word}(?![\\w])`, 'g'))].map(match => ({
        line: i,
        character: match.index + 1,
      })),
    )[nth];
    assert.ok(found, word);
    return found;
  };
  const [A, B] = [repoPath('a.wiring'), repoPath('b.wiring')];

  it('lead to their declaration, over files and kinds', async () => {
    const { language, problems } = await read(files, KNOWN);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      (await language.definition(B, at('b.wiring', 'cart'))).map(({ path, range }) => [path, range.start]),
      [['a.wiring', { line: 1, character: 7 }]],
    );
    // The team called cart is another thing.
    assert.deepEqual(
      (await language.definition(B, at('b.wiring', 'cart', 1))).map(({ path, range }) => [path, range.start]),
      [['b.wiring', { line: 1, character: 5 }]],
    );
    assert.deepEqual(
      (await language.definition(B, at('b.wiring', 'Checkout'))).map(({ path }) => path),
      ['a.wiring'],
    );
  });
  it('lead to where they were inferred from', async () => {
    const { language } = await read(files, KNOWN);
    const [place] = await language.definition(A, at('a.wiring', 'node.js'));
    assert.deepEqual([place?.path, place?.range.start.line], ['packages/node/package.json', 2]);
  });
  it('know their mentions', async () => {
    const { language } = await read(files, KNOWN);
    const all = await language.references(A, at('a.wiring', 'cart'), true);
    assert.deepEqual(
      all.map(({ path, range }) => `${path}:${range.start.line}:${textAt(files[path as 'a.wiring'], range)}`),
      ['a.wiring:1:cart', 'b.wiring:0:cart', 'b.wiring:2:cart'],
    );
    assert.equal((await language.references(A, at('a.wiring', 'cart'), false)).length, 2);
  });
  it('are renamed everywhere, quoted where needed', async () => {
    const { language } = await read(files, KNOWN);
    for (const [name, written] of [
      ['basket', 'basket'],
      ['my.cart', '"my.cart"'],
      ['path', '"path"'],
    ] as const) {
      const renamed = await language.rename(B, at('b.wiring', 'cart', 2), name);
      assert.ok(renamed.ok);
      const after = Object.fromEntries(
        Object.entries(files).map(([path, text]) => [
          path,
          applyEdits(
            text,
            renamed.edits.filter(edit => edit.path === path),
          ),
        ]),
      );
      assert.equal(after['a.wiring'], files['a.wiring'].replace('module cart', `module ${written}`));
      assert.equal(
        after['b.wiring'],
        files['b.wiring']
          .replace('uses cart', `uses ${written}`)
          .replace('on module cart', `on module ${written}`),
      );
      assert.deepEqual((await read(after, KNOWN)).problems, []);
    }
    const team = await language.rename(A, at('a.wiring', 'Checkout', 0), 'Pay');
    // A mention by handle stays what it is.
    assert.ok(team.ok && team.edits.length === 3);
  });
  it('are not renamed where that cannot be', async () => {
    const { language } = await read(files, KNOWN);
    const inferred = await language.prepareRename(A, at('a.wiring', 'node.js'));
    assert.ok(inferred && !inferred.ok && /packages\/node\/package\.json/.test(inferred.message));
    const taken = await language.rename(A, at('a.wiring', 'cart'), 'pay');
    assert.ok(!taken.ok && /already a module "pay"/.test(taken.message));
    assert.equal(await language.prepareRename(A, { line: 0, character: 0 }), undefined);
    const empty = await language.rename(A, at('a.wiring', 'cart'), ' ');
    assert.equal(empty.ok, false);
  });
  it('are told for hovers', async () => {
    const { language } = await read(files, KNOWN);
    const kinds = [
      language.nameAt(A, at('a.wiring', 'Checkout')),
      language.nameAt(A, at('a.wiring', 'node.js')),
      language.nameAt(B, at('b.wiring', 'cart', 1)),
      language.nameAt(B, at('b.wiring', 'dependency-cycle')),
      language.nameAt(B, at('b.wiring', 'cart', 2)),
      language.nameAt(B, at('b.wiring', 'owner')),
    ];
    assert.deepEqual(
      kinds.map(found => found && [found.kind, found.name, found.declares]),
      [
        ['team', 'Checkout', true],
        ['module', 'node.js', false],
        ['team', 'cart', true],
        ['rule', 'dependency-cycle', false],
        ['module', 'cart', false],
        undefined,
      ],
    );
  });
});

describe('the rest of the editor', () => {
  const text = 'wiring 1\ngroup G {\n  lead "x"\n}\nteam T in G\nmodule queue {\n  path "x"\n  owner T\n}\n';
  it('outlines', async () => {
    const { language } = await read(text);
    assert.deepEqual(
      (await language.symbols(PATH)).map(({ name }) => name),
      ['G', 'T', 'queue'],
    );
  });
  it('folds blocks', async () => {
    const { language } = await read(text);
    assert.deepEqual(
      (await language.folding(PATH)).map(({ startLine }) => startLine),
      [1, 5],
    );
  });
  it('colours by meaning', async () => {
    const { language } = await read(text);
    const { data } = await language.semanticTokens(PATH);
    const types = language.semanticTokensLegend.tokenTypes;
    const lines = text.split('\n');
    let [line, character] = [0, 0];
    const tokens: string[] = [];
    for (let i = 0; i < data.length; i += 5) {
      const [down = 0, right = 0, length = 0, type = 0] = data.slice(i, i + 4);
      character = down > 0 ? right : character + right;
      line += down;
      tokens.push(`${lines[line]?.slice(character, character + length)}:${types[type]}`);
    }
    for (const want of ['module:keyword', 'queue:namespace', 'owner:keyword', 'T:class', 'G:type'])
      assert.ok(tokens.includes(want), `${want} in ${tokens}`);
  });
  it('answers nothing for a file that was not read', async () => {
    const { language } = await read(text);
    const other = repoPath('other.wiring');
    const here = { line: 0, character: 0 };
    assert.deepEqual(await language.completion(other, here), []);
    assert.deepEqual(await language.definition(other, here), []);
    assert.deepEqual(await language.references(other, here, true), []);
    assert.deepEqual(await language.symbols(other), []);
    assert.deepEqual(language.format(other), []);
    assert.equal(language.nameAt(other, here), undefined);
  });
});
