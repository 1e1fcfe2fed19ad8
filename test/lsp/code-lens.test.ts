import assert from 'node:assert/strict';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver-protocol';
import type { ExplainedText } from '#lsp/protocol';
import { hub } from '../couches/cases/hub.ts';
import { couchesOfAShop } from '../editor/support/couches.ts';
import { commitsOf } from '../support/commits-of.ts';
import { exampleTree } from '../support/example-tree.ts';
import { CAPABILITIES, type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

describe('verdict lenses', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    const tree = hub('wiring');
    const files = { ...tree.files };
    files[WIRING] += 'couch everything { modules hub, web, app, api }\n';
    client = await startClient({
      commits: commitsOf({ ...tree, files }),
      settings: { explains: true },
      capabilities: {
        ...CAPABILITIES,
        workspace: { ...CAPABILITIES.workspace, codeLens: { refreshSupport: true } },
      },
    });
    await client.open(WIRING);
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  /** Lenses as `line of the text: what stands above it`. */
  async function lenses(path = WIRING): Promise<readonly string[]> {
    const given = await client.request<CodeLens[] | null>('textDocument/codeLens', {
      textDocument: { uri: client.uri(path) },
    });
    const lines = client.text(path).split('\n');
    return (given ?? []).map(
      ({ range, command }) => `${lines[range.start.line]?.split(' ', 2).join(' ')}: ${command?.title}`,
    );
  }

  it('stand above couches, modules and teams, each with the figure that matters', async () => {
    const shown = await lenses();
    const said = (start: string) => shown.filter(line => line.startsWith(`${start}:`));
    assert.deepEqual(said('couch everything'), [
      'couch everything: TOO BIG (fragile) · 4 teams, 0 % alone over 27 changes · 12 months',
    ]);
    assert.deepEqual(said('module hub'), [
      'module hub: TOO BIG (fragile) · 4 teams, 0 % alone over 27 changes · 12 months',
      'module hub: in everything: TOO BIG, 0 % alone over 27 changes',
    ]);
    assert.match(said('module web')[0] ?? '', /^module web: UNKNOWN · 8 carries in 36 months; 10 are needed/);
    assert.deepEqual(said('team Hub'), [
      'team Hub: 0 % alone over 27 changes, most often with api-team (10) · 12 months',
    ]);
    assert.deepEqual(said('team web-team'), [
      'team web-team: none of 8 changes alone, too few to judge · 12 months',
    ]);
  });

  it('lead to the whole story', async () => {
    const given = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri(WIRING) },
    });
    for (const { command } of given) {
      assert.equal(command?.command, 'wiring.explain');
      const [uri, target] = command?.arguments ?? [];
      const { text, root } = await client.request<ExplainedText>('wiring/explain', { uri, target });
      assert.equal(root, client.uri(''));
      assert.match(text, /^# /);
      if (/^TOO BIG/.test(command?.title ?? ''))
        assert.match(text, /^# [^\n]+\n\n## Verdict: TOO BIG\n.*## What may be done\n/s);
      if (String(target).startsWith('team:')) assert.match(text, /## Independence of action/);
    }
  });

  it('answer for what is gone that it is not there', async () => {
    const { text } = await client.request<ExplainedText>('wiring/explain', {
      uri: client.uri(WIRING),
      target: 'couch:gone',
    });
    assert.match(text, /there is no file, module, couch, team or service "couch:gone" here/);
  });

  it('follow what is typed, and ask the editor to ask again', async () => {
    const before = client.refreshed.lenses;
    await client.edit(
      WIRING,
      'couch everything { modules hub, web, app, api }',
      'couch everything { modules hub, web }',
    );
    const shown = await lenses();
    assert.ok(
      shown.some(line => line.startsWith('couch everything: UNKNOWN · 8 carries')),
      shown.join('\n'),
    );
    await client.edit(
      WIRING,
      'couch everything { modules hub, web }',
      'couch everything { modules hub, web, app, api }',
    );
    await lenses();
    await until('the editor to be told', () => client.refreshed.lenses > before);
  });

  it('are silent when switched off, and only a text where the editor cannot explain', async () => {
    const settings = (given: unknown) => client.connection.sendNotification('wiring/settings', given);
    await settings({ lenses: [] });
    assert.deepEqual(await lenses(), []);
    await settings({ lenses: ['verdicts'] });
    assert.ok((await lenses()).length > 0);
    // Rubbish changes nothing.
    await settings({ lenses: 'all' });
    assert.ok((await lenses()).length > 0);
  });

  it('hovers tell the verdict in five lines', async () => {
    const ask = async (text: string, path = WIRING) => {
      const hover = await client.request<Hover | null>('textDocument/hover', {
        textDocument: { uri: client.uri(path) },
        position: client.position(path, text),
      });
      return (hover?.contents as { value?: string } | undefined)?.value ?? '';
    };
    const [, story = ''] = (await ask('hub {')).split('\n\n');
    const lines = story.split('\n');
    assert.equal(lines.length, 5);
    assert.match(lines[0] ?? '', /^- \*\*TOO BIG\*\* \\\(fragile\\\): 0 % of its 27 carries in 12 months/);
    assert.match(lines[1] ?? '', /^- Lifted by Hub 50 %, api-team \d+ %/);
    assert.match(lines[2] ?? '', /^- For example 2026-05-31 [0-9a-f]{10} "For api 10": Hub and api-team$/);
    assert.match(lines[3] ?? '', /^- Part of everything, TOO BIG$/);
    assert.match(lines[4] ?? '', /^- Would help: .*0 % → \d+ % alone; /);
    assert.match(await ask('everything {'), /^\*\*everything\*\*\n\n- \*\*TOO BIG\*\*/);
    const team = await ask('Hub {');
    assert.match(team, /^\*\*Hub\*\*\n\n- 0 %: it lifted none of its 27 changes in 12 months alone\n/);
    assert.match(team, /- Together with api-team 10 times, app-team 9 times and web-team 8 times\n/);
    assert.match(team, /- Last with others 2026-05-31 [0-9a-f]{10} /);
    assert.match(team, /- Would help: /);
  });
});

describe('verdict lenses without history', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ files: hub('wiring').files, trusted: false });
    await client.open(WIRING);
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('are one, which says why', async () => {
    const given = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri(WIRING) },
    });
    assert.equal(given.length, 1);
    assert.match(given[0]?.command?.title ?? '', /^No verdicts · there is no history: /);
    assert.equal(given[0]?.command?.command, '');
  });
});

describe('verdict lenses of modules that nobody declared', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ commits: commitsOf(exampleTree('prime-video')) });
    await client.open('functions/detect/package.json');
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('have their hover there too, at the name', async () => {
    const uri = client.uri('functions/detect/package.json');
    const hovered = async (character: number) =>
      JSON.stringify(
        await client.request<Hover | null>('textDocument/hover', {
          textDocument: { uri },
          position: { line: 0, character },
        }),
      );
    // { "name": "@player/detect", …
    assert.match(await hovered(14), /\*\*JUST RIGHT\*\*: 100 % of its 12 carries/);
    assert.equal(await hovered(1), 'null');
  });

  it('stand in their package.json, with the pieces they belong to', async () => {
    const given = await client.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: client.uri('functions/detect/package.json') },
    });
    assert.deepEqual(
      given.map(({ command }) => command?.title),
      [
        'JUST RIGHT · 1 team, 100 % alone over 12 changes · 12 months',
        'with @player/convert and @player/notify: TOO SMALL, 12 changes in common',
      ],
    );
  });

  it('and so do the quick fixes: making them one names its gain, and leaves nothing to be found', async () => {
    await client.open('functions/convert/package.json');
    await client.open(WIRING);
    const actions = await client.actions('functions/detect/package.json', '@player/detect');
    const merge = actions.find(({ title }) => title.startsWith('Make '));
    assert.match(
      merge?.title ?? '',
      /one module: 3\.0 → 1\.0 modules a carry; the files stay for you to move$/,
    );
    const resolved = await client.request<CodeAction>('codeAction/resolve', merge);
    await client.apply(resolved.edit);
    await client.until('functions/detect/package.json', found =>
      found.every(({ code }) => code !== 'couch-too-small'),
    );
  });
});

describe('an import between couches', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ commits: commitsOf(couchesOfAShop()) });
    await client.open('web/checkout.ts');
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('tells on hover how often both change together, and the verdicts on both', async () => {
    const hover = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri('web/checkout.ts') },
      position: client.position('web/checkout.ts', '../orders/src/order'),
    });
    const value = (hover?.contents as { value?: string } | undefined)?.value ?? '';
    assert.match(
      value,
      /Changed together 12 times, in 30 changes of web and 12 of orders: more often than by/,
    );
    assert.match(value, /\n\nweb: TOO BIG · 7 teams, 0 % alone over 30 changes/);
    assert.match(value, /\n\norders: TOO BIG · 4 teams, 0 % alone over 12 changes/);
  });
});

describe('a rule of CODEOWNERS that is about one module', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ commits: commitsOf(hub('codeowners')) });
    await client.open('CODEOWNERS');
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('tells the verdict of the module on hover', async () => {
    const hover = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri('CODEOWNERS') },
      position: client.position('CODEOWNERS', '/hub/'),
    });
    const value = (hover?.contents as { value?: string } | undefined)?.value ?? '';
    assert.match(value, /decides all of them.*- \*\*TOO BIG\*\*.*- Would help: /s);
  });
});

/** Asks again until it is so. */
async function until(what: string, ask: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!ask()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
