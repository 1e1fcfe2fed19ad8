import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, readlinkSync } from 'node:fs';

/** Beyond this nothing is read: whether such a file differs stays open. */
const LARGEST = 64 << 20;

/** The ids that the content of a file would have as a blob: as it is, and with line ends as git stores them. */
export interface BlobIds {
  readonly plain: string;
  readonly withoutReturns: string;
}

/** Undefined for what is no regular file, cannot be read or is too large. No link is followed, no pipe waited for. */
export function blobIds(full: string, like: string): BlobIds | undefined {
  let file: number | undefined;
  try {
    file = openSync(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size > LARGEST) return undefined;
    const bytes = readFileSync(file);
    const plain = blobId(bytes, like);
    return { plain, withoutReturns: bytes.includes('\r\n') ? blobId(unixEnds(bytes), like) : plain };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The id of a link's target; undefined where there is no link. */
export function linkId(full: string, like: string): string | undefined {
  try {
    return blobId(readlinkSync(full, { encoding: 'buffer' }), like);
  } catch {
    return undefined;
  }
}

/** A repository counts in SHA-1 or in SHA-256; the length of another id tells. */
function blobId(bytes: Buffer, like: string): string {
  return createHash(like.length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

function unixEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
