import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { firstPacket, NoMqtt, type Packet } from './packets.ts';

type Socket = ReturnType<OutgoingSockets>;

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
  async packet({ milliseconds, only }: { readonly milliseconds?: number; readonly only?: number } = {}): Promise<Packet | null> {
    for (;;) {
      const [first] = this.#bytes;
      // What is not expected is told before it is waited for.
      if (only !== undefined && first !== undefined && first >> 4 !== only) throw new NoMqtt('another answer is expected');
      const found = firstPacket(this.#bytes);
      if (found !== null) {
        this.#bytes = this.#bytes.subarray(found.size);
        return found.packet;
      }
      this.#next ??= this.#parts.next();
      const part = await (milliseconds === undefined ? this.#next : Promise.race([this.#next, after(milliseconds)]));
      if (part === null) return null;
      this.#next = null;
      if (part.done === true) throw outgoingErrors.brokeOff({ host: this.#host, reason: 'it ended the connection' });
      if (this.#bytes.byteLength + part.value.byteLength > this.#most)
        throw outgoingErrors.tooLarge({ host: this.#host, limit: this.#most });
      this.#bytes = Buffer.concat([this.#bytes, part.value]);
    }
  }
}

function after(milliseconds: number): Promise<null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  setTimeout(resolve, milliseconds, null).unref();
  return promise;
}
