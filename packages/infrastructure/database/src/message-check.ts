/** Types of messages that list what is said of an error, or of something to be noticed (protocol-message-formats). */
const listed = new Set(['E', 'N'].map((type) => type.charCodeAt(0)));
const headBytes = 5;

/**
 * Looks at what a PostgreSQL of others sends before the driver does, which reads beyond the end of an error whose list does not end and
 * never comes back: messages are as long as they say, and such lists end with them.
 */
export class MessageCheck {
  #head: number[] = [];
  /** Bytes that are left of the message. */
  #left = 0;
  /** Within a list: whether a text of it goes on, whether it has ended. */
  #inText = false;
  #hasEnded = true;

  /** Whether a part of the stream, behind all parts before it, is one that may be read. */
  accepts(part: Uint8Array): boolean {
    for (let at = 0; at < part.length; ) {
      if (this.#head.length < headBytes) {
        this.#head.push(part[at] ?? 0);
        at++;
        if (this.#head.length === headBytes && !this.#begin()) return false;
        continue;
      }
      const end = Math.min(part.length, at + this.#left);
      this.#left -= end - at;
      if (this.#isListed()) for (; at < end; at++) if (!this.#take(part[at] ?? 0)) return false;
      at = end;
      if (this.#left > 0) continue;
      if (!this.#hasEnded) return false;
      this.#head = [];
    }
    return true;
  }

  #begin(): boolean {
    const [, a = 0, b = 0, c = 0, d = 0] = this.#head;
    this.#left = ((a << 24) | (b << 16) | (c << 8) | d) - 4;
    if (this.#left < 0) return false;
    this.#inText = false;
    this.#hasEnded = !this.#isListed();
    if (this.#left > 0) return true;
    this.#head = [];
    return this.#hasEnded;
  }

  #isListed(): boolean {
    return listed.has(this.#head[0] ?? 0);
  }

  /** A list is of types, each with a text that ends with a zero, and a zero behind all of them. */
  #take(byte: number): boolean {
    if (this.#hasEnded) return false;
    if (byte !== 0) this.#inText = true;
    else if (this.#inText) this.#inText = false;
    else this.#hasEnded = true;
    return true;
  }
}
