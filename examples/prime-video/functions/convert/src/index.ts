import { detect, type Frame } from '@player/detect';

/** Cuts a stream into frames, puts them into the bucket and calls the next function for each part. */
export function convert(stream: string, bytes: Uint8Array, size: number): readonly string[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += 2 * size) {
    frames.push({
      stream,
      number: frames.length,
      picture: bytes.subarray(at, at + size),
      sound: bytes.subarray(at + size, at + 2 * size),
    });
  }
  return detect(frames);
}
