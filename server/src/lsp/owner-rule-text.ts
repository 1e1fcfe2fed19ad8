import { matchesOwnerPattern } from '#core/codeowners';
import type { OwnerRule } from '#core/facts/ownership';
import { factsOf } from '#core/facts/state';
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
  for (const { path } of factsOf(facts.files)?.files ?? []) {
    if (!matches(path)) continue;
    matched += 1;
    const { because } = model.ownershipOf(path);
    if (because.by === 'codeowners' && because.rule === rule) {
      decided += 1;
      const name = model.moduleOf(path)?.name ?? 'no module';
      modules.set(name, (modules.get(name) ?? 0) + 1);
    } else if (because.by === 'codeowners') {
      const later = `${because.rule.pattern} on line ${because.rule.line + 1}`;
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
      `It matches ${count(matched, 'file')} and decides ${decided === matched ? 'all of them' : `${decided} of them`}.`,
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
