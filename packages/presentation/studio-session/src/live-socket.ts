import { errorOfProblem, type LiveMessage, type liveBranch, type ReceivedBy } from '@plinth/api-contract';
import type { PlinthError } from '@plinth/foundation';
import { sessionErrors } from './errors.ts';

/** What is used of a WebSocket, so that tests can have theirs. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'onopen' | 'onmessage' | 'onclose' | 'onerror'>;

type Sent = ReceivedBy<typeof liveBranch>;
type Append = Extract<Sent, { type: 'append' }>;
export type Appended = Extract<LiveMessage, { type: 'appended' }>;

export interface LiveSocketOptions {
  readonly socket: Socket;
  readonly join: () => Extract<Sent, { type: 'join' }>;
  readonly hear: (message: LiveMessage) => void;
  /** The end, with why where the server said it; once. */
  readonly ended: (reason: PlinthError | null) => void;
}

interface Waiting {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** The server beats every ten seconds; a network that is silent for longer than two of them is gone. */
const longestSilence = 25_000;
const longestAnswer = 15_000;

/** One WebSocket to a branch, from opening to its end. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #joined = false;
  #over = false;
  #reason: PlinthError | null = null;
  #silence: ReturnType<typeof setTimeout>;

  constructor(options: LiveSocketOptions) {
    this.#options = options;
    const { socket } = options;
    socket.onopen = () => this.#send(options.join());
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = () => this.#end();
    socket.onerror = () => this.#end();
    this.#silence = setTimeout(() => this.close(), longestSilence);
  }

  get joined(): boolean {
    return this.#joined && !this.#over;
  }

  /** Joins again, at the position that there is now: for what was missed. */
  rejoin(): void {
    this.#send(this.#options.join());
  }

  /** Resolves with the answer; rejects with the problem, or when the connection ends before it. */
  append(message: Omit<Append, 'type' | 'request'>): Promise<Appended> {
    const request = ++this.#requests;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.close(), longestAnswer);
      const done =
        <Value>(then: (value: Value) => void) =>
        (value: Value) => {
          clearTimeout(late);
          this.#waiting.delete(request);
          then(value);
        };
      this.#waiting.set(request, { resolve: done(resolve), reject: done(reject) });
      this.#send({ type: 'append', request, ...message });
    });
  }

  place(place: Extract<Sent, { type: 'place' }>['place']): void {
    if (this.joined) this.#send({ type: 'place', place });
  }

  close(): void {
    this.#options.socket.close();
    this.#end();
  }

  #send(message: Sent): void {
    if (this.#options.socket.readyState === 1) this.#options.socket.send(JSON.stringify(message));
    else this.#end();
  }

  #hear(text: string): void {
    if (this.#over) return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.close(), longestSilence);
    const message = JSON.parse(text) as LiveMessage;
    if (message.type === 'appended') this.#waiting.get(message.request)?.resolve(message);
    else if (message.type === 'problem') this.#problem(message);
    else {
      if (message.type === 'joined') this.#joined = true;
      this.#options.hear(message);
    }
  }

  #problem({ request, problem }: Extract<LiveMessage, { type: 'problem' }>): void {
    const error = errorOfProblem(problem);
    const waiting = request === undefined ? undefined : this.#waiting.get(request);
    if (waiting === undefined) {
      this.#reason = error;
      this.close();
    } else waiting.reject(error);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#silence);
    for (const { reject } of [...this.#waiting.values()]) reject(this.#reason ?? sessionErrors.connectionLost());
    this.#options.ended(this.#reason);
  }
}
