import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repoPath } from '#core/facts/place';
import { type LoggedCommit as Head, type LoggedFile, logParser, MalformedLog } from '#sources/git-log-parse';

describe('parsing git log', () => {
  it('reads the same commits wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(commit(), { maxLength: 6 }),
        fc.array(fc.nat(200), { maxLength: 60 }),
        (commits, cuts) => {
          assert.deepEqual(parse(Buffer.from(commits.map(written).join('')), cuts), commits);
        },
      ),
    );
  });

  it('reads a head and an entry that are longer than a piece of output', () => {
    const path = repoPath(`${'folder/'.repeat(1500)}a.ts`);
    const long = { ...COMMIT, subject: 's'.repeat(9000), files: [{ ...modified(ID), path, now: path }] };
    const bytes = Buffer.from(written(long) + written(COMMIT));
    for (const cut of [1, 50, 3000, 8000, 9100, 12_000, 19_000])
      assert.deepEqual(parse(bytes, [cut, 4000]), [long, COMMIT]);
  });

  it('never hangs or gives a half commit on bytes that are not a log', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(50)), (bytes, cuts) => {
        try {
          for (const { id } of parse(Buffer.from(bytes), cuts)) assert.match(id, /^[0-9a-f]{40,64}$/);
        } catch (error) {
          assert.ok(error instanceof MalformedLog);
        }
      }),
    );
  });

  it('says so when the output ends in the middle of a commit', () => {
    const whole = written({
      ...COMMIT,
      files: [modified(ID)],
    });
    assert.throws(() => parse(Buffer.from(whole.slice(0, -6)), []), MalformedLog);
    assert.throws(() => parse(Buffer.from(whole.slice(0, 60)), []), MalformedLog);
    assert.throws(() => parse(Buffer.from('warning: something\n'), []), MalformedLog);
  });

  it('reads the ids of a SHA-256 repository', () => {
    const long = 'ab'.repeat(32);
    const [read] = parse(
      Buffer.from(
        written({
          ...COMMIT,
          id: long,
          files: [modified(long)],
        }),
      ),
      [],
    );
    assert.equal(read?.id, long);
    assert.equal(read?.files[0]?.after, long);
  });
});

interface LoggedCommit extends Head {
  readonly files: readonly LoggedFile[];
}

const ID = '0123456789abcdef0123456789abcdef01234567';
const COMMIT: LoggedCommit = {
  id: ID,
  parents: [],
  at: 1,
  author: 'A <a@x.example>',
  subject: 's',
  coAuthors: [],
  files: [],
};

function modified(id: string) {
  const path = repoPath('a.ts');
  return { path, now: path, status: 'modified', before: id, after: id } as const;
}

function parse(bytes: Buffer, cuts: readonly number[]): LoggedCommit[] {
  const commits: LoggedCommit[] = [];
  const parser = logParser((head, files) => commits.push({ ...head, files }));
  let at = 0;
  for (const length of cuts) {
    parser.push(bytes.subarray(at, at + length));
    at += length;
  }
  parser.push(bytes.subarray(Math.min(at, bytes.length)));
  parser.end();
  return commits;
}

function written({ id, parents, at, author, subject, coAuthors, files }: LoggedCommit): string {
  const letters = { added: 'A', modified: 'M', deleted: 'D', renamed: 'R095', 'type-changed': 'T' };
  const head = [id, parents.join(' '), at, author, subject, coAuthors.join('\x1f'), ''].join('\0');
  const entries = files.map(
    file =>
      `:100644 100644 ${file.before} ${file.after} ${letters[file.status]}\0${file.from === undefined ? '' : `${file.from}\0`}${file.path}\0`,
  );
  return `${head}\0${entries.length > 0 ? '\n' : ''}${entries.join('')}`;
}

function commit(): fc.Arbitrary<LoggedCommit> {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map(value => value.replaceAll(/[\0\x1f]/g, ''));
  const segment = text
    .map(value => value.replaceAll(/[/\\]/g, '_'))
    .filter(value => value !== '' && value !== '.' && value !== '..');
  const path = fc
    .array(segment, { minLength: 1, maxLength: 3 })
    .map(parts => parts.join('/'))
    .filter(value => !/^[A-Za-z]:\//.test(value))
    .map(repoPath);
  const ids = { path, before: hex, after: hex };
  const statuses = fc.constantFrom(
    'added' as const,
    'modified' as const,
    'deleted' as const,
    'type-changed' as const,
  );
  const here = (file: Omit<LoggedFile, 'now'>): LoggedFile =>
    file.status === 'deleted' ? file : { ...file, now: file.path };
  const plain = fc.record({ ...ids, status: statuses }, PLAIN_OBJECTS).map(here);
  const renamed = fc
    .record({ ...ids, status: fc.constant('renamed' as const), from: path }, PLAIN_OBJECTS)
    .map(here);
  const fields = {
    id: hex,
    parents: fc.array(hex, { maxLength: 3 }),
    at: fc.integer({ min: 0, max: 2 ** 32 }),
    author: text,
    subject: text,
    coAuthors: fc.array(
      text.map(value => `${value}!`),
      { maxLength: 2 },
    ),
    files: fc.array(fc.oneof(plain, renamed), { maxLength: 4 }),
  };
  return fc.record(fields, PLAIN_OBJECTS);
}

const PLAIN_OBJECTS = { noNullPrototype: true } as const;
