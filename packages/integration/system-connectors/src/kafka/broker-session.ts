import { GrowingBytes, type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { KafkaReader, KafkaWriter, NoKafka } from './kafka-fields.ts';
import { accept, codes, KafkaRefusal } from './kafka-refusal.ts';
import { type Api, apis } from './requests.ts';
import { signInByScram } from './scram.ts';

type Socket = ReturnType<OutgoingSockets>;

export interface BrokerSessionOptions {
  readonly host: string;
  readonly isEncrypted: boolean;
  readonly login: { readonly login: string; readonly password: string } | null;
  /** How long an answer may be waited for. */
  readonly milliseconds: number;
}

export interface Asked {
  /** Bytes that an answer may have. */
  readonly most?: number;
  /** Whether of a longer one the beginning is taken, and the rest read and forgotten. */
  readonly cut?: boolean;
  /** How long the broker itself was told to wait. */
  readonly waitMilliseconds?: number;
}

const clientId = 'plinth';
const usualMost = 10_000_000;
/** Part of the time for which a broker believes a login, after which another connection is made. */
const believed = 0.8;

/** One connection to one broker, asked one question after the other. */
export class BrokerSession {
  readonly #socket: Socket;
  readonly #options: BrokerSessionOptions;
  readonly #parts: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #correlation = 0;
  #versions: ReadonlyMap<number, readonly [number, number]> | null = null;
  #until = Number.POSITIVE_INFINITY;

  private constructor(socket: Socket, options: BrokerSessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#parts = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Asks which versions the broker speaks, and signs in. Throws {@link KafkaRefusal}, {@link NoKafka}, errors of `outgoing`. */
  static async open(socket: Socket, options: BrokerSessionOptions): Promise<BrokerSession> {
    const session = new BrokerSession(socket, options);
    const reader = await session.ask(apis.apiVersions, new KafkaWriter());
    accept(reader.int16());
    session.#versions = new Map(reader.list(() => [reader.int16(), [reader.int16(), reader.int16()]] as const));
    if (options.login !== null) await session.#signIn(options.login);
    return session;
  }

  /** Whether it can still be asked: it was not ended, and the login is believed for a while. */
  get isUsable(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#until;
  }

  /** Asks, and gives what was answered. */
  async ask(api: Api, body: KafkaWriter, { most = usualMost, cut = false, waitMilliseconds = 0 }: Asked = {}): Promise<KafkaReader> {
    const spoken = this.#versions?.get(api.key);
    if (this.#versions !== null && (spoken === undefined || api.version < spoken[0] || api.version > spoken[1]))
      throw new KafkaRefusal(codes.unsupportedVersion, `the broker does not speak ${api.name} in version ${api.version}`);
    const correlation = ++this.#correlation;
    const head = new KafkaWriter().int16(api.key).int16(api.version).int32(correlation).text(clientId);
    const patience = this.#options.milliseconds + waitMilliseconds;
    const seconds = Math.ceil(patience / 1000);
    const timer = setTimeout(() => this.#socket.destroy(outgoingErrors.timedOut({ host: this.#options.host, seconds })), patience);
    try {
      this.#socket.write(new KafkaWriter().blob(Buffer.concat([head.bytes, body.bytes])).bytes);
      const reader = new KafkaReader(await this.#frame(most, cut));
      if (reader.int32() !== correlation) throw new NoKafka('it answers what it was not asked');
      return reader;
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#socket.destroy();
  }

  /** By the best way that the broker offers; a password is shown over an encrypted connection alone. */
  async #signIn(login: NonNullable<BrokerSessionOptions['login']>): Promise<void> {
    const preferred = ['SCRAM-SHA-512', 'SCRAM-SHA-256', ...(this.#options.isEncrypted ? ['PLAIN'] : [])];
    let { error, offered } = await this.#handshake(preferred[0] ?? '');
    let mechanism = preferred[0];
    if (error === codes.unsupportedMechanism) {
      mechanism = preferred.find((each) => offered.includes(each));
      if (mechanism === undefined)
        throw new KafkaRefusal(error, `it lets one sign in by ${offered.join(', ').slice(0, 200)}, and we do by ${preferred.join(', ')}`);
      ({ error, offered } = await this.#handshake(mechanism));
    }
    accept(error);
    const say = async (message: Buffer) => {
      const reader = await this.ask(apis.saslAuthenticate, new KafkaWriter().blob(message));
      const [code, said] = [reader.int16(), reader.text()];
      accept(code, said);
      const answer = reader.bytes();
      const lifetime = Number(reader.int64());
      if (lifetime > 0) this.#until = performance.now() + lifetime * believed;
      return answer;
    };
    if (mechanism === 'PLAIN') await say(Buffer.from(`\0${login.login}\0${login.password}`));
    else await signInByScram(mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha512', login, say);
  }

  async #handshake(mechanism: string) {
    const reader = await this.ask(apis.saslHandshake, new KafkaWriter().text(mechanism));
    return { error: reader.int16(), offered: reader.list(() => reader.text() ?? '') };
  }

  /** The next answer without its length. */
  async #frame(most: number, cut: boolean): Promise<Buffer> {
    while (this.#rest.byteLength < 4) this.#rest = Buffer.concat([this.#rest, await this.#next()]);
    const length = this.#rest.readInt32BE();
    if (length < 4) throw new NoKafka('an answer has no length');
    if (length > most && !cut) throw new NoKafka(`it wants to answer with ${length} bytes, which are more than may be`);
    const kept = new GrowingBytes();
    let part: Buffer = this.#rest.subarray(4);
    for (let left = length; ; part = await this.#next()) {
      const own = part.subarray(0, left);
      kept.add(own.subarray(0, Math.max(most - kept.size, 0)));
      left -= own.byteLength;
      if (left > 0) continue;
      this.#rest = part.subarray(own.byteLength);
      return kept.bytes;
    }
  }

  async #next(): Promise<Buffer> {
    const { done, value } = await this.#parts.next();
    if (done === true) throw outgoingErrors.brokeOff({ host: this.#options.host, reason: 'it ended the connection' });
    return value;
  }
}
