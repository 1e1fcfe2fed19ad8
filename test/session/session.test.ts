import assert from 'node:assert/strict';
import type { DeclaredHistory } from '#core/facts/declared';
import type { HistoryFacts } from '#core/facts/history';
import { byText, type RepoPath } from '#core/facts/place';
import { factsOf, ready } from '#core/facts/state';
import { RULES } from '#core/rules/registry';
import { createLanguage } from '#language/index';
import { startsNestedRoot } from '#language/nested-root';
import type { FileSystem } from '#platform/file-system';
import { openSession } from '#session/open-session';
import type { Sources } from '#session/parts';
import type { Session, Snapshot } from '#session/snapshot';
import { readOwnership } from '#sources/codeowners';
import { readFiles } from '#sources/files';
import { readImports } from '#sources/imports';
import { readModules } from '#sources/packages';

const SHOP: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }',
  'packages/web/package.json': '{ "name": "web", "dependencies": { "cart": "*" } }',
  'packages/web/index.ts': "import { total } from 'cart';\nexport const page = total;\n",
  'packages/cart/package.json': '{ "name": "cart", "exports": "./index.ts" }',
  'packages/cart/index.ts': 'export const total = 1;\n',
  'architecture.wiring':
    'module web { path "packages/web/**" uses nothing }\nmodule cart { path "packages/cart/**" }\n',
  CODEOWNERS: '/packages/web/ @shop/web\n/packages/cart/ @shop/cart\n',
};

const path = (text: string) => text as RepoPath;
const WEB = path('packages/web/index.ts');
const WIRED = path('architecture.wiring');

/** A tree that can be changed, and a session on it that counts what it reads. */
function shop(given: Partial<Sources> = {}) {
  const files = new Map(Object.entries(SHOP));
  const counts = { files: 0, modules: 0, imports: 0, ownership: 0, history: 0, listed: 0 };
  const fs: FileSystem = {
    root: '/shop',
    list: () => {
      counts.listed += 1;
      return { files: [...files.keys()].sort(byText).map(path), skipped: [], listedBy: 'memory' };
    },
    stat: at => {
      const text = files.get(at);
      return text === undefined ? undefined : { size: text.length, mtimeMs: 0, ctimeMs: 0 };
    },
    read: at => {
      const text = files.get(at);
      return text === undefined ? { ok: false, reason: 'missing' } : { ok: true, text };
    },
  };
  const history: HistoryFacts = {
    now: 0,
    reviewed: 'c0',
    branch: 'main',
    mergeBase: 'c0',
    changes: [],
    limits: [],
  };
  const count =
    <K extends keyof typeof counts, A extends unknown[], R>(what: K, read: (...args: A) => R) =>
    (...args: A): R => {
      counts[what] += 1;
      return read(...args);
    };
  const session = openSession({
    fs,
    language: async () => createLanguage({ rules: { rules: RULES } }),
    today: () => '2026-06-01',
    sources: {
      startsNestedRoot,
      files: count('files', given.files ?? readFiles),
      modules: count('modules', given.modules ?? readModules),
      imports: count('imports', given.imports ?? (input => readImports(input))),
      ownership: count('ownership', given.ownership ?? readOwnership),
      history: count('history', given.history ?? (async () => ready({ ...history }))),
    },
  });
  return { files, counts, session };
}

const ids = (snapshot: Snapshot) =>
  snapshot.judgement.findings.map(({ id }) => id).filter(id => /^(undeclared|bypassed|unmatched)/.test(id));
const UNDECLARED = 'undeclared-dependency:web>cart';

function edit(session: Session, at: RepoPath, text: string): Promise<Snapshot> {
  session.apply({ kind: 'edited', path: at, text });
  return session.snapshot();
}

describe('a session', () => {
  it('gives the same snapshot while nothing was applied, and the newest at once', async () => {
    const { session, counts } = shop();
    assert.equal(session.latest, undefined);
    const [first, second] = await Promise.all([session.snapshot(), session.snapshot()]);
    assert.equal(first, second);
    assert.equal(await session.snapshot(), first);
    assert.equal(session.latest, first);
    assert.deepEqual(ids(first), [UNDECLARED]);
    assert.deepEqual(counts, { files: 1, modules: 1, imports: 1, ownership: 1, history: 1, listed: 1 });
  });

  it('gives what stands before the rules are asked to whoever needs no finding', async () => {
    const { session } = shop();
    const wiring = SHOP[WIRED] ?? '';
    const before = await session.snapshot();
    session.apply({ kind: 'edited', path: WIRED, text: wiring.replace('uses nothing', 'uses cart') });
    const whole = session.snapshot();
    const early = await session.modelled();
    assert.equal(session.latest, before, 'the rules have not been asked yet');
    const { judgement: _, fixes: __, ...rest } = await whole;
    assert.deepEqual(Object.keys(early).sort(), Object.keys(rest).sort());
    assert.equal(early.model, rest.model);
    assert.equal(early.unsaved, rest.unsaved);
    assert.equal(await session.modelled(), await whole, 'whatever is finished already is at hand');
  });

  it('gives the newest of it too, and fails where the whole fails', async () => {
    const { session } = shop();
    session.apply({ kind: 'edited', path: WIRED, text: 'team A\n' });
    const early = session.modelled();
    session.apply({ kind: 'edited', path: WIRED, text: 'team B\n' });
    const { model, version } = await early;
    assert.deepEqual([model.team('A'), model.team('B')?.name, version], [undefined, 'B', 2]);
    const broken = shop({
      history: async () => {
        throw new Error('no disk');
      },
    });
    await assert.rejects(broken.session.modelled(), /no disk/);
  });

  it('counts the unsaved text, and the disk again when the editor lets go', async () => {
    const { session } = shop();
    const before = await session.snapshot();
    const after = await edit(session, WEB, 'export const page = 1;\n');
    assert.deepEqual(ids(after), []);
    assert.deepEqual(ids(before), [UNDECLARED], 'a snapshot stays what it was');
    assert.equal(after.text(WEB), 'export const page = 1;\n');
    session.apply({ kind: 'closed', path: WEB });
    assert.deepEqual(ids(await session.snapshot()), [UNDECLARED]);
  });

  it('keeps everything by identity when an edit changes nothing that counts', async () => {
    const { session, counts } = shop();
    const before = await session.snapshot();
    const after = await edit(session, WEB, `${SHOP[WEB]}// behind every import\n`);
    assert.notEqual(after, before);
    assert.equal(after.facts, before.facts);
    assert.equal(after.model, before.model);
    assert.equal(after.judgement, before.judgement);
    assert.equal(after.independence, before.independence);
    assert.deepEqual(counts, { files: 1, modules: 1, imports: 2, ownership: 1, history: 1, listed: 1 });
  });

  it('reads only what an edit can have changed', async () => {
    const { session, counts } = shop();
    const before = await session.snapshot();
    const wired = await edit(session, WIRED, `\n${SHOP[WIRED]}`);
    assert.equal(wired.facts.imports, before.facts.imports);
    assert.equal(wired.independence, before.independence);
    assert.deepEqual(ids(wired), [UNDECLARED]);
    const owned = await edit(session, path('CODEOWNERS'), '/packages/ @shop/all\n');
    assert.equal(owned.facts.imports, before.facts.imports);
    assert.notEqual(owned.facts.ownership, before.facts.ownership);
    assert.deepEqual(counts, { files: 1, modules: 1, imports: 1, ownership: 2, history: 1, listed: 1 });
  });

  it('keeps the independence unless owners, paths, teams or history change', async () => {
    const { session } = shop();
    const before = await session.snapshot();
    const used = await edit(session, WIRED, SHOP[WIRED]?.replace('uses nothing', 'uses cart') ?? '');
    assert.deepEqual(ids(used), []);
    assert.equal(used.independence, before.independence);
    const commented = await edit(session, path('CODEOWNERS'), `# who\n${SHOP.CODEOWNERS}`);
    assert.equal(commented.independence, before.independence);
    const moved = await edit(session, path('CODEOWNERS'), '/packages/ @shop/cart\n');
    assert.notEqual(moved.independence, before.independence);
    const team = await edit(session, WIRED, `${SHOP[WIRED]}team Cart { handle "@shop/cart" }\n`);
    assert.notEqual(team.independence, before.independence);
  });

  it('reads modules again when a manifest is edited', async () => {
    const { session, counts } = shop();
    await session.snapshot();
    const renamed = path('packages/cart/package.json');
    const snapshot = await edit(session, renamed, '{ "name": "basket", "exports": "./index.ts" }');
    assert.equal(counts.modules, 2);
    assert.deepEqual(
      factsOf(snapshot.facts.modules)?.packages.map(({ name }) => name),
      ['basket', 'web'],
    );
    assert.deepEqual(ids(snapshot), [], 'the name leads nowhere now');
  });

  it('sees files come and go', async () => {
    const { session, files } = shop();
    await session.snapshot();
    const more = path('packages/web/more.ts');
    files.set(more, "import 'cart';\n");
    session.apply({ kind: 'files', paths: [more] });
    const grown = await session.snapshot();
    assert.equal(grown.judgement.findings.find(({ id }) => id === UNDECLARED)?.places.length, 2);
    files.delete(more);
    files.delete(WEB);
    session.apply({ kind: 'files' });
    const shrunk = await session.snapshot();
    assert.deepEqual(ids(shrunk), []);
    assert.equal(shrunk.model.importsOf(WEB), undefined);
  });

  it('lets go of a text that the editor goes on holding when its file is deleted, unless it is an edit', async () => {
    const { session, files } = shop();
    const text = SHOP[WEB] ?? '';
    assert.deepEqual(ids(await edit(session, WEB, text)), [UNDECLARED]);
    files.delete(WEB);
    session.apply({ kind: 'files', paths: [WEB] });
    const gone = await session.snapshot();
    assert.deepEqual(ids(gone), []);
    assert.equal(gone.text(WEB), undefined);

    files.set(WEB, text);
    session.apply({ kind: 'files' });
    assert.deepEqual(ids(await session.snapshot()), [UNDECLARED]);
    await edit(session, WEB, `${text}// not saved\n`);
    files.delete(WEB);
    session.apply({ kind: 'files' });
    assert.deepEqual(ids(await session.snapshot()), [UNDECLARED], 'what is not saved is still there');
    // Saved it is no edit any more, so that the next one to delete it deletes it.
    files.set(WEB, `${text}// not saved\n`);
    session.apply({ kind: 'files', paths: [WEB] });
    files.delete(WEB);
    session.apply({ kind: 'files', paths: [WEB] });
    assert.deepEqual(ids(await session.snapshot()), []);
  });

  it('takes a file that only the editor has', async () => {
    const { session } = shop();
    await session.snapshot();
    const made = path('packages/web/made.ts');
    const snapshot = await edit(session, made, "import 'cart';\n");
    assert.ok(snapshot.model.importsOf(made));
    session.apply({ kind: 'closed', path: made });
    assert.equal((await session.snapshot()).model.importsOf(made), undefined);
  });

  it('gives whoever waits the newer snapshot when a change overtakes', async () => {
    const gate = gates();
    const { session, counts } = shop({ imports: input => gate.next().then(() => readImports(input)) });
    const waiting = session.snapshot();
    await gate.reached(1);
    session.apply({ kind: 'edited', path: WEB, text: 'export const page = 1;\n' });
    gate.open();
    const snapshot = await waiting;
    assert.equal(snapshot.version, 1);
    assert.deepEqual(ids(snapshot), []);
    assert.equal(await session.snapshot(), snapshot);
    assert.equal(counts.imports, 2, 'the first was abandoned');
  });

  it('abandons a computation when nobody waits for it any more, and begins again when somebody asks', async () => {
    const gate = gates();
    const { session } = shop({
      imports: async input => {
        await gate.next();
        if (input.signal.aborted) throw Object.assign(new Error('stopped'), { name: 'AbortError' });
        return readImports(input);
      },
    });
    const controller = new AbortController();
    const stopped = session.snapshot({ signal: controller.signal });
    await gate.reached(1);
    controller.abort();
    await assert.rejects(stopped, { name: 'AbortError' });
    gate.open();
    assert.deepEqual(ids(await session.snapshot()), [UNDECLARED]);
    await assert.rejects(session.snapshot({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  it('goes on for others when one stops waiting', async () => {
    const gate = gates();
    const { session, counts } = shop({ imports: input => gate.next().then(() => readImports(input)) });
    const controller = new AbortController();
    const impatient = session.snapshot({ signal: controller.signal });
    const patient = session.snapshot();
    await gate.reached(1);
    controller.abort();
    await assert.rejects(impatient, { name: 'AbortError' });
    gate.open();
    assert.deepEqual(ids(await patient), [UNDECLARED]);
    assert.equal(counts.imports, 1);
  });

  it('survives a source that fails: the next who asks gets a snapshot', async () => {
    let fail = true;
    const { session } = shop({
      modules: (fs, files) => {
        if (fail) throw new Error('a disk that is gone');
        return readModules(fs, files);
      },
    });
    await assert.rejects(session.snapshot(), /a disk that is gone/);
    fail = false;
    assert.deepEqual(ids(await session.snapshot()), [UNDECLARED]);
  });

  describe('and history', () => {
    const told: DeclaredHistory[] = [];
    const remembering = () => {
      told.length = 0;
      return shop({
        history: async ({ declared }) => {
          told.push(declared);
          const branch = declared.branch ?? 'main';
          return ready({ now: 0, reviewed: 'c0', branch, mergeBase: 'c0', changes: [], limits: [] });
        },
      });
    };
    const branchOf = (snapshot: Snapshot) => factsOf(snapshot.facts.history)?.branch;

    it('is read again only when it moved', async () => {
      const { session, counts } = remembering();
      const first = await session.snapshot();
      session.apply({ kind: 'history' });
      const second = await session.snapshot();
      assert.equal(counts.history, 2);
      assert.notEqual(second.facts.history, first.facts.history);
      assert.equal(second.facts.imports, first.facts.imports);
    });

    it('is of the branch that the wiring file names, though reading began before that was known', async () => {
      const { session, files } = remembering();
      files.set(WIRED, `${SHOP[WIRED]}history { branch develop }\n`);
      assert.equal(branchOf(await session.snapshot()), 'develop');
      assert.deepEqual(
        told.map(({ branch }) => branch),
        [undefined, 'develop'],
      );
      session.apply({ kind: 'history' });
      assert.equal(branchOf(await session.snapshot()), 'develop');
      assert.equal(told.length, 3, 'the second time it was guessed right');
      const other = await edit(session, WIRED, `${SHOP[WIRED]}history { branch main }\n`);
      assert.equal(branchOf(other), 'main');
    });

    it('is not read again for a window or an ignored file, which count later', async () => {
      const { session, counts } = remembering();
      await session.snapshot();
      await edit(session, WIRED, `${SHOP[WIRED]}history { window 6 months ignore "**/*.md" }\n`);
      assert.equal(counts.history, 1);
    });
  });
});

/** Holds whoever comes until it is opened, and tells when they are there. */
function gates() {
  let come = 0;
  let isOpen = false;
  const waiting: (() => void)[] = [];
  const watching: { readonly count: number; readonly resolve: () => void }[] = [];
  return {
    next(): Promise<void> {
      come += 1;
      for (const { count, resolve } of watching) if (come >= count) resolve();
      return isOpen ? Promise.resolve() : new Promise(resolve => waiting.push(resolve));
    },
    reached: (count: number): Promise<void> =>
      come >= count ? Promise.resolve() : new Promise(resolve => watching.push({ count, resolve })),
    open(): void {
      isOpen = true;
      for (const go of waiting) go();
    },
  };
}
