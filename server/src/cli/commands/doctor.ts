import { factsOf, type SourceKind } from '#core/facts/state';
import { sourceReports } from '#core/views/not-analysed';
import type { Reviewed } from '#core/views/reviewed';
import { count, withCommas } from '#core/views/words';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT } from '../outcome.ts';
import { paint, wantsColour } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { padEnd, wrap } from '../terminal/wrap.ts';
import { wideLines } from '../text/wide-changes.ts';
import type { Machine, Opened } from '../world.ts';

export const doctor: Command = {
  name: 'doctor',
  order: 5,
  summary: 'show what was found, what is missing and what it would give',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['all', ...OPENING],
  examples: [
    {
      line: 'wiring doctor',
      says: 'every source of facts, the versions, the cache and the time each step took',
    },
    {
      line: 'wiring doctor --all',
      says: 'the same, with every change that touched many modules or was set aside, and why',
    },
  ],
  run: async (parsed, world) => {
    const steps: { message: string; at: number }[] = [];
    const started = performance.now();
    const { opened, snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world, message => {
      if (steps.at(-1)?.message !== message) steps.push({ message, at: performance.now() });
    });
    const ended = performance.now();
    const machine = await world.machine(opened);
    const asked = parsed.has('no-color') ? false : parsed.has('color') ? true : undefined;
    const colours = paint(wantsColour(asked, world.env, world.terminal.stdout));
    const row = (left: string, right: string) => wrap(plain(right), ' '.repeat(16), padEnd(`  ${left}`, 16));
    const lines = [colours.heading('Sources')];
    for (const report of sourceReports(snapshot)) {
      lines.push(
        ...row(report.source, `${report.state}: ${report.reason ?? found(report.source, snapshot)}`),
      );
      if (report.state === 'stale') lines.push(...row('', found(report.source, snapshot)));
      for (const note of report.notes) lines.push(...row('', note));
      if (report.gain !== undefined) lines.push(...row('', `adding it: ${report.gain}`));
    }
    lines.push(
      '',
      ...wideLines(snapshot.model, colours.heading, parsed.has('all')),
      colours.heading('Machine'),
      ...row('root', rootLine(opened)),
      ...row('Wiring', world.version),
      ...row('Node', machine.node),
      ...row(
        'git',
        machine.git ??
          (parsed.has('no-git') ? 'not asked (--no-git)' : 'not found: without it there is no history'),
      ),
      ...row(
        'repository',
        machine.repository ? 'yes' : 'no: this folder is in no git repository, so it has no history',
      ),
      ...row('cache', cacheLine(machine, parsed.has('no-cache'))),
      '',
      `${colours.heading('Time')}  ${withCommas(Math.round(ended - started))} ms`,
      ...steps.map(({ message, at }, i) => {
        const took = Math.round((steps[i + 1]?.at ?? ended) - at);
        return `  ${padEnd(message, 30)} ${withCommas(took)} ms`;
      }),
    );
    return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
  },
};

function found(source: SourceKind, { facts, model }: Reviewed): string {
  switch (source) {
    case 'files': {
      const files = factsOf(facts.files);
      return `${count(files?.files.length ?? 0, 'file')}, listed by ${files?.listedBy === 'git' ? 'git' : 'walking'}; ${withCommas(files?.skipped.length ?? 0)} not taken`;
    }
    case 'modules':
      return `${count(model.modules.length, 'module')} by ${factsOf(facts.modules)?.toldBy.join(', ') || 'declarations'}`;
    case 'imports': {
      const files = factsOf(facts.imports)?.files ?? [];
      const imports = files.reduce((sum, file) => sum + file.imports.length, 0);
      return `${count(imports, 'import')} in ${count(files.length, 'file')}`;
    }
    case 'ownership': {
      const ownership = factsOf(facts.ownership);
      return ownership
        ? `${count(ownership.rules.length, 'rule')} in ${ownership.path}, ${count(model.teams.length, 'team')} in all`
        : '';
    }
    case 'history': {
      const history = factsOf(facts.history);
      return history ? `${count(history.changes.length, 'change')} of ${history.branch}` : '';
    }
    case 'declared': {
      const declared = factsOf(facts.declared);
      return declared
        ? `${declared.files.join(', ')}: ${count(declared.modules.length, 'module')}, ${count(declared.teams.length, 'team')}`
        : '';
    }
    case 'runtime': {
      const runtime = factsOf(facts.runtime);
      if (!runtime) return '';
      const { sample, services, calls, links } = runtime;
      const when =
        sample.from === undefined ? '' : `, ${daysInWords(sample.from, sample.until ?? sample.from)}`;
      const spans = `${count(sample.spans, 'span')} of ${count(sample.traces, 'trace')}${when}: ${count(services.length, 'service')}, ${count(calls.length, 'pair')} that call each other`;
      const ends = new Set(links.flatMap(({ from, to }) => [from, to]));
      const linked = `${count(links.length, 'dependency link')} between ${count(ends.size, 'service')}`;
      // Links are of another sample than the spans, and often come without any.
      return [
        ...(sample.spans > 0 || links.length === 0 ? [spans] : []),
        ...(links.length > 0 ? [linked] : []),
      ].join('; ');
    }
  }
}

function rootLine({ root, rootBy }: Opened): string {
  const why = {
    asked: 'as asked by --root',
    git: 'the git repository around the path',
    wiring: 'a .wiring file there begins with "root"',
    path: 'the path itself: it is in no git repository',
  };
  return `${root} (${why[rootBy]})`;
}

function cacheLine({ cache }: Machine, off: boolean): string {
  if (!cache) return off ? 'not used (--no-cache)' : 'none';
  const size =
    cache.bytes < 1 << 20
      ? `${Math.ceil(cache.bytes / 1024)} KiB`
      : `${(cache.bytes / (1 << 20)).toFixed(1)} MiB`;
  const use = cache.writable
    ? 'may be deleted at any time'
    : 'cannot be written, so each run reads everything anew; WIRING_CACHE names another folder';
  return `${cache.folder}: ${count(cache.files, 'file')}, ${size}; ${use}`;
}

/** Of two moments as ISO texts their days, or the one day. */
function daysInWords(from: string, until: string): string {
  const [first, last] = [from.slice(0, 10), until.slice(0, 10)];
  return first === last ? first : `${first} to ${last}`;
}
