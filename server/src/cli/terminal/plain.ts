/**
 * Text from a workspace (messages, names, paths) as it may reach a terminal: without control codes, which could
 * recolour, overwrite or retitle it, and without marks that reverse the reading direction. Line ends become spaces.
 */
export function plain(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').replace(UNSAFE, '');
}

// C0 and C1 controls, DEL, zero-width and bidirectional formatting, and lone halves of surrogate pairs.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
