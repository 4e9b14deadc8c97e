import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { firstLengths, NoMqtt, type Packet } from './packets.ts';

type Socket = ReturnType<OutgoingSockets>;

interface HowToRead {
  /** For how long it is waited; without end where absent. */
  readonly milliseconds?: number;
  /** The kind that it has to be. */
  readonly only?: number;
  /** Whether of one that is too large the beginning is given, and the rest read and forgotten. */
  readonly cut?: boolean;
}

/** The packets that come over a socket, one after the other, each of a bounded size. */
export class MqttSession {
  readonly #socket: Socket;
  readonly #host: string;
  readonly #most: number;
  readonly #parts: AsyncIterator<Buffer>;
  #bytes: Buffer = Buffer.alloc(0);
  #next: Promise<IteratorResult<Buffer>> | null = null;

  constructor(socket: Socket, host: string, most: number) {
    this.#socket = socket;
    this.#host = host;
    this.#most = most;
    this.#parts = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  say(packet: Buffer): void {
    this.#socket.write(packet);
  }

  /** The next packet; null where none comes within a time. Throws `outgoing.broke-off`, `outgoing.too-large`, `NoMqtt`. */
  async packet(how: HowToRead = {}): Promise<Packet | null> {
    for (;;) {
      const [first] = this.#bytes;
      // What is not expected is told before it is waited for.
      if (how.only !== undefined && first !== undefined && first >> 4 !== how.only) throw new NoMqtt('another answer is expected');
      const found = firstLengths(this.#bytes);
      if (first !== undefined && found !== null) {
        const about = { kind: first >> 4, flags: first & 15, size: found.body };
        if (found.body > this.#most && how.cut !== true) throw outgoingErrors.tooLarge({ host: this.#host, limit: this.#most });
        if (found.body > this.#most) return { ...about, body: await this.#beginning(found.head, found.body) };
        const end = found.head + found.body;
        if (this.#bytes.byteLength >= end) {
          const body = this.#bytes.subarray(found.head, end);
          this.#bytes = this.#bytes.subarray(end);
          return { ...about, body };
        }
      }
      if (!(await this.#more(how.milliseconds))) return null;
    }
  }

  async #beginning(head: number, size: number): Promise<Buffer> {
    while (this.#bytes.byteLength < head + this.#most) await this.#more();
    const body = this.#bytes.subarray(head, head + this.#most);
    let left = head + size - this.#bytes.byteLength;
    while (left > 0) {
      this.#bytes = Buffer.alloc(0);
      await this.#more();
      left -= this.#bytes.byteLength;
    }
    this.#bytes = left === 0 ? Buffer.alloc(0) : this.#bytes.subarray(left);
    return body;
  }

  /** Waits for more bytes; false where none come within the time. */
  async #more(milliseconds?: number): Promise<boolean> {
    this.#next ??= this.#parts.next();
    const part = await (milliseconds === undefined ? this.#next : within(milliseconds, this.#next));
    if (part === null) return false;
    this.#next = null;
    if (part.done === true) throw outgoingErrors.brokeOff({ host: this.#host, reason: 'it ended the connection' });
    this.#bytes = this.#bytes.byteLength === 0 ? part.value : Buffer.concat([this.#bytes, part.value]);
    return true;
  }
}

/** Null where it takes longer. */
async function within<Value>(milliseconds: number, coming: Promise<Value>): Promise<Value | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, milliseconds, null);
  try {
    return await Promise.race([coming, promise]);
  } finally {
    clearTimeout(timer);
  }
}
