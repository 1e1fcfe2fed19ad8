/** The second thread: mines history while the first one reads the tree. An entry point of its own, `dist/history-thread.cjs`. */
import { nodeGit } from '#platform/node-git';
import { serveSecondThread } from '#platform/second-thread';
import { packHistory } from '#sources/history-cache';
import { type Mined, type MiningJob, mineHistory } from '#sources/mine-history';

/** What the second thread is asked to do. */
export interface HistoryTask {
  readonly root: string;
  readonly job: MiningJob;
}

serveSecondThread<HistoryTask, Mined>(async ({ root, job }, signal) => {
  const state = await mineHistory(nodeGit(root), job, { signal });
  return state.state === 'absent' ? { state } : { packed: packHistory(state) };
});
