import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import type { Snapshot } from '#session/snapshot';
import type { ToProto } from './to-proto.ts';

/**
 * The only publisher of diagnostics. A second one for the same file would overwrite the first, so whatever is wrong
 * with a file, from whichever source, comes together here.
 */
export interface Publisher {
  /** Tells the client what changed since the last time. */
  publish(snapshot: Snapshot): void;
  /** Takes everything back. */
  clear(): void;
}

/**
 * @param shown whether a file gets diagnostics at all (a setting may restrict them to open files)
 * @param version the version of the text that the client has open
 */
export function createPublisher(
  connection: Connection,
  proto: ToProto,
  shown: (path: RepoPath) => boolean,
  version: (path: RepoPath) => number | undefined,
): Publisher {
  let before = new Map<RepoPath, string>();

  function send(path: RepoPath, diagnostics: Diagnostic[]): void {
    const open = version(path);
    void connection.sendDiagnostics({
      uri: proto.uri(path),
      diagnostics,
      ...(open === undefined ? {} : { version: open }),
    });
  }

  return {
    publish(snapshot) {
      const now = new Map<RepoPath, string>();
      for (const [path, diagnostics] of diagnosticsOf(snapshot, proto)) {
        if (!shown(path)) continue;
        // An editor moves what it shows with the text, and not always right (a marked line that is deleted and brought
        // back loses its mark), so a newer text gets its diagnostics again even when they are the same.
        const text = `${version(path) ?? ''} ${JSON.stringify(diagnostics)}`;
        now.set(path, text);
        if (before.get(path) !== text) send(path, diagnostics);
      }
      for (const path of before.keys()) if (!now.has(path)) send(path, []);
      before = now;
    },
    clear() {
      for (const path of before.keys()) send(path, []);
      before = new Map();
    },
  };
}

/** Findings and problems of a snapshot, by file. */
export function diagnosticsOf(snapshot: Snapshot, proto: ToProto): Map<RepoPath, Diagnostic[]> {
  const byPath = new Map<RepoPath, Diagnostic[]>();
  const add = (path: RepoPath, diagnostic: Diagnostic) => {
    const list = byPath.get(path);
    if (list) list.push(diagnostic);
    else byPath.set(path, [diagnostic]);
  };
  for (const problem of snapshot.problems) {
    const { path, diagnostic } = proto.problem(problem);
    add(path, diagnostic);
  }
  for (const finding of snapshot.judgement.findings) {
    for (const { path, diagnostic } of proto.finding(finding)) add(path, diagnostic);
  }
  return byPath;
}
