import type ivm from 'isolated-vm';

/** A message of the inspector of V8, as far as it is looked at. */
export type Said = Readonly<Record<string, unknown>>;

/** How long a question waits before the isolate is reminded of it, at first and at most. */
const reminders = { first: 2, most: 50 } as const;

/** Questions to the inspector of an isolate, and what it notices. Nothing of its protocol leaves the runner. */
export class Inspector {
  readonly #isolate: ivm.Isolate;
  readonly #session: ReturnType<ivm.Isolate['createInspectorSession']>;
  readonly #waiting = new Map<number, (answer: Said | null) => void>();
  #asked = 0;
  #reminder: NodeJS.Timeout | null = null;

  constructor(isolate: ivm.Isolate, noticed: (method: string, parameters: Said) => void) {
    this.#isolate = isolate;
    this.#session = isolate.createInspectorSession();
    this.#session.onResponse = (request, text) => {
      const resolve = this.#waiting.get(request);
      this.#waiting.delete(request);
      if (resolve === undefined) return;
      const { result } = JSON.parse(text) as { readonly result?: Said };
      resolve(result ?? null);
    };
    this.#session.onNotification = (text) => {
      const { method, params } = JSON.parse(text) as { readonly method: string; readonly params: Said };
      noticed(method, params);
    };
  }

  /** The answer; null where it was refused. Where the isolate ends before, there is none at all. */
  ask(method: string, parameters: Said = {}): Promise<Said | null> {
    return new Promise((resolve) => {
      if (this.#isolate.isDisposed) return;
      const id = ++this.#asked;
      this.#waiting.set(id, resolve);
      this.#session.dispatchProtocolMessage(JSON.stringify({ id, method, params: parameters }));
      this.#remindIn(reminders.first);
    });
  }

  /** An isolate that is just about to stand still does not hear what is said at that moment, until something else is. */
  #remindIn(milliseconds: number): void {
    this.#reminder ??= setTimeout(() => {
      this.#reminder = null;
      if (this.#waiting.size === 0 || this.#isolate.isDisposed) return;
      this.#session.dispatchProtocolMessage('{"id":0,"method":"Runtime.getIsolateId"}');
      this.#remindIn(Math.min(milliseconds * 2, reminders.most));
    }, milliseconds);
  }
}
