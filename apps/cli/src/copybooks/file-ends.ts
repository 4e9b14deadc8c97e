import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';

/** As much is read at once. */
const pieceSize = 1_048_576;
/** What is written is gathered up to here. */
const gathered = 262_144;

/** Where bytes come from: the third word, or the standard input. */
export async function givenInput(session: Session): Promise<{ readonly pieces: AsyncIterable<Uint8Array>; readonly size: number | null }> {
  const [, , path] = session.positionals;
  if (path === undefined || path === '-') return { pieces: session.streams.input, size: null };
  const file = resolve(session.workingFolder, path);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw cliErrors.unreadableFile({ file, reason: error.code ?? 'unknown', folder: session.workingFolder }, { cause: error });
  });
  if (found.isDirectory()) throw cliErrors.unreadableFile({ file, reason: 'it is a folder', folder: session.workingFolder });
  return { pieces: createReadStream(file, { highWaterMark: pieceSize }), size: found.isFile() ? found.size : null };
}

/** A file or the standard output, written in large pieces. */
export class Output {
  readonly #stream: Writable;
  readonly #file: string | null;
  #failure: Error | null = null;
  #held: Uint8Array[] = [];
  #text = '';
  #length = 0;

  /** What is written to a file gets its name only when all of it is there. */
  constructor(session: Session, option: string) {
    const path = textOption(session, option);
    this.#file = path === null ? null : resolve(session.workingFolder, path);
    this.#stream = this.#file === null ? session.streams.output : createWriteStream(partOf(this.#file));
    this.#stream.on('error', this.#fail);
  }

  readonly #fail = (error: Error) => {
    this.#failure = error;
  };

  /** Whoever read it has had enough: an end like any other. */
  get isLeft(): boolean {
    return this.#file === null && (this.#failure as NodeJS.ErrnoException | null)?.code === 'EPIPE';
  }

  /** Adds lines; waits while the reader is slow. */
  async addText(text: string): Promise<void> {
    this.#text += text;
    if (this.#text.length >= gathered) await this.#flush();
  }

  async addBytes(bytes: readonly Uint8Array[]): Promise<void> {
    for (const each of bytes) {
      this.#held.push(each);
      this.#length += each.length;
    }
    if (this.#length >= gathered) await this.#flush();
  }

  /** Everything is written. */
  async end(): Promise<void> {
    await this.#flush();
    if (this.#file !== null) {
      this.#stream.end();
      if (this.#failure === null) await once(this.#stream, 'close');
      this.#throwFailure();
      await rename(partOf(this.#file), this.#file);
    }
    this.#stream.removeListener('error', this.#fail);
  }

  /** Something went wrong: of a file nothing is left. */
  async abandon(): Promise<void> {
    this.#stream.removeListener('error', this.#fail);
    if (this.#file === null) {
      // What came before is right, and whoever reads it has a use for it.
      if (this.#failure === null) await this.#flush();
      return;
    }
    this.#stream.on('error', () => undefined);
    this.#stream.destroy();
    // One that is still being opened would come into being after it was removed.
    if (!this.#stream.closed) await new Promise((resolve) => this.#stream.once('close', resolve));
    await rm(partOf(this.#file), { force: true });
  }

  async #flush(): Promise<void> {
    this.#throwFailure();
    const bytes = this.#text !== '' ? Buffer.from(this.#text) : Buffer.concat(this.#held);
    this.#text = '';
    this.#held = [];
    this.#length = 0;
    if (bytes.length > 0 && this.#failure === null && !this.#stream.write(bytes))
      await Promise.race([once(this.#stream, 'drain'), once(this.#stream, 'close')]).catch(this.#fail);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure === null || this.isLeft) return;
    const reason = (this.#failure as NodeJS.ErrnoException).code ?? this.#failure.message;
    throw cliErrors.unwritableFile({ file: this.#file ?? 'the output', reason }, { cause: this.#failure });
  }
}

function partOf(file: string): string {
  return `${file}.part`;
}
