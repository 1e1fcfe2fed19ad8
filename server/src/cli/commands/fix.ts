import type { RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import type { Finding, Fix } from '#core/rules/finding';
import { findingIdsOf } from '#core/rules/support/couch-findings';
import { groupCalled } from '#core/views/couch-name';
import { explain } from '#core/views/explain';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { toJson } from '#core/views/to-json';
import type { Snapshot } from '#session/snapshot';
import { type Command, OPENING } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { inRoot } from '../in-root.ts';
import { openAndRead } from '../open.ts';
import { EXIT, UsageError } from '../outcome.ts';
import { planAndWrite } from '../plan-and-write.ts';
import { paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';
import { sectionLines } from '../text/explanation.ts';
import type { Opened } from '../world.ts';
import { settingsOf } from './check.ts';

export const fix: Command = {
  name: 'fix',
  order: 6,
  summary: 'list what would mend a finding, or make one of these edits',
  operand: {
    name: 'TARGET',
    required: true,
    describe:
      'a module, couch, team, service or other name (or KIND:NAME) or a file that findings are about, the id of a finding, or a rule',
  },
  options: ['pick', 'write', 'format', ...OPENING],
  examples: [
    { line: 'wiring fix ordering', says: 'what may be done, numbered, each with its gain and cost' },
    { line: 'wiring fix ordering --pick 2', says: 'every edit and move of the second; nothing is written' },
    { line: 'wiring fix ordering --pick 2 --write', says: 'do it: all of it or nothing' },
    { line: 'wiring fix couch-too-big', says: 'what may be done about every finding of one rule' },
  ],
  run: async (parsed, world) => {
    const target = parsed.operands[0] ?? '';
    const { opened, snapshot } = await openAndRead('.', parsed, world);
    // What a remedy gains may need names that are followed only now, and numbers must not change with the memory.
    await world.followNames();
    const findings = findingsAbout(snapshot, target, opened, world.ruleIds());
    if (findings.length === 0 && parsed.value('format') !== 'json') {
      const said = world.ruleIds().includes(target)
        ? `There is no finding of ${target}, so there is nothing to mend.`
        : `No finding is about ${target}, so there is nothing to mend. "wiring explain" tells what is known of it.`;
      const lines = wrap(plain(said), '  ', '');
      return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
    }
    const fixes = findings.flatMap(finding => fixesOf(snapshot, finding));
    const picked = parsed.value('pick');
    if (picked === undefined) {
      if (parsed.has('write')) throw new UsageError('--write needs --pick N: which of the fixes is meant');
      if (parsed.value('format') === 'json') {
        const list = fixes.map(({ finding, fix: { title, note } }) => ({
          finding: finding.id,
          title,
          ...(note === undefined ? {} : { note }),
        }));
        return {
          stdout: toJson({ format: 'wiring-fix', version: DOCUMENT_VERSION, fixes: list }),
          code: EXIT.clean,
        };
      }
      const colours = paint(settingsOf(parsed, world, opened).colour);
      const sections = findings.map(finding => ({
        heading: finding.id,
        lines: [
          finding.message,
          ...fixes.flatMap((each, i) => (each.finding === finding ? [`${i + 1}: ${each.fix.title}`] : [])),
        ],
      }));
      const head = colours.heading(`Fixes  ${fixes.length}`);
      return { stdout: `${[head, ...sectionLines(sections, colours)].join('\n')}\n`, code: EXIT.clean };
    }
    const chosen = fixes[Number(picked) - 1];
    if (!/^\d+$/.test(picked) || !chosen)
      throw new UsageError(
        `--pick is a number from 1 to ${fixes.length}, as "wiring fix ${target}" lists them`,
      );
    const { edits, moves } = chosen.fix;
    const request = moves ? { ...moves, edits } : { moves: [], edits, owners: 'stay' as const };
    return planAndWrite(request, { opened, snapshot, parsed, world }, chosen.fix.title);
  },
};

interface Offered {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Those of each place, once each: an edit of one import is another than that of the next. */
function fixesOf(snapshot: Snapshot, finding: Finding): readonly Offered[] {
  const seen = new Set<string>();
  return finding.places
    .flatMap(({ place }) => snapshot.fixes(finding, place))
    .filter(each => {
      const key = JSON.stringify([each.title, each.edits]);
      return !seen.has(key) && seen.add(key);
    })
    .map(each => ({ finding, fix: each }));
}

/** None of what is known and right; of a name that nothing goes by it is said. */
function findingsAbout(
  snapshot: Snapshot,
  target: string,
  opened: Opened,
  rules: readonly string[],
): readonly Finding[] {
  const { judgement, model, facts } = snapshot;
  const files = factsOf(facts.files)?.files ?? [];
  const isFile = (path: RepoPath | undefined) => files.some(each => each.path === path);
  const path = inRoot(target, opened, isFile);
  const file = isFile(path) ? path : undefined;
  // As `wiring explain` takes them: `service:cart` is the service, whatever else is called so.
  const [, kind, name = target] = /^([a-z]+):(.+)$/.exec(target) ?? [];
  const namesOf = (own: string) =>
    new Set<string>([own, model.module(own)?.name ?? own, model.team(own)?.name ?? own]);
  const [names, named] = [namesOf(target), namesOf(name)];
  const found = judgement.findings.filter(
    ({ id, rule, subject, places }) =>
      id === target ||
      rule === target ||
      Object.entries(subject).some(
        ([key, each]) => names.has(each) || (kind !== undefined && isOf(kind, key) && named.has(each)),
      ) ||
      places.some(({ place }) => place.path === file),
  );
  if (found.length > 0 || rules.includes(target)) return found;
  const group = groupCalled(model, target);
  const ofGroup = group ? findingIdsOf(group) : [];
  if (group) return judgement.findings.filter(({ id }) => ofGroup.includes(id));
  if ('sections' in explain(snapshot, file ?? target, '' as RepoPath)) return [];
  const known = [
    ...judgement.findings.flatMap(({ id, subject }) => [id, ...namesIn(subject)]),
    ...rules,
    ...files.map(({ path }) => path),
  ];
  const meant = known.includes(target) ? undefined : didYouMean(target, known);
  throw new UsageError(`no finding is about "${target}"${meant ? ` — did you mean "${meant}"?` : ''}`);
}

/** What a finding is about may be the whole repository, which has no name. */
function namesIn(subject: Finding['subject']): readonly string[] {
  return Object.values(subject).filter(each => typeof each === 'string');
}

/** Whether a part of what a finding is about is of that kind: `toTeam` is a team, and a chain begins with its service. */
function isOf(kind: string, key: string): boolean {
  return (
    key === kind ||
    key === `to${kind.charAt(0).toUpperCase()}${kind.slice(1)}` ||
    (kind === 'chain' && key === 'service')
  );
}
