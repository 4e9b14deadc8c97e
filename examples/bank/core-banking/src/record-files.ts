import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { layoutOf, RecordCodec, RecordDecoder, RecordEncoder, type RecordValue } from '@plinth/copybook';

const copybooks = join(import.meta.dirname, '..');
/** The code page of German mainframes since the euro. */
const codePage = '1141';

function codecOf(copybook: string): RecordCodec {
  return new RecordCodec(layoutOf(readFileSync(join(copybooks, copybook), 'utf8')), { codePage });
}

/** A file of records of one length, each found by its place. */
export class MasterFile {
  readonly #codec = codecOf('account.cpy');
  readonly #file: number;
  /** While it is true nothing waits for the disk. */
  isHeld = false;

  constructor(path: string) {
    this.#file = openSync(path, 'a+');
    closeSync(this.#file);
    this.#file = openSync(path, 'r+');
  }

  /** All records, by their places from 0. */
  read(): RecordValue[] {
    const bytes = readFileSync(this.#file);
    const length = this.#codec.layout.maximum;
    // A record that was being added when the power went: nobody was told that it is there.
    const whole = bytes.length - (bytes.length % length);
    if (whole < bytes.length) ftruncateSync(this.#file, whole);
    return valuesIn(new RecordDecoder(this.#codec, { format: 'FB', length }), bytes.subarray(0, whole));
  }

  /** Throws `copybook.unwritable-record`. */
  write(place: number, value: RecordValue): void {
    const { maximum: length } = this.#codec.layout;
    const bytes = Buffer.concat(new RecordEncoder(this.#codec, { format: 'FB', length }).add(value));
    writeSync(this.#file, bytes, 0, length, place * length);
  }

  /** Everything written so far outlives a power cut. */
  flush(): void {
    if (!this.isHeld) fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** A file of records of varying length, to which is only added. */
export class JournalFile {
  readonly #codec = codecOf('booking.cpy');
  readonly #framing = { format: 'V', length: this.#codec.layout.maximum } as const;
  readonly #file: number;
  /** While it is true nothing waits for the disk. */
  isHeld = false;

  constructor(path: string) {
    this.#file = openSync(path, 'a+');
  }

  read(): RecordValue[] {
    const bytes = readFileSync(this.#file);
    const whole = wholeLength(bytes);
    if (whole < bytes.length) ftruncateSync(this.#file, whole);
    return valuesIn(new RecordDecoder(this.#codec, this.#framing), bytes.subarray(0, whole));
  }

  /** Adds a record; it is there when this returns. Throws `copybook.unwritable-record`. */
  add(value: RecordValue): void {
    const bytes = Buffer.concat(new RecordEncoder(this.#codec, this.#framing).add(value));
    writeSync(this.#file, bytes);
    this.flush();
  }

  flush(): void {
    if (!this.isHeld) fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Bytes up to the last record that is whole: one may have been cut by a power cut, before anybody was told of it. */
function wholeLength(bytes: Buffer): number {
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt16BE(at);
    if (length < 4 || at + length > bytes.length) break;
    at += length;
  }
  return at;
}

function valuesIn(decoder: RecordDecoder, bytes: Uint8Array): RecordValue[] {
  const values: RecordValue[] = [];
  for (const record of [...decoder.push(bytes), ...decoder.end()]) {
    if (record.value === null) throw new Error(`Record ${record.number} cannot be read: ${record.reason}`);
    values.push(record.value);
  }
  return values;
}
