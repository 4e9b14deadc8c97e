import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { FieldReader, FieldWriter, NoAmqp } from './fields.ts';
import {
  type Frame,
  firstFrame,
  frame,
  frameKinds,
  frameOverhead,
  methodFrame,
  methods,
  mostFrame,
  type Properties,
  readHeader,
} from './frames.ts';

type Socket = ReturnType<OutgoingSockets>;

/** The broker said that it does not do what it was asked (section 1.1 lists the codes). */
export class AmqpRefusal extends Error {
  readonly status: number;

  constructor(status: number, said: string) {
    super(said);
    this.status = status;
  }
}

/** A method of the broker with its arguments still to be read. */
export interface Said {
  readonly method: number;
  readonly fields: FieldReader;
}

/** A message; of one that is too large only its beginning is kept. */
export interface Content {
  readonly properties: Properties;
  readonly body: Buffer;
  readonly size: number;
}

export interface SessionOptions {
  readonly host: string;
  readonly login: string;
  readonly password: string;
  readonly virtualHost: string;
  /** Seconds after which each side tells the other that it is there; 0 where a call ends before that matters. */
  readonly heartbeatSeconds: number;
}

const channel = 1;
const header = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

/** One connection with one channel to a broker, read frame by frame, so that nothing it says is kept that is not asked for. */
export class AmqpSession {
  readonly #socket: Socket;
  readonly #host: string;
  readonly #parts: AsyncIterator<Buffer>;
  #bytes: Buffer = Buffer.alloc(0);
  #frameMost = 4096;
  #beat: NodeJS.Timeout | null = null;
  /** Since when it is waited for the broker; null while it is not. */
  #waitsSince: number | null = null;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    this.#parts = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Signs in and opens the channel. Throws {@link AmqpRefusal}, {@link NoAmqp}, `outgoing.broke-off`. */
  static async open(socket: Socket, { host, login, password, virtualHost, heartbeatSeconds }: SessionOptions): Promise<AmqpSession> {
    const session = new AmqpSession(socket, host);
    socket.write(header);
    await session.#expect(0, methods.start);
    // Whoever says so is told that the login is wrong, where others only see the connection end.
    const about = {
      product: 'Plinth',
      capabilities: { authentication_failure_close: true, consumer_cancel_notify: true, 'basic.nack': true, publisher_confirms: true },
    };
    const signIn = new FieldWriter().table(about).shortText('PLAIN').longText(`\0${login}\0${password}`).shortText('en_US');
    session.#say(0, methods.startOk, signIn);
    const { fields } = await session.#expect(0, methods.tune);
    fields.short();
    const offered = fields.long();
    session.#frameMost = Math.min(offered === 0 ? mostFrame : Math.max(offered, 4096), mostFrame);
    session.#say(0, methods.tuneOk, new FieldWriter().short(channel).long(session.#frameMost).short(heartbeatSeconds));
    session.#say(0, methods.open, new FieldWriter().shortText(virtualHost).shortText('').octet(0));
    await session.#expect(0, methods.openOk);
    session.say(methods.channelOpen, new FieldWriter().shortText(''));
    await session.expect(methods.channelOpenOk);
    if (heartbeatSeconds > 0) session.#keepAlive(heartbeatSeconds * 1000);
    return session;
  }

  say(method: number, fields?: FieldWriter): void {
    this.#say(channel, method, fields);
  }

  /** A message after the method that announces it, in as many frames as the broker wants. */
  sayContent(head: Buffer, body: Buffer): void {
    const most = this.#frameMost - frameOverhead;
    this.#socket.write(head);
    for (let at = 0; at < body.byteLength; at += most) this.#socket.write(frame(frameKinds.body, channel, body.subarray(at, at + most)));
  }

  /** The next method, which has to be one of these. */
  expect(...wanted: readonly number[]): Promise<Said> {
    return this.#expect(channel, ...wanted);
  }

  /** The message that follows a method; bytes beyond a limit are read and forgotten. */
  async content(most: number): Promise<Content> {
    const head = await this.#frame();
    if (head.kind !== frameKinds.header) throw new NoAmqp('a message has no header');
    const { size, properties } = readHeader(head.payload);
    const kept: Buffer[] = [];
    let got = 0;
    while (got < size) {
      const { kind, payload } = await this.#frame();
      if (kind !== frameKinds.body || payload.byteLength === 0) throw new NoAmqp('a message is cut');
      if (got < most) kept.push(Buffer.from(payload.subarray(0, most - got)));
      got += payload.byteLength;
    }
    if (got > size) throw new NoAmqp('a message is longer than its header says');
    return { properties, body: Buffer.concat(kept), size };
  }

  /** Ends the connection when the broker has done all that it was told. */
  async close(): Promise<void> {
    const goodbye = new FieldWriter().short(200).shortText('Done').short(0).short(0);
    this.say(methods.channelClose, goodbye);
    for (;;) {
      const { kind, payload } = await this.#frame();
      if (kind === frameKinds.method && new FieldReader(payload).long() === methods.channelCloseOk) break;
    }
    this.#say(0, methods.close, goodbye);
    this.stop();
    this.#socket.end();
  }

  stop(): void {
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#beat = null;
  }

  /** Tells the broker now and then that we are there, and ends the connection where it has said nothing for three times as long. */
  #keepAlive(milliseconds: number): void {
    this.#beat = setInterval(() => {
      this.#socket.write(frame(frameKinds.heartbeat, 0, Buffer.alloc(0)));
      if (this.#waitsSince !== null && performance.now() - this.#waitsSince > milliseconds * 3)
        this.#socket.destroy(outgoingErrors.brokeOff({ host: this.#host, reason: 'it does not answer any longer' }));
    }, milliseconds / 2).unref();
  }

  #say(on: number, method: number, fields?: FieldWriter): void {
    this.#socket.write(methodFrame(on, method, fields));
  }

  async #expect(on: number, ...wanted: readonly number[]): Promise<Said> {
    const { kind, channel: from, payload } = await this.#frame();
    if (kind !== frameKinds.method) throw new NoAmqp('another frame is expected');
    const fields = new FieldReader(payload);
    const method = fields.long();
    if (method === methods.close || method === methods.channelClose) {
      const status = fields.short();
      throw new AmqpRefusal(status, fields.shortText().slice(0, 500));
    }
    if (from !== on || !wanted.includes(method)) throw new NoAmqp('another method is expected');
    return { method, fields };
  }

  /** The next frame that says something. */
  async #frame(): Promise<Frame> {
    for (;;) {
      const found = firstFrame(this.#bytes);
      if (found !== null) {
        this.#bytes = this.#bytes.subarray(found.size);
        if (found.frame.kind !== frameKinds.heartbeat) return found.frame;
        continue;
      }
      this.#waitsSince = performance.now();
      const { done, value } = await this.#parts.next();
      this.#waitsSince = null;
      if (done === true) throw outgoingErrors.brokeOff({ host: this.#host, reason: 'it ended the connection' });
      // A frame has an end that is known, so this holds less than two of them.
      this.#bytes = this.#bytes.byteLength === 0 ? value : Buffer.concat([this.#bytes, value]);
    }
  }
}
