/**
 * A root as the system is best asked for what lies below it. It walks each path from its beginning, which is a tenth of the time
 * of looking at thousands of files; from the current folder, where most reviews are begun, the way is short. Asked when a file
 * system is made: the folder this program runs in does not change.
 */
export function fromHere(root: string): string {
  return root === process.cwd() ? '.' : root;
}
