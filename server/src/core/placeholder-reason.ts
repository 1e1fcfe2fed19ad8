/** In words that a search for unfinished work finds, wherever the file ends up. */
export const PLACEHOLDER_REASON = 'TODO: say why, and what will end it';

/** Whether a reason is still to be written: the one a quick fix puts there, or another that begins with TODO. */
export function isPlaceholderReason(reason: string): boolean {
  return /^\s*todo\b/i.test(reason);
}
