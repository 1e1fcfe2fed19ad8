/** What is still needed of the pieces of a stream, put together in one place: new memory for each piece would cost more. */
export class HeldBytes {
  /** All that is at hand. */
  bytes: Buffer = Buffer.alloc(0);
  #room: Buffer = Buffer.alloc(0);

  /** Puts a piece behind what is held. @returns where it begins */
  add(piece: Uint8Array): number {
    const held = this.bytes.length;
    if (held === 0) {
      this.bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      return 0;
    }
    const length = held + piece.length;
    if (this.#room.length < length) {
      const larger = Buffer.allocUnsafe(2 * length);
      this.bytes.copy(larger);
      this.#room = larger;
    }
    // What is held stands at the front of the room by now.
    this.#room.set(piece, held);
    this.bytes = this.#room.subarray(0, length);
    return held;
  }

  /** Lets go of all before an offset. The last piece goes back to whoever it came from. */
  keep(from: number): void {
    const rest = this.bytes.subarray(from);
    if (this.#room.length < rest.length) this.#room = Buffer.allocUnsafe(2 * rest.length);
    this.#room.set(rest);
    this.bytes = this.#room.subarray(0, rest.length);
  }
}
