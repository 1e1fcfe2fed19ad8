import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { built, folder, removeScratch, wiring } from '#test/cli/real';
import { otlp, SHOP, zipkin } from '../traces/spans.ts';

const WORKSPACE = {
  'package.json': '{"name":"shop","private":true,"workspaces":["packages/*"]}',
  'packages/web/package.json': '{"name":"@shop/web","version":"1.0.0"}',
  'packages/web/index.ts': 'export const web = 1;\n',
  'packages/cart/package.json': '{"name":"@shop/cart","version":"1.0.0"}',
  'packages/cart/index.ts': 'export const cart = 1;\n',
};

describe('traces on the command line', function () {
  this.timeout(60_000);
  before(built);
  after(removeScratch);

  it('without any, the source is absent with its reason and gain, and everything else is as it was', () => {
    const cwd = folder(WORKSPACE);
    const doctor = wiring(cwd, ['doctor']).stdout.replaceAll(/\s+/g, ' ');
    assert.match(doctor, /runtime absent: no traces are named, so what calls what at run time is unknown/);
    assert.match(doctor, /write traces "FOLDER" into a \.wiring file, or give --traces PATH/);
    const facts = JSON.parse(wiring(cwd, ['facts']).stdout);
    assert.deepEqual([facts.services, facts.calls, facts.traces], [[], [], null]);
  });

  it('named by --traces: doctor, facts and explain tell what was read', () => {
    const cwd = folder({ ...WORKSPACE, 'out/traces.json': otlp(SHOP) });
    const doctor = wiring(cwd, ['doctor', '--traces', 'out']).stdout.replaceAll(/\s+/g, ' ');
    assert.match(doctor, /runtime ready: 6 spans of 1 trace, 2023-11-14: 4 services, 3 pairs/);

    const { stdout, code } = wiring(cwd, ['facts', '--traces', 'out/traces.json']);
    assert.equal(code, 0);
    const facts = JSON.parse(stdout);
    const schema = JSON.parse(
      readFileSync(new URL('../../schema/facts.schema.json', import.meta.url), 'utf8'),
    );
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    const valid = ajv.compile(schema);
    assert.ok(valid(JSON.parse(stdout)), JSON.stringify(valid.errors));
    assert.deepEqual(
      facts.calls.map((call: { from: string; to: string; mode: string; seen: { count: number } }) => [
        call.from,
        call.to,
        call.mode,
        call.seen.count,
      ]),
      [
        ['cart', 'carts-db', 'sync', 1],
        ['cart', 'pricing', 'sync', 1],
        ['web', 'cart', 'sync', 1],
      ],
    );
    assert.deepEqual(facts.services.find(({ name }: { name: string }) => name === 'cart').modules, [
      '@shop/cart',
    ]);
    assert.equal(wiring(cwd, ['facts', '--traces', 'out/traces.json']).stdout, stdout);

    const story = wiring(cwd, ['explain', 'service:cart', '--traces', 'out']).stdout;
    for (const line of [
      /^cart {2}service$/m,
      /@shop\/cart, told by its name/,
      /cart: 1 request answered, none failed; 3 spans/,
      /carts-db: waits; seen 1 time/,
      /web: waits; seen 1 time/,
      /1 entry point falls with it: web/,
    ])
      assert.match(story, line);
    const module = wiring(cwd, ['explain', '@shop/cart', '--traces', 'out']).stdout;
    assert.match(module, /At run time\n {2}runs as cart\n/);
    const json = JSON.parse(
      wiring(cwd, ['explain', 'service:cart', '--traces', 'out', '--format', 'json']).stdout,
    );
    assert.equal(json.kind, 'service');
    const explained = JSON.parse(
      readFileSync(new URL('../../schema/explain.schema.json', import.meta.url), 'utf8'),
    );
    assert.ok(ajv.validate(explained, json), JSON.stringify(ajv.errors));
  });

  it('named by the wiring file: services have their declared names, and a change of the traces is seen', () => {
    const cwd = folder({
      ...WORKSPACE,
      '.gitignore': 'out/\n',
      'out/traces.json': zipkin(SHOP),
      'architecture.wiring':
        'wiring 1\n\ntraces "out"\n\nservice cart-api known as "cart" {\n  runs @shop/cart\n}\n',
    });
    const check = (more: readonly string[] = []) => wiring(cwd, ['check', ...more]).stdout;
    assert.match(wiring(cwd, ['explain', 'cart']).stdout, /cart-api: waits|cart-api {2}service/);
    check();
    writeFileSync(join(cwd, 'out/traces.json'), zipkin(SHOP).slice(0, -30));
    assert.match(check().replaceAll(/\s+/g, ' '), /runtime: 1 record could not be read/);
    assert.match(
      wiring(cwd, ['doctor']).stdout.replaceAll(/\s+/g, ' '),
      /out\/traces\.json:1:\d+: the file ends in the middle/,
    );
  });

  it('dependency links alone are told as links, and not as no calls', () => {
    const link = (parent: string, child: string) => ({ parent, child, callCount: 3 });
    const links = JSON.stringify([link('web', 'cart'), link('cart', 'stock')]);
    const cwd = folder({ ...WORKSPACE, 'out/links.json': links });
    const doctor = () => wiring(cwd, ['doctor', '--traces', 'out']).stdout.replaceAll(/\s+/g, ' ');
    assert.match(doctor(), /runtime ready: 2 dependency links between 3 services dependency links alone/);
    writeFileSync(join(cwd, 'out/traces.json'), otlp(SHOP));
    assert.match(
      doctor(),
      /: 4 services, 3 pairs that call each other; 2 dependency links between 3 services/,
    );
  });

  it('a path that does not exist is told, and is no failure', () => {
    const cwd = folder(WORKSPACE);
    const { stdout, code } = wiring(cwd, ['doctor', '--traces', 'nowhere.json']);
    assert.equal(code, 0);
    assert.match(
      stdout.replaceAll(/\s+/g, ' '),
      /runtime absent: nowhere\.json: there is no such file or folder/,
    );
  });
});
