/** The second thread: mines history while the first one reads the tree. An entry point of its own, `dist/history-thread.cjs`. */
import { nodeGit } from '#platform/node-git';
import { serveSecondThread } from '#platform/second-thread';
import { type Mined, type MiningJob, minePacked } from '#sources/mine-history';

/** What the second thread is asked to do. */
export interface HistoryTask {
  readonly root: string;
  readonly job: MiningJob;
}

serveSecondThread<HistoryTask, Mined>(({ root, job }, signal) => minePacked(nodeGit(root), job, { signal }));
