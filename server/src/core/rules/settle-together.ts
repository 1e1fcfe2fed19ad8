import type { DeclaredAccept } from '../facts/declared.ts';
import type { Model } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { listed } from '../views/words.ts';
import { setAside } from './exceptions.ts';
import type { Finding } from './finding.ts';
import type { Draft } from './rule.ts';
import type { Settled } from './settle.ts';

/**
 * A finding about several modules together is accepted once accepts name every one of them: who takes one module upon
 * himself does not speak for the others. Until then it stays, and says which are accepted.
 */
export function settleTogether(
  finding: Finding,
  draft: Draft,
  model: Model,
  accepts: { readonly holding: readonly DeclaredAccept[]; readonly expired: readonly DeclaredAccept[] },
  found: Settled,
): void {
  const members = draft.members ?? [];
  const open = new Set(members);
  const use = (accept: DeclaredAccept) =>
    found.usedAccepts.set(accept, (found.usedAccepts.get(accept) ?? 0) + 1);
  const taking: DeclaredAccept[] = [];
  for (const accept of accepts.holding) {
    const named = namedBy(accept, members, model);
    if (named.length === 0) continue;
    if (accept.atMost !== undefined) {
      // What counts nothing is not at most so many: taking it would accept more than was meant.
      found.uncounted.add(accept);
      continue;
    }
    use(accept);
    if (named.some(name => open.has(name))) taking.push(accept);
    for (const name of named) open.delete(name);
  }
  const [first] = taking;
  if (first && open.size === 0) {
    const reason = [...new Set(taking.map(({ because }) => because))].join('; ');
    // It is back as soon as one of them is.
    const [until] = taking.flatMap(accept => accept.until ?? []).sort();
    found.accepted.push({
      finding,
      by: 'accept',
      reason,
      at: first.at,
      ...(until === undefined ? {} : { until }),
    });
    return;
  }
  // Those that have expired would take what no other takes.
  const back = accepts.expired.map(accept => ({ accept, named: namedBy(accept, [...open], model) }));
  if ([...open].every(name => back.some(({ named }) => named.includes(name))))
    for (const { accept, named } of back) if (named.length > 0) use(accept);
  const accepted = members.filter(name => !open.has(name));
  found.findings.push(accepted.length === 0 ? finding : standing(finding, accepted, [...open]));
}

/** Which of several modules an accept names. */
function namedBy(accept: DeclaredAccept, members: readonly string[], model: Model): readonly string[] {
  const takes = (subject: Draft['subject']) => {
    const module = subject.module === undefined ? undefined : model.module(subject.module);
    const places = module ? [{ place: module.at, message: '' }] : [];
    const alone: Draft = { key: '', message: '', places, related: [], subject, evidence: [] };
    return setAside(accept, alone, { places, files: undefined }, model).places.length > 0;
  };
  if (!accept.between) return members.filter(module => takes({ module }));
  return members.filter(module =>
    members.some(
      other =>
        other !== module &&
        (takes({ module, toModule: other }) || takes({ module: other, toModule: module })),
    ),
  );
}

/** The same finding for as long as the same are accepted, so that nobody is told of it anew. */
function standing(finding: Finding, accepted: readonly string[], open: readonly string[]): Finding {
  return finds(finding, [accepted.join('\n')], () => ({
    ...finding,
    acceptedMembers: accepted,
    evidence: [
      ...finding.evidence,
      `accepted by itself: ${listed(accepted)}; it stays until ${listed(open)} ${open.length === 1 ? 'is' : 'are'} accepted too`,
    ],
  }));
}

const finds = lastFor<Finding, Finding>();
