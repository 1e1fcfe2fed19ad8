import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { nodeTraceFiles } from '#platform/node-trace-files';
import { TraceFileError } from '#platform/trace-files';

describe('trace files on disk', () => {
  let home: string;
  let root: string;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'wiring-traces-')));
    root = join(home, 'repository');
    mkdirSync(root);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const put = (path: string, content: string | Uint8Array = '{}') => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
  };
  const find = (declared: readonly string[], named: readonly string[] = []) => {
    const { files, refused } = nodeTraceFiles(root, home).find({ declared, named });
    return { files: files.map(({ path }) => path), refused };
  };

  it('are found by folder, file and glob, also where git ignores them', () => {
    put('repository/.gitignore', 'traces/\n');
    for (const name of ['a.json', 'b.jsonl.gz', 'deep/c.ndjson', 'notes.txt', 'node_modules/d.json'])
      put(`repository/traces/${name}`);
    const all = ['traces/a.json', 'traces/b.jsonl.gz', 'traces/deep/c.ndjson'];
    assert.deepEqual(find(['traces']), { files: all, refused: [] });
    assert.deepEqual(find(['traces/**']), { files: all, refused: [] });
    assert.deepEqual(find(['traces/*.json']), { files: ['traces/a.json'], refused: [] });
    assert.deepEqual(find(['traces/notes.txt']), { files: ['traces/notes.txt'], refused: [] });
    assert.deepEqual(find(['traces', 'traces/a.json']).files, all);
  });

  it('outside of the root only those that a person names', () => {
    put('elsewhere/a.json');
    put('repository/own.json');
    assert.deepEqual(find([], ['elsewhere']), { files: ['elsewhere/a.json'], refused: [] });
    assert.deepEqual(find([], ['repository/own.json']), { files: ['own.json'], refused: [] });
    for (const glob of ['../elsewhere', '/etc', '../elsewhere/*.json', '**/../../elsewhere/*.json']) {
      const { files, refused } = find([glob]);
      assert.deepEqual(files, [], glob);
      assert.equal(refused.length, 1, glob);
    }
    symlinkSync(join(home, 'elsewhere'), join(root, 'linked'));
    symlinkSync(join(home, 'elsewhere/a.json'), join(root, 'linked.json'));
    put('repository/traces/own.json');
    symlinkSync(join(home, 'elsewhere/a.json'), join(root, 'traces/linked.json'));
    assert.deepEqual(find(['linked', 'linked.json', 'traces', 'linked/a.json']), {
      files: ['traces/own.json'],
      refused: [
        { path: 'linked', why: 'it is a link that leaves the repository' },
        { path: 'linked.json', why: 'it is a link that leaves the repository' },
        { path: 'linked/a.json', why: 'it is a link that leaves the repository' },
        { path: 'traces/linked.json', why: 'it is a link' },
      ],
    });
  });

  it('pipes are named and not waited for', async () => {
    execFileSync('mkfifo', [join(home, 'repository/pipe.json')]);
    const why = 'it is no regular file';
    assert.deepEqual(find(['pipe.json']).refused, [{ path: 'pipe.json', why }]);
    assert.deepEqual(find([], ['repository/pipe.json']).refused, [{ path: 'pipe.json', why }]);
    // Put there after it was found.
    const full = join(home, 'repository/pipe.json');
    await assert.rejects(
      async () => {
        for await (const _ of nodeTraceFiles(root, home).open({
          path: 'pipe.json',
          full,
          bytes: 1,
          mtimeMs: 0,
          ctimeMs: 0,
        }));
      },
      (error: unknown) => error instanceof TraceFileError && error.message === why,
    );
  });

  it('that are not there are named', () => {
    const why = 'there is no such file or folder';
    assert.deepEqual(find(['gone', 'gone/*.json'], ['nowhere']).refused, [
      { path: 'gone', why },
      { path: 'gone/*.json', why },
      { path: 'nowhere', why },
    ]);
    // There is such a file on the machine; what a wiring file names begins at the root.
    assert.deepEqual(find(['/etc/passwd'], []).refused, [
      {
        path: '/etc/passwd',
        why: "it is taken from the repository's root, where there is no etc/passwd; what lies elsewhere on the disk is named on the command line, with --traces",
      },
    ]);
  });

  it('gzip is told by its bytes, several members are read, and what breaks is read up to there', async () => {
    const text = '{"traceId":"a"}\n'.repeat(200_000);
    put('repository/whole.json', Buffer.concat([gzipSync(text), gzipSync('end')]));
    put('repository/broken.json', gzipSync(text).subarray(0, 5000));
    const read = async (path: string) => {
      let content = '';
      const full = join(root, path);
      for await (const piece of nodeTraceFiles(root, home).open({
        path,
        full,
        bytes: 0,
        mtimeMs: 0,
        ctimeMs: 0,
      }))
        content += Buffer.from(piece).toString();
      return content;
    };
    assert.equal(await read('whole.json'), `${text}end`);
    await assert.rejects(read('broken.json'), /it is broken gzip, and was read up to where it breaks/);
  });
});
