import { bytesMember, copybookErrors, type FileRecord, jsonLine, RecordDecoder } from '@plinth/copybook';
import type { Session } from '../command.ts';
import { framingOf, givenCodec } from './copybook-options.ts';
import { givenInput, Output } from './file-ends.ts';
import { Rejects } from './rejects.ts';

/** So many fields are told one by one. */
const mostTold = 20;

/** Reads a file of records as JSON lines. */
export async function decodeFile(session: Session): Promise<void> {
  const codec = await givenCodec(session);
  const framing = framingOf(session, codec.layout);
  const exact = session.options.exact === true;
  const decoder = new RecordDecoder(codec, framing, exact ? 'exact' : session.options.strict === true ? 'strict' : 'usual');
  const { pieces, size } = await givenInput(session);
  const output = new Output(session, 'out');
  const rejects = new Rejects(session, 'read');
  const writing = new LineWriting(session, output, rejects, exact);
  try {
    let read = 0;
    for await (const piece of pieces) {
      session.signal.throwIfAborted();
      if (output.isLeft) return;
      await writing.addAll(decoder.push(piece));
      read += piece.length;
      session.terminal.progress('decoding', read, size);
    }
    await writing.addAll(decoder.end());
    await output.end();
    await rejects.end();
  } catch (error) {
    await output.abandon();
    await rejects.abandon();
    throw error;
  }
  writing.tell();
}

class LineWriting {
  readonly #session: Session;
  readonly #output: Output;
  readonly #rejects: Rejects;
  readonly #exact: boolean;
  #total = 0;
  #wrong = 0;

  constructor(session: Session, output: Output, rejects: Rejects, exact: boolean) {
    this.#session = session;
    this.#output = output;
    this.#rejects = rejects;
    this.#exact = exact;
  }

  async addAll(records: Iterable<FileRecord>): Promise<void> {
    let text = '';
    for (const record of records) {
      this.#total++;
      if (record.value === null) {
        await this.#reject(record);
        continue;
      }
      const { value, problems } = record;
      if (problems.length > 0) {
        value[bytesMember] = Object.fromEntries(problems.map(({ path, bytes }) => [path, bytes]));
        if (!this.#exact) this.#tell(record);
      }
      text += `${jsonLine(value)}\n`;
      if (text.length < 65_536) continue;
      await this.#output.addText(text);
      text = '';
    }
    await this.#output.addText(text);
  }

  /** How many there were; fails where some were rejected. */
  tell(): void {
    const { terminal } = this.#session;
    terminal.note(
      `${this.#total} record(s)${this.#wrong === 0 ? '' : `, ${this.#wrong} field(s) null with their bytes in ${bytesMember}`}.`,
    );
    this.#rejects.tell(this.#total);
  }

  #tell({ number, offset, problems }: Extract<FileRecord, { readonly problems: unknown }>): void {
    for (const problem of problems) {
      if (++this.#wrong > mostTold) continue;
      const place = `record ${number}, byte ${offset + problem.offset}`;
      this.#session.terminal.note(`${place}: ${problem.path} is none of its picture: ${problem.bytes.slice(0, 64)} (${problem.reason})`);
      if (this.#wrong === mostTold) this.#session.terminal.note('Others are not told one by one.');
    }
  }

  async #reject(record: Extract<FileRecord, { readonly value: null }>): Promise<void> {
    const { number, offset, reason, bytes } = record;
    await this.#rejects.add({
      error: copybookErrors.unreadableRecord({ record: number, offset, problem: reason }),
      place: `record ${number}, byte ${offset}`,
      kept: { record: number, offset, reason, bytes },
    });
  }
}
