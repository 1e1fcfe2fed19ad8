import { isAbsolute, relative } from 'node:path';
import { byText, tryRepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { hasEnding, slipIn } from '#core/organisation/slips';
import { isPattern, newFileAt, type Touched, touchedBy } from '#core/organisation/touched';
import { closestText } from '#core/text-distance';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { planDocument, planSections, planStory } from '#core/views/plan-story';
import { toJson } from '#core/views/to-json';
import { count, listed, someOf } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { type Command, OPENING } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { openAndRead } from '../open.ts';
import { EXIT, UsageError } from '../outcome.ts';
import { paint } from '../terminal/paint.ts';
import { sectionLines } from '../text/explanation.ts';
import type { Opened } from '../world.ts';
import { settingsOf } from './check.ts';

export const plan: Command = {
  name: 'plan',
  order: 4,
  summary: 'tell what it would take to touch these: teams, approvals, distances, waits, the past',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['touch', 'format', ...OPENING],
  examples: [
    { line: 'wiring plan --touch cart,pricing', says: 'of a change to two modules' },
    {
      line: "wiring plan --touch 'packages/*/src/tax/**'",
      says: 'of a change to all that a glob matches; quoted, for else the shell reads it',
    },
    {
      line: 'wiring plan --touch packages/cart/src,docs/tax.md',
      says: 'of a change to a folder and to a file, which need not be there yet',
    },
    { line: 'wiring plan --touch cart --format json', says: 'for programs' },
  ],
  run: async (parsed, world) => {
    const names = parsed
      .values('touch')
      // Commas within braces are part of a glob.
      .flatMap(value => value.split(/,(?![^{}]*\})/).map(name => name.trim()))
      .filter(Boolean);
    if (names.length === 0)
      throw new UsageError('--touch names what to touch: modules, files or folders, separated by commas');
    const { opened, snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world);
    const touched = [...new Set(names)].map(name => find(name, opened, snapshot));
    const untold = planStory(snapshot, touched);
    // Remedies may need names that are followed only now; what is told must not depend on what was in memory.
    await world.followNames();
    const story = untold.plan.couches.length > 0 ? planStory(snapshot, touched) : untold;
    if (parsed.value('format') === 'json') {
      const document = { format: 'wiring-plan', version: DOCUMENT_VERSION, ...planDocument(story) };
      return { stdout: toJson(document), code: EXIT.clean };
    }
    const colours = paint(settingsOf(parsed, world, opened).colour);
    const title = colours.heading(`Plan  ${count(touched.length, 'thing')} to touch`);
    const lines = [title, ...sectionLines(planSections(story), colours)];
    return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
  },
};

function find(name: string, { root, within }: Opened, { model }: Snapshot): Touched {
  const asked = isAbsolute(name) ? relative(root, name).replaceAll('\\', '/') : name.replace(/^\.\//, '');
  const base = tryRepoPath(within);
  const found = base === undefined ? undefined : touchedBy(model, asked, base);
  if (found && found.kind !== 'new file') return found;
  if (isPattern(asked)) throw new UsageError(`no file matches "${name}" here`);
  const owner = model.team(asked);
  const own = owner && model.modules.filter(({ ownership }) => ownership.teams.includes(owner.name));
  if (own)
    throw new UsageError(
      `"${name}" is a team, and a plan begins with what is touched${
        own.length > 0
          ? `: it owns ${someOf(
              own.map(module => module.name),
              5,
            )}`
          : ''
      }`,
    );
  const service = factsOf(model.facts.declared)?.services.find(one => one.name === asked);
  if (service)
    throw new UsageError(
      `"${name}" is a service, and a plan begins with what is touched${service.runs.length > 0 ? `: it runs ${listed(service.runs.map(run => run.name))}` : ''}`,
    );
  const planned = found ?? (base === undefined ? undefined : newFileAt(model, asked, base));
  const bases = within === '' ? [''] : [`${within}/`, ''];
  const paths =
    found?.files ?? bases.flatMap(each => tryRepoPath(`${each}${asked.replace(/\/+$/, '')}`) ?? []);
  const [slip] = paths.flatMap(path => slipIn(model, path) ?? []);
  if (slip?.renamed)
    throw new UsageError(
      `there is no "${name}" here: ${slip.renamed.from} was renamed to ${slip.renamed.to}`,
    );
  const meant = slip?.meant ?? nearestTo(asked, planned !== undefined, model);
  // What is nearly the name of something that is there was mistyped; any other file may well come to be.
  if (planned && meant === undefined) return planned;
  throw new UsageError(
    `there is no module, file or folder "${name}" here${meant ? ` — did you mean "${meant}"?` : ''}`,
  );
}

/** What may be meant by a name that is not there; by one that could become a file, only what is no path either. */
function nearestTo(asked: string, mayBeFile: boolean, model: Snapshot['model']): string | undefined {
  const names = model.modules.flatMap(module => [module.name, ...module.aliases]);
  if (mayBeFile) return hasEnding(asked) || asked.includes('/') ? undefined : closestText(asked, names);
  const paths = (factsOf(model.facts.files)?.files ?? []).map(({ path }) => path);
  return didYouMean(asked, [...names, ...paths].sort(byText));
}
