import type { ImportProblem } from '@plinth/api-contract';
import type { ColumnUse } from './column-use.ts';
import type { FileFindings, FileReading, ImportBody } from './import-file.ts';

/** What the worker is asked. `file` null: the one it has. */
export type Request = { readonly id: number } & (
  | { readonly kind: 'look'; readonly file: Blob | null; readonly reading: FileReading }
  | { readonly kind: 'body'; readonly uses: readonly ColumnUse[] }
  | { readonly kind: 'rows'; readonly lines: readonly number[] }
  | {
      readonly kind: 'refused';
      readonly stretches: readonly (readonly [number, number])[];
      readonly problems: readonly ImportProblem[];
      readonly names: readonly [string, string];
    }
);
type Question = Request extends infer Each ? (Each extends unknown ? Omit<Each, 'id'> : never) : never;

/** What is wrong with a file, in words. */
export interface FileFault {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What the worker says: how many rows it has read, or what it came to. */
export type Answer = { readonly id: number; readonly rows?: number; readonly value?: unknown; readonly error?: FileFault };

/** A fault as an error to be thrown. */
export class UnreadableFile extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Reads a file in a worker, so that the page stays at hand whatever its size. */
export class ImportFileReader {
  readonly #worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void; onRows(rows: number): void }>();
  #count = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const waiting = this.#waiting.get(data.id);
      if (data.rows !== undefined) {
        waiting?.onRows(data.rows);
        return;
      }
      this.#waiting.delete(data.id);
      if (data.error === undefined) waiting?.resolve(data.value);
      else waiting?.reject(new UnreadableFile(data.error));
    });
    this.#worker.addEventListener('error', (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message));
      this.#waiting.clear();
    });
  }

  look(file: Blob | null, reading: FileReading, onRows: (rows: number) => void): Promise<FileFindings> {
    return this.#ask({ kind: 'look', file, reading }, onRows) as Promise<FileFindings>;
  }

  body(uses: readonly ColumnUse[], onRows: (rows: number) => void): Promise<ImportBody> {
    return this.#ask({ kind: 'body', uses }, onRows) as Promise<ImportBody>;
  }

  /** The numbers in the file of lines that a report names. */
  rows(lines: readonly number[]): Promise<readonly number[]> {
    return this.#ask({ kind: 'rows', lines }) as Promise<readonly number[]>;
  }

  refused(
    stretches: readonly (readonly [number, number])[],
    problems: readonly ImportProblem[],
    names: readonly [string, string],
  ): Promise<Blob> {
    return this.#ask({ kind: 'refused', stretches, problems, names }) as Promise<Blob>;
  }

  /** Ends whatever is on its way. */
  close(): void {
    this.#worker.terminate();
  }

  #ask(question: Question, onRows: (rows: number) => void = () => {}): Promise<unknown> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onRows });
      this.#worker.postMessage({ id, ...question });
    });
  }
}
