import type { Finding, Severity } from '#core/rules/finding';
import type { Explanation } from '#core/views/explain';
import type { Reviewed } from '#core/views/reviewed';

/** One output format, one file in `formats/`. The registry is generated from the folder. */
export interface Format {
  readonly name: string;
  check(report: CheckReport): string;
  explain(explanation: Explanation, settings: Settings): string;
}

export interface CheckReport {
  readonly reviewed: Reviewed;
  /** The findings to show: all of them, or those of the rules asked for. */
  readonly findings: readonly Finding[];
  readonly settings: Settings;
}

export interface Settings {
  readonly version: string;
  /** The folder's name, for the first line. Never an absolute path: the same tree gives the same bytes everywhere. */
  readonly rootName: string;
  readonly colour: boolean;
  readonly quiet: boolean;
  readonly all: boolean;
  readonly failOn: Severity | 'never';
  /** Only these rules were asked for; empty: all. */
  readonly rules: readonly string[];
  /** Sentences about how the root was reviewed (no git asked, no repository). */
  readonly remarks: readonly string[];
}

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1 };

/** Whether a finding of this severity makes the run fail. */
export function reaches(severity: Severity, level: Severity | 'never'): boolean {
  return level !== 'never' && RANK[severity] >= RANK[level];
}
