import type { SourceCompletion, SourceHover, SourceMistake } from './source-language.ts';

interface Draft {
  readonly source: string;
  readonly world: string;
}

/** What the worker is asked, and what it says. */
export type Question = Draft & { readonly id: number } & (
    | { readonly kind: 'mistakes' }
    | { readonly kind: 'completions' | 'hover'; readonly at: number }
  );
export interface Reply {
  readonly id: number;
  readonly answer: readonly SourceMistake[] | readonly SourceCompletion[] | SourceHover | null;
}

/** What can be asked of TypeScript while a function is written. */
export class LanguageClient {
  readonly #worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, (answer: Reply['answer']) => void>();
  #count = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      this.#waiting.get(data.id)?.(data.answer);
      this.#waiting.delete(data.id);
    });
    this.#worker.addEventListener('error', (event) => reportError(event.error ?? new Error(event.message)));
  }

  async mistakes(draft: Draft): Promise<readonly SourceMistake[]> {
    return (await this.#ask({ ...draft, kind: 'mistakes' })) as readonly SourceMistake[];
  }

  async completions(draft: Draft, at: number): Promise<readonly SourceCompletion[]> {
    return (await this.#ask({ ...draft, kind: 'completions', at })) as readonly SourceCompletion[];
  }

  async hover(draft: Draft, at: number): Promise<SourceHover | null> {
    return (await this.#ask({ ...draft, kind: 'hover', at })) as SourceHover | null;
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(question: Draft & ({ readonly kind: 'mistakes' } | { readonly kind: 'completions' | 'hover'; readonly at: number })) {
    const id = ++this.#count;
    return new Promise<Reply['answer']>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...question, id });
    });
  }
}
