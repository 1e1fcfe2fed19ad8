import type { Place } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Finding } from '../rules/finding.ts';
import { couchEntries, couchesWorth } from './couch-list.ts';
import { DOCUMENT_VERSION } from './facts-document.ts';
import { countSeverities, teamFor } from './findings-by-team.ts';
import { notAnalysed } from './not-analysed.ts';
import type { Reviewed } from './reviewed.ts';

/**
 * The machine's view of a review (`wiring check --format json`, schema/check.schema.json).
 * Lines and columns count from one; paths are relative to the root; sorted as the findings are.
 */
export type CheckDocument = ReturnType<typeof checkDocument>;

export function checkDocument(reviewed: Reviewed, findings: readonly Finding[], tool: string) {
  const { judgement, model, independence, problems, facts, today } = reviewed;
  const history = factsOf(facts.history);
  const missing = notAnalysed(reviewed);
  return {
    format: 'wiring-check',
    version: DOCUMENT_VERSION,
    tool,
    today,
    reviewed: history?.reviewed ?? null,
    summary: {
      ...countSeverities(findings),
      accepted: judgement.accepted.length,
      skippedRules: judgement.skipped.length,
      modules: model.modules.length,
      teams: model.teams.length,
      files: factsOf(facts.files)?.files.length ?? 0,
    },
    independence: {
      unknown: independence.unknown ?? null,
      carries: independence.carries,
      alone: independence.alone,
      windowMonths: independence.windowMonths,
      liftersBy: independence.liftersBy,
      teams: independence.teams.map(({ team, alone, lifted, share, with: others }) => ({
        team,
        alone,
        lifted,
        share: share ?? null,
        with: others,
      })),
    },
    couches: couchEntries(couchesWorth(reviewed)),
    findings: findings.map(finding => findingEntry(finding, teamFor(finding, model))),
    accepted: judgement.accepted.map(({ finding, by, reason, at, until }) => ({
      by,
      reason,
      until: until ?? null,
      at: spot(at),
      finding: findingEntry(finding, teamFor(finding, model)),
    })),
    problems: problems.map(({ code, severity, message, place, suggestions }) => ({
      code,
      severity,
      message,
      ...spot(place),
      suggestions: suggestions.map(({ title }) => title),
    })),
    ran: judgement.ran,
    skippedRules: judgement.skipped,
    notAnalysed: {
      imports: missing.imports,
      unresolved: Object.fromEntries(missing.unresolved),
      skippedFiles: Object.fromEntries(missing.skippedFiles),
      unreadLanguages: Object.fromEntries(missing.unreadLanguages),
      setAsideChanges: Object.fromEntries(missing.setAsideChanges),
    },
    sources: missing.sources,
  };
}

function findingEntry(finding: Finding, team: string | undefined) {
  const { id, rule, severity, message, place, places, related, subject, evidence, layer, mechanism } =
    finding;
  return {
    id,
    rule,
    severity,
    message,
    ...spot(place),
    team: team ?? null,
    subject,
    places: places.map(other => ({ ...spot(other.place), message: other.message })),
    related: related.map(other => ({ ...spot(other.place), message: other.message })),
    evidence,
    layer,
    mechanism,
  };
}

function spot({ path, range }: Place) {
  return {
    path,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}
