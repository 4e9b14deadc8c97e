import type { DecisionDraft, Examination, Trial } from './examination.ts';

/** What the worker is asked, and what it says. */
export type Question = { readonly id: number; readonly draft: DecisionDraft } & (
  | { readonly kind: 'examine' }
  | { readonly kind: 'try'; readonly inputs: Readonly<Record<string, unknown>>; readonly name: string | undefined }
);
export type Reply = { readonly id: number } & (
  | { readonly kind: 'examine'; readonly examination: Examination }
  | { readonly kind: 'try'; readonly trial: Trial }
);

/** Asks a worker about decisions. Of several drafts that wait to be examined, only the latest is. */
export class Examiner {
  readonly #worker = new Worker(new URL('./examine-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, (trial: Trial) => void>();
  readonly #tell: (examination: Examination) => void;
  #next: DecisionDraft | null = null;
  #busy = false;
  #count = 0;

  constructor(tell: (examination: Examination) => void) {
    this.#tell = tell;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.kind === 'try') {
        this.#waiting.get(data.id)?.(data.trial);
        this.#waiting.delete(data.id);
        return;
      }
      this.#busy = false;
      this.#tell(data.examination);
      this.#send();
    });
    // A mistake of ours in one draft must not end the examination of those after it.
    this.#worker.addEventListener('error', (event) => {
      this.#busy = false;
      reportError(event.error ?? new Error(event.message));
    });
  }

  examine(draft: DecisionDraft): void {
    this.#next = draft;
    this.#send();
  }

  tryOut(draft: DecisionDraft, inputs: Readonly<Record<string, unknown>>, name?: string): Promise<Trial> {
    const id = ++this.#count;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, kind: 'try', draft, inputs, name } satisfies Question);
    });
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(): void {
    if (this.#busy || this.#next === null) return;
    this.#busy = true;
    const draft = this.#next;
    this.#next = null;
    this.#worker.postMessage({ id: ++this.#count, kind: 'examine', draft } satisfies Question);
  }
}
