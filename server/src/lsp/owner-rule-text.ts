import { matchesOwnerPattern } from '#core/codeowners';
import type { OwnerRule } from '#core/facts/ownership';
import { factsOf } from '#core/facts/state';
import { coverageOf } from '#core/rules/support/owner-texts';
import { byCount, count, listed, someOf } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { plain } from './hover-text.ts';

/** What one CODEOWNERS rule does: what it matches, what it decides, and what later rules take from it. Markdown. */
export function ownerRuleText({ model, facts }: Snapshot, rule: OwnerRule): string {
  const matches = matchesOwnerPattern(rule.pattern);
  let matched = 0;
  let decided = 0;
  const modules = new Map<string, number>();
  const takenBy = new Map<string, number>();
  const coverage = coverageOf(model);
  const own = coverage.find(each => each.rule === rule);
  const wins = new Set(own?.wins);
  const laterRules = coverage.flatMap(each =>
    own?.takenBy.includes(each.rule) ? [{ rule: each.rule, wins: new Set(each.wins) }] : [],
  );
  for (const { path } of factsOf(facts.files)?.files ?? []) {
    if (!matches(path)) continue;
    matched += 1;
    const { because } = model.ownershipOf(path);
    if (because.by === 'codeowners' && because.rule === rule) {
      decided += 1;
      const name = model.moduleOf(path)?.name ?? 'no module';
      modules.set(name, (modules.get(name) ?? 0) + 1);
    } else if (!wins.has(path)) {
      // A later rule takes it wherever the wiring file may give it: so says the finding about a shadowed rule too.
      const taker = laterRules.find(each => each.wins.has(path))?.rule;
      const later = taker ? `${taker.pattern} on line ${taker.line + 1}` : 'a later rule';
      takenBy.set(later, (takenBy.get(later) ?? 0) + 1);
    } else if (because.by === 'wiring') {
      const declared = `module ${because.module} in ${because.at.path}`;
      takenBy.set(declared, (takenBy.get(declared) ?? 0) + 1);
    }
  }
  const owners = rule.owners.map(owner => owner.handle);
  const lines = [
    `**${plain(rule.pattern)}** ${owners.length === 0 ? 'is owned by nobody' : `is owned by ${plain(listed(owners, 'or'))}`}`,
  ];
  if (rule.comment !== '') lines.push(`*${plain(rule.comment)}*`);
  if (matched === 0) lines.push('It matches no file.');
  else
    lines.push(
      `It matches ${count(matched, 'file')} and decides ${decided === matched ? (matched === 1 ? 'it' : 'all of them') : decided === 0 ? (matched === 1 ? 'nothing' : 'none of them') : `${decided} of them`}.`,
    );
  if (modules.size > 0) {
    lines.push(
      `Modules: ${someOf(
        byCount(modules).map(([name, files]) => `${plain(name)} (${count(files, 'file')})`),
        5,
      )}.`,
    );
  }
  for (const [what, files] of byCount(takenBy).slice(0, 5))
    lines.push(`${count(files, 'file')} taken by ${plain(what)}.`);
  return lines.join('\n\n');
}
