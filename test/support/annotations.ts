/** The notation of the tests: a small tree in one text, with what should be found marked where it should stand. */

export interface AnnotatedTree {
  /** Texts by path without a leading slash; annotations are still in them, as the comments they are. */
  readonly files: Readonly<Record<string, string>>;
  readonly expected: readonly Expected[];
  readonly changes: readonly WrittenChange[];
}

export interface Expected {
  readonly path: string;
  readonly line: number;
  /** `undefined` for `<-`: anywhere that begins on the line's first character. */
  readonly from: number;
  readonly to: number | undefined;
  readonly severity: string;
  readonly rule: string;
  /** What the message at the place must begin with. */
  readonly message: string;
}

export interface WrittenChange {
  readonly date: string;
  readonly subject: string;
  readonly authors: readonly string[];
  readonly paths: readonly string[];
}

/**
 * Reads sections (`//- /path`), annotations below the line they are about (`//   ^^^ error rule: message`, in CODEOWNERS
 * behind `#`; `<-` for the start of the line) and the history (`//- git`).
 */
export function readTree(text: string): AnnotatedTree {
  const files: Record<string, string> = {};
  const expected: Expected[] = [];
  const changes: WrittenChange[] = [];
  for (const section of text.replace(/^\n/, '').split(/^(?=\/\/- )/m)) {
    if (section.trim() === '') continue;
    const [head = '', ...lines] = section.split('\n');
    const name = head.replace(/^\/\/- /, '').trim();
    if (name === 'git') changes.push(...lines.filter(line => line.trim() !== '').flatMap(readChange));
    else if (name.startsWith('/')) {
      const path = name.slice(1);
      files[path] = lines.join('\n');
      expected.push(...readAnnotations(path, lines));
    } else throw new Error(`A section is "//- /path" or "//- git", not "${head}".`);
  }
  return { files, expected, changes };
}

function readAnnotations(path: string, lines: readonly string[]): readonly Expected[] {
  const expected: Expected[] = [];
  let about = 0;
  lines.forEach((line, number) => {
    const match = /^(\s*(?:\/\/|#)\s*)(\^+|<-)\s*(error|warning|information) ([a-z-]+): (.*)$/.exec(line);
    if (!match) {
      about = number;
      return;
    }
    const [, before = '', mark = '', severity = '', rule = '', message = ''] = match;
    const start = mark === '<-';
    expected.push({
      path,
      line: about,
      from: start ? 0 : before.length,
      to: start ? undefined : before.length + mark.length,
      severity,
      rule,
      message: message.trim(),
    });
  });
  return expected;
}

/** `change 2026-01-02 "subject" by a@b, c@d: path, path`, and `change 2026-01-02 every 7 days 20 times "subject": path`. */
function readChange(line: string): readonly WrittenChange[] {
  const match =
    /^\s*change (\d{4}-\d{2}-\d{2})(?: every (\d+) days? (\d+) times)? "([^"]*)"(?: by ([^:]*))?: (.*)$/.exec(
      line,
    );
  if (!match)
    throw new Error(
      `A change is written 'change 2026-01-02 "subject" by a@b: path, path' (or '… every 7 days 20 times "subject" …'), not "${line}".`,
    );
  const [, date = '', days = '0', times = '1', subject = '', authors = '', paths = ''] = match;
  const start = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: Number(times) }, (_, i) => ({
    date: new Date(start + i * Number(days) * 86_400_000).toISOString().slice(0, 10),
    subject: Number(times) > 1 ? `${subject} ${i + 1}` : subject,
    authors: list(authors),
    paths: list(paths),
  }));
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
}

/** Takes the cursor mark out of the one section that has it. */
export function readCursor(text: string): {
  readonly text: string;
  readonly path: string;
  readonly line: number;
  readonly character: number;
} {
  const at = text.indexOf('<|>');
  if (at < 0) throw new Error('There is no cursor mark "<|>".');
  const before = text.slice(0, at);
  const section = before.lastIndexOf('//- /');
  const head = before.slice(section).split('\n', 1)[0] ?? '';
  const lines = before.slice(section).split('\n').slice(1);
  return {
    text: before + text.slice(at + 3),
    path: head.replace('//- /', '').trim(),
    line: lines.length - 1,
    character: lines.at(-1)?.length ?? 0,
  };
}
