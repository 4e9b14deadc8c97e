import type { Channel, ChannelNotice, Conversation, OperationContract, OperationTarget } from '@plinth/api-contract';
import { asPlinthError, type ErrorCatalogue, type PlinthError, type RequestContext, toProblem, traceId } from '@plinth/foundation';
import type { RawData, WebSocket } from 'ws';
import type { MessageReader, ReadMessage } from './channel-messages.ts';
import { gatewayErrors } from './errors.ts';
import { type GatheredRequest, GatheredWork } from './gathered-work.ts';
import type { FinishedRequest } from './routes.ts';

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly channel: Channel;
  readonly context: RequestContext;
  readonly target: OperationTarget;
  /** What errors say to whoever opened it; null is English. */
  readonly errors: ErrorCatalogue | null;
  readonly read: MessageReader;
  /** Looks again who it is. */
  readonly identify: () => RequestContext | Promise<RequestContext>;
  readonly authorize: (context: RequestContext, contract: Pick<OperationContract, 'permission' | 'scope' | 'samples'>) => void;
  readonly onFinished: (request: FinishedRequest) => void;
  readonly onGathered: ((work: GatheredRequest) => void) | undefined;
  readonly onEnded: () => void;
}

/** What several hear is written once. */
const writtenMessages = new WeakMap<object, Buffer>();

function written(message: unknown): Buffer {
  const known = typeof message === 'object' && message !== null ? writtenMessages.get(message) : undefined;
  const bytes = known ?? Buffer.from(JSON.stringify(message));
  if (known === undefined && typeof message === 'object' && message !== null) writtenMessages.set(message, bytes);
  return bytes;
}

/** Messages that may wait for the one in work. */
const mostWaiting = 100;
/** How long a cut-off reader may take to read why, in milliseconds. */
const farewell = 2000;
const goingAway = 1001;

/** One WebSocket: its messages one after the other, within the limits, for as long as its proof holds. */
export class ChannelConnection {
  context: RequestContext;
  readonly #options: ConnectionOptions;
  readonly #conversation: Conversation<never>;
  readonly #waiting: ReadMessage[] = [];
  readonly #work: GatheredWork | null;
  #working = false;
  #renewing = false;
  #ending = false;
  #answered = true;
  #allowance: number;
  #allowedAt = performance.now();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.context = options.context;
    this.#work = options.onGathered === undefined ? null : new GatheredWork(options.onGathered);
    const { socket, channel } = options;
    this.#allowance = channel.contract.limits.messagesPerSecond * 2;
    this.#conversation = channel.open(options.context, options.target, { send: (message: unknown) => this.#send(message) } as never);
    socket.on('message', (data, isBinary) => this.#hear(data, isBinary));
    socket.on('pong', () => {
      this.#answered = true;
    });
    // What is wrong with the frames closes the socket, with the code that RFC 6455 §7.4 has for it.
    socket.on('error', () => {
      this.#ending = true;
    });
    socket.on('close', () => {
      this.#ending = true;
      this.#waiting.length = 0;
      this.#conversation.ended();
      this.#work?.end();
      options.onEnded();
    });
  }

  /** Cuts the connection off where its session or token is over, or where nobody can say whether it is. */
  async renew(): Promise<void> {
    if (this.#ending || this.#renewing) return;
    this.#renewing = true;
    try {
      const found = this.#options.identify();
      const context = found instanceof Promise ? await found : found;
      if (context.actor.id !== this.context.actor.id) throw gatewayErrors.proofEnded();
      this.#options.authorize(context, this.#options.channel.contract);
      this.context = context;
    } catch (thrown) {
      this.#fail(asPlinthError(thrown));
    } finally {
      this.#renewing = false;
    }
  }

  /** Says that the server is there, and ends what did not answer since the last time. */
  beat(): void {
    const { socket } = this.#options;
    if (!this.#answered) {
      socket.terminate();
      return;
    }
    this.#answered = false;
    socket.ping();
    const notice: ChannelNotice = { type: 'beat' };
    this.#send(notice);
  }

  leave(): void {
    this.#ending = true;
    this.#options.socket.close(goingAway);
    this.#endSoon();
  }

  #hear(data: RawData, isBinary: boolean): void {
    if (this.#ending) return;
    const { limits } = this.#options.channel.contract;
    try {
      const bytes = data as Buffer;
      if (bytes.length > limits.messageBytes) throw gatewayErrors.messageTooLarge({ limit: limits.messageBytes });
      if (isBinary) throw gatewayErrors.malformedMessage({ reason: 'it must be text' });
      this.#spend(limits.messagesPerSecond);
      if (this.#waiting.length >= mostWaiting) throw gatewayErrors.tooManyMessages({ limit: limits.messagesPerSecond });
      this.#waiting.push(this.#options.read(bytes.toString()));
      if (!this.#working) void this.#workThrough();
    } catch (thrown) {
      this.#fail(asPlinthError(thrown));
    }
  }

  /** A bucket that fills with time and holds what may come in two seconds. */
  #spend(perSecond: number): void {
    const now = performance.now();
    this.#allowance = Math.min(perSecond * 2, this.#allowance + ((now - this.#allowedAt) / 1000) * perSecond) - 1;
    this.#allowedAt = now;
    if (this.#allowance < 0) throw gatewayErrors.tooManyMessages({ limit: perSecond });
  }

  async #workThrough(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next !== undefined && !this.#ending; next = this.#waiting.shift()) await this.#handle(next);
    this.#working = false;
  }

  async #handle({ message, operation }: ReadMessage): Promise<void> {
    const started = performance.now();
    const context = { ...this.context, trace: traceId() };
    let error: PlinthError | null = null;
    let thrown: unknown = null;
    try {
      if (operation !== undefined) this.#options.authorize(context, operation);
      await this.#conversation.receive(context, message as never);
    } catch (caught) {
      thrown = caught;
      error = asPlinthError(caught);
      const request = message.request === undefined ? {} : { request: message.request };
      const notice: ChannelNotice = { type: 'problem', ...request, problem: toProblem(error, context.trace, this.#options.errors) };
      this.#send(notice);
    }
    // What is quietly done is not worth a line, and a place comes many times a second.
    if (operation === undefined && (error === null || error.status < 500)) return;
    const { contract } = this.#options.channel;
    const finished = {
      context,
      operation: operation ?? contract,
      application: this.#options.target.application,
      input: message,
      status: error?.status ?? 200,
      code: error?.code ?? null,
      error: thrown,
      trace: context.trace,
      milliseconds: performance.now() - started,
    };
    // By itself only a refusal goes to the audit; what was done or failed goes there gathered.
    this.#options.onFinished({ ...finished, operation: { ...finished.operation, idempotency: 'safe' } });
    if (operation !== undefined && (error === null || error.status >= 500)) this.#work?.add({ ...finished, operation });
  }

  #send(message: unknown): void {
    const { socket, channel } = this.#options;
    if (this.#ending || socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > channel.contract.limits.waitingBytes) this.#fail(gatewayErrors.readsTooSlowly());
    else socket.send(written(message), { binary: false });
  }

  /** Says what is wrong and ends. */
  #fail(error: PlinthError): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#waiting.length = 0;
    const { socket } = this.#options;
    const notice: ChannelNotice = { type: 'problem', problem: toProblem(error, this.context.trace, this.#options.errors) };
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(notice));
    socket.close(4000 + error.status, error.code);
    this.#endSoon();
  }

  #endSoon(): void {
    setTimeout(() => this.#options.socket.terminate(), farewell).unref();
  }
}
