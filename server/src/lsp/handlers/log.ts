import type { LogText } from '../protocol.ts';
import { logOf } from '../report.ts';
import type { Server } from '../server.ts';

/** What was read and what was skipped, root by root. */
export function log(server: Server): LogText {
  const parts = server.roots.all().map(root => {
    if (root.failed !== undefined) return `${root.name}: the review failed: ${root.failed}`;
    if (!root.latest) return `${root.name}: ${root.cancelled ? 'the review was stopped' : 'being reviewed'}`;
    return `${root.name}\n${logOf(root.latest, server.settings.trusted)}`;
  });
  return { text: parts.length === 0 ? 'No folder is open, so nothing is reviewed.' : parts.join('\n\n') };
}
