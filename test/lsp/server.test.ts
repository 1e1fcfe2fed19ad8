import assert from 'node:assert/strict';
import type { CompletionItem, Hover, Location } from 'vscode-languageserver-protocol';
import type { CheckSummary, FileStatus, InitialFile, LogText } from '../../server/src/lsp/protocol.ts';
import { NORTHWIND } from '../editor/support/repository.ts';
import { type Client, startClient } from './support/client.ts';

const CART = 'packages/cart/src/index.ts';
const WIRING = 'architecture.wiring';
const codes = (diagnostics: readonly { readonly code?: unknown }[]) =>
  diagnostics.map(one => one.code).sort();

describe('the language server, over stdio', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ files: NORTHWIND });
  });
  after(() => client.stop());

  it('says what it can do', () => {
    const { capabilities, serverInfo } = client.answer;
    assert.equal(serverInfo?.name, 'Wiring');
    assert.ok(capabilities.hoverProvider);
    assert.ok(capabilities.codeActionProvider);
    assert.ok(capabilities.completionProvider);
    assert.ok(capabilities.renameProvider);
    assert.ok(capabilities.semanticTokensProvider);
  });

  it('marks an undeclared import in a TypeScript file that is not even open', async () => {
    const [finding] = await client.until(CART, all => all.length === 1);
    assert.equal(finding?.code, 'undeclared-dependency');
    assert.equal(finding?.source, 'wiring');
    assert.deepEqual(finding?.range, {
      start: { line: 1, character: 22 },
      end: { line: 1, character: 45 },
    });
    assert.equal(finding?.relatedInformation?.[0]?.location.uri, client.uri(WIRING));
  });

  it('marks a CODEOWNERS rule that matches nothing, as unnecessary', async () => {
    const [finding] = await client.until('CODEOWNERS', all => all.length === 1);
    assert.equal(finding?.code, 'unmatched-path');
    assert.deepEqual(finding?.tags, [1]);
  });

  it('marks an unknown name in a wiring file, and mends it', async () => {
    await client.open(WIRING);
    await client.until(WIRING, all => all.some(one => one.code === 'unknown-name'));
    const action = (await client.actions(WIRING, 'Pricng')).find(one => one.title.includes('Pricing'));
    assert.ok(action, 'a quick fix that names Pricing');
    const resolved = action.edit ? action : await client.request<typeof action>('codeAction/resolve', action);
    await client.apply(resolved.edit);
    await client.until(WIRING, all => all.length === 0);
    assert.ok(client.text(WIRING).includes('owner Pricing'));
  });

  it('declares the use by a quick fix, and the finding is gone', async () => {
    await client.open(CART);
    const actions = await client.actions(CART, '@northwind/legacy-tax');
    const titles = actions.map(action => action.title);
    const declare = actions.find(action => /declare/i.test(action.title));
    assert.ok(declare, `a quick fix that declares the use among: ${titles.join(', ')}`);
    assert.equal(declare.edit, undefined, 'edits are left for resolve');
    const resolved = await client.request<typeof declare>('codeAction/resolve', declare);
    await client.apply(resolved.edit);
    await client.until(CART, all => all.length === 0);
    assert.match(client.text(WIRING), /uses pricing,\s+legacy-tax/);
  });

  it('counts unsaved text', async () => {
    await client.edit(WIRING, ', legacy-tax', '');
    await client.until(CART, all => codes(all).includes('undeclared-dependency'));
    await client.edit(CART, "import { taxOf } from '@northwind/legacy-tax';\n", '');
    await client.until(CART, all => all.length === 0);
    await client.edit(
      CART,
      'import { price }',
      "import { taxOf } from '@northwind/legacy-tax';\nimport { price }",
    );
    const [finding] = await client.until(CART, all => all.length === 1);
    assert.equal(finding?.range.start.line, 0);
  });

  it('keeps the last good model while a wiring file is broken', async () => {
    await client.edit(WIRING, 'module pricing {', 'module pricing {{{ ');
    await client.until(WIRING, all => all.length > 0);
    assert.deepEqual(codes(client.diagnostics(CART)), ['undeclared-dependency']);
    await client.edit(WIRING, 'module pricing {{{ ', 'module pricing {');
    await client.until(WIRING, all => all.length === 0);
  });

  it('explains an import on hover', async () => {
    const position = client.position(CART, '@northwind/legacy-tax');
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: client.uri(CART) },
      position,
    });
    const text = JSON.stringify(hover.contents);
    for (const said of ['cart', 'legacy', 'Checkout', 'Billing'])
      assert.ok(text.includes(said), `"${said}" in ${text}`);
  });

  it('explains a CODEOWNERS rule and its owner on hover', async () => {
    await client.open('CODEOWNERS');
    const ask = (text: string) =>
      client.request<Hover>('textDocument/hover', {
        textDocument: { uri: client.uri('CODEOWNERS') },
        position: client.position('CODEOWNERS', text),
      });
    assert.match(JSON.stringify((await ask('/packages/cart/')).contents), /matches 2 files/);
    assert.match(JSON.stringify((await ask('@northwind/checkout')).contents), /Checkout/);
  });

  it('explains names in a wiring file on hover', async () => {
    const hover = await client.request<Hover>('textDocument/hover', {
      textDocument: { uri: client.uri(WIRING) },
      position: client.position(WIRING, 'uses pricing', true),
    });
    assert.match(JSON.stringify(hover.contents), /pricing/);
  });

  it('completes owners in CODEOWNERS, after the pattern only', async () => {
    await client.edit(
      'CODEOWNERS',
      '/packages/returns/     @northwind/checkout',
      '/packages/returns/ @north',
    );
    const ask = (text: string) =>
      client.request<CompletionItem[] | { items: CompletionItem[] } | null>('textDocument/completion', {
        textDocument: { uri: client.uri('CODEOWNERS') },
        position: client.position('CODEOWNERS', text, true),
      });
    const labels = itemsOf(await ask('/packages/returns/ @north')).map(item => item.label);
    assert.deepEqual(labels, ['@northwind/billing', '@northwind/checkout', '@northwind/pricing']);
    assert.deepEqual(itemsOf(await ask('/packages/ret')), []);
    assert.deepEqual(itemsOf(await ask('# Whoever is')), []);
  });

  it('leads from an owner to its team, and from a pattern nowhere', async () => {
    const ask = (text: string) =>
      client.request<Location[] | null>('textDocument/definition', {
        textDocument: { uri: client.uri('CODEOWNERS') },
        position: client.position('CODEOWNERS', text),
      });
    const [link] = (await ask('@northwind/billing')) ?? [];
    assert.equal(link?.uri, client.uri(WIRING));
    assert.equal(await ask('/packages/cart/'), null);
  });

  it('completes names, leads to definitions and finds references in a wiring file', async () => {
    const at = (text: string, after = false) => ({
      textDocument: { uri: client.uri(WIRING) },
      position: client.position(WIRING, text, after),
    });
    const items = itemsOf(await client.request('textDocument/completion', at('uses pric', true)));
    assert.ok(
      items.some(item => item.label === 'pricing'),
      items.map(item => item.label).join(', '),
    );
    const definition = await client.request<Location[]>('textDocument/definition', at('pricing\n}'));
    assert.equal(JSON.stringify(definition).includes(client.uri(WIRING)), true);
    const references = await client.request<unknown[]>('textDocument/references', {
      ...at('module pricing', true),
      context: { includeDeclaration: true },
    });
    assert.equal(references.length, 2);
  });

  it('completes scoped names, handles and folders while they are typed', async () => {
    const labels = async (text: string) => {
      await client.edit(WIRING, 'module legacy-tax {', `${text}\n}\nmodule legacy-tax {`);
      const items = itemsOf(
        await client.request('textDocument/completion', {
          textDocument: { uri: client.uri(WIRING) },
          position: client.position(WIRING, text, true),
        }),
      );
      await client.edit(WIRING, `${text}\n}\n`, '');
      return items.map(item => item.label);
    };
    assert.deepEqual(await labels('module m { uses @north'), [
      '@northwind/cart',
      '@northwind/legacy-tax',
      '@northwind/pricing',
    ]);
    await client.edit('CODEOWNERS', '# Whoever', '/docs/ @northwind/docs\n# Whoever');
    assert.deepEqual(await labels('team T { handle "@'), ['@north', '@northwind/docs'], 'no team has them');
    await client.edit('CODEOWNERS', '/docs/ @northwind/docs\n', '');
    assert.deepEqual(await labels('module m { path "packages/'), [
      'packages/cart',
      'packages/legacy-tax',
      'packages/pricing',
    ]);
    for (const comment of ['// see ', '// see "it" /', '/* see ', 'module m { path "http://x" // ']) {
      assert.deepEqual(await labels(comment), [], comment);
    }
  });

  it('renames a team wherever it is named', async () => {
    const edit = await client.request<Parameters<Client['apply']>[0]>('textDocument/rename', {
      textDocument: { uri: client.uri(WIRING) },
      position: client.position(WIRING, 'Billing'),
      newName: 'Invoicing',
    });
    await client.apply(edit);
    assert.match(client.text(WIRING), /team Invoicing/);
    assert.match(client.text(WIRING), /owner Invoicing/);
  });

  it('gives symbols, folding, formatting and semantic tokens of a wiring file', async () => {
    const textDocument = { uri: client.uri(WIRING) };
    const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument });
    assert.ok(JSON.stringify(symbols).includes('"cart"'));
    const folds = await client.request<unknown[]>('textDocument/foldingRange', { textDocument });
    assert.ok(folds.length >= 6);
    const tokens = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', {
      textDocument,
    });
    assert.ok(tokens.data.length > 0 && tokens.data.length % 5 === 0);
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.request<unknown[]>('textDocument/formatting', { textDocument, options });
    assert.deepEqual(edits, [], 'the example is formatted');
  });

  it('tells the owner of a file', async () => {
    const status = await client.request<FileStatus>('wiring/status', { uri: client.uri(CART) });
    assert.equal(status.state, 'ready');
    assert.equal(status.text, 'Checkout');
    assert.equal(status.module, 'cart');
    assert.equal(status.ownerAt?.uri, client.uri(WIRING));
    const outside = await client.request<FileStatus>('wiring/status', { uri: 'file:///elsewhere/a.ts' });
    assert.equal(outside.state, 'outside');
  });

  it('checks on demand, and tells what was read', async () => {
    const summary = await client.request<CheckSummary>('wiring/check', {});
    assert.equal(summary.cancelled, false);
    assert.equal(summary.roots.length, 1);
    assert.ok((summary.roots[0]?.errors ?? 0) >= 1);
    const { text } = await client.request<LogText>('wiring/log', {});
    assert.match(text, /1 change of main/);
  });

  it('does not offer to write a second wiring file', async () => {
    const file = await client.request<InitialFile>('wiring/init', { uri: client.uri('') });
    assert.deepEqual(file, { uri: client.uri(WIRING), exists: true, text: '' });
  });
});

function itemsOf(answer: CompletionItem[] | { items: CompletionItem[] } | null): CompletionItem[] {
  return Array.isArray(answer) ? answer : (answer?.items ?? []);
}
