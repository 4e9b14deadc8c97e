import type { DebugMessage, DebugNotice, debugFunction, debugFunctionDraft, ReceivedBy } from '@plinth/api-contract';
import type { Problem } from '@plinth/foundation';

type Sent = ReceivedBy<typeof debugFunction> | ReceivedBy<typeof debugFunctionDraft>;
type Question = Extract<Sent, { request: number; type: 'values' | 'evaluate' | 'breakpoints' }>;
type Asking = Question extends infer One ? (One extends unknown ? Omit<One, 'request'> : never) : never;
type Answer = Extract<DebugMessage, { type: 'values' | 'evaluated' | 'placed' }>;

export interface DebugConnectionOptions {
  /** Path of the channel. */
  readonly path: string;
  readonly begin: Sent;
  readonly hear: (message: DebugMessage) => void;
  /** It ended before the function did, with why where the server said it; once. */
  readonly lost: (problem: Problem | null) => void;
}

/** The server beats every ten seconds; a network that is silent for longer than two of them is gone. */
const longestSilence = 25_000;

/** The conversation about one function that is debugged. */
export class DebugConnection {
  readonly #options: DebugConnectionOptions;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  #requests = 0;
  #isOver = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DebugConnectionOptions) {
    this.#options = options;
    const address = new URL(options.path, location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.send(options.begin);
    this.#socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as DebugNotice);
    this.#socket.onclose = () => this.#lose(null);
    this.#listen();
  }

  send(message: Sent): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** The answer; null where what was asked for is not there any more. */
  ask(question: Asking): Promise<Answer | null> {
    const request = ++this.#requests;
    return new Promise((resolve) => {
      if (this.#isOver) return resolve(null);
      this.#waiting.set(request, resolve);
      this.send({ ...question, request } as Sent);
    });
  }

  /** Leaves: a function that is still under way ends by it. */
  close(): void {
    this.#isOver = true;
    clearTimeout(this.#silence);
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
    this.#socket.close();
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lose(null), longestSilence);
  }

  #lose(problem: Problem | null): void {
    if (this.#isOver) return;
    this.close();
    this.#options.lost(problem);
  }

  #hear(message: DebugNotice): void {
    if (this.#isOver) return;
    this.#listen();
    if (message.type === 'beat') return;
    if (message.type === 'problem') {
      this.#lose(message.problem);
      return;
    }
    if ('request' in message && message.request !== undefined) {
      this.#waiting.get(message.request)?.(message.type === 'refused' ? null : message);
      this.#waiting.delete(message.request);
      return;
    }
    if (message.type === 'ended' || message.type === 'failed') this.close();
    this.#options.hear(message);
  }
}
