import type { JsonValue } from '@plinth/foundation';
import type { HttpTalk } from '@plinth/outgoing';
import { connectorErrors } from '../errors.ts';
import { framed, frames, headBytes, wholeFrames } from './speak-grpc.ts';

/** Messages that nobody has received yet; beyond that the system is not read. */
const mostWaiting = 32;

/** What a conversation needs to know of its method. */
export interface Speech {
  readonly host: string;
  /** Bytes that may be said, and heard. */
  readonly bytes: number;
  /** Throws where it is no message that may be sent. */
  write(message: JsonValue): Uint8Array;
  read(bytes: Uint8Array): JsonValue;
}

/** Messages that go both ways while a call of gRPC is open, each sent on what was heard before. */
export class Conversation implements HttpTalk {
  readonly #speech: Speech;
  readonly #end: () => void;
  #unsent: { readonly bytes: Uint8Array; readonly sent: () => void }[] = [];
  /** What was heard of a message that is not whole yet, and how long that has to be until one is. */
  #heard: Uint8Array[] = [];
  #heardBytes = 0;
  #wantedBytes = headBytes;
  #waiting: JsonValue[] = [];
  #left: number;
  #finished = false;
  /** How it ended: the error, or null where all was said. */
  #ended: { readonly error: Error | null } | null = null;
  /** Wakes all who wait for something to change. */
  #change = Promise.withResolvers<void>();

  constructor(speech: Speech, end: () => void) {
    this.#speech = speech;
    this.#left = speech.bytes;
    this.#end = end;
  }

  /**
   * Sends a message; done when it is on its way. Throws `connectors.wrong-input`, `unwritable-input`, and `conversation-ended` where
   * either side has said its last.
   */
  async send(message: JsonValue): Promise<void> {
    const bytes = framed(this.#speech.write(message));
    this.#requireOpen();
    this.#left -= bytes.byteLength;
    if (this.#left < 0)
      throw connectorErrors.conversationEnded({ host: this.#speech.host, reason: `more than ${this.#speech.bytes} bytes were said` });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#unsent.push({ bytes, sent: resolve });
    this.#changed();
    await promise;
  }

  /** The next message in an array of its own; none when the system has said its last. Throws how it ended where it failed. */
  async receive(): Promise<readonly [JsonValue] | readonly []> {
    for (;;) {
      const message = this.#waiting.shift();
      if (message !== undefined) {
        this.#changed();
        return [message];
      }
      if (this.#ended !== null) {
        if (this.#ended.error !== null) throw this.#ended.error;
        return [];
      }
      await this.#change.promise;
    }
  }

  /** Says that nothing more will be sent; what the system still says is received. */
  finish(): void {
    this.#finished = true;
    this.#changed();
  }

  /** Ends it for both sides. */
  close(): void {
    this.#end();
    this.over(null);
  }

  /** Told by who holds the call how that ended; null where it went well. */
  over(error: Error | null): void {
    const isCut = error === null && this.#heardBytes > 0 && this.#ended === null;
    const { host } = this.#speech;
    this.#ended ??= { error: isCut ? connectorErrors.unreadableAnswer({ host, reason: 'it ends within a message' }) : error };
    for (const { sent } of this.#unsent.splice(0)) sent();
    this.#changed();
  }

  async next(): Promise<Uint8Array | null> {
    for (;;) {
      const message = this.#unsent.shift();
      if (message !== undefined) {
        message.sent();
        return message.bytes;
      }
      if (this.#finished || this.#ended !== null) return null;
      await this.#change.promise;
    }
  }

  async hear(part: Uint8Array): Promise<void> {
    this.#heard.push(part);
    this.#heardBytes += part.byteLength;
    if (this.#heardBytes < this.#wantedBytes) return;
    const body = Buffer.concat(this.#heard);
    const whole = wholeFrames(body);
    const rest = body.subarray(whole.byteLength);
    this.#heard = [rest];
    this.#heardBytes = rest.byteLength;
    this.#wantedBytes = headBytes + (rest.byteLength < headBytes ? 0 : rest.readUInt32BE(1));
    for (const bytes of frames(whole, this.#speech.host)) this.#waiting.push(this.#speech.read(bytes));
    this.#changed();
    while (this.#waiting.length >= mostWaiting && this.#ended === null) await this.#change.promise;
  }

  #requireOpen(): void {
    const reason = this.#ended !== null ? 'it has ended' : this.#finished ? 'everything was said' : null;
    if (reason !== null) throw connectorErrors.conversationEnded({ host: this.#speech.host, reason });
  }

  #changed(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers<void>();
    resolve();
  }
}
