import type { PlinthError } from '@plinth/foundation';

interface ZipEntry {
  readonly method: number;
  readonly packed: number;
  /** Where its own header is. */
  readonly offset: number;
}

type Complaint = (reason: string, cause?: unknown) => PlinthError;

interface ZipOptions {
  /** What people take the file for: an Excel file. */
  readonly kind: string;
  /** The error that says why it cannot be read. */
  readonly unreadable: Complaint;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;
const longestEnd = 65_557;
const mostEntries = 10_000;
/** Bytes of one part of a file once unpacked. */
const mostUnpacked = 1_000_000_000;
/** What unpacks to more than so many times its size was made to hurt; tables reach a tenth of it. */
const mostRatio = 400;
const freeOfRatio = 20_000_000;

/** Of the mode that Unix keeps in the upper half of a part's attributes: what kind of file it is, and that of a symbolic link. */
const fileKind = 0xf000;
const symbolicLink = 0xa000;

/** A zip file of which parts are unpacked as they are read, and never more of them than is bearable. */
export class ZipFile {
  readonly #file: Blob;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  readonly #broken: Complaint;

  private constructor(file: Blob, entries: ReadonlyMap<string, ZipEntry>, broken: Complaint) {
    this.#file = file;
    this.#entries = entries;
    this.#broken = broken;
  }

  /** Reads the list of its parts. Throws what the options make of a reason. */
  static async open(file: Blob, { kind, unreadable }: ZipOptions): Promise<ZipFile> {
    const broken: Complaint = (reason, cause) => unreadable(`as ${kind} it is broken: ${reason}`, cause);
    const from = Math.max(0, file.size - longestEnd);
    const end = await viewOf(file.slice(from));
    let at = end.byteLength - 22;
    while (at >= 0 && end.getUint32(at, true) !== endMark) at--;
    if (at < 0) throw broken('its end is missing');
    const count = end.getUint16(at + 10, true);
    const size = end.getUint32(at + 12, true);
    const offset = end.getUint32(at + 16, true);
    if (count > mostEntries || offset + size > file.size) throw broken('its list of parts is');
    return new ZipFile(file, listed(await viewOf(file.slice(offset, offset + size)), count, { broken, unreadable }), broken);
  }

  /** What its parts are called, in its own order. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** The bytes of a part. Throws as `open` does. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const [entry, broken] = [this.#entries.get(name), this.#broken];
    if (entry === undefined) throw broken(`it has no ${name}`);
    const header = await viewOf(this.#file.slice(entry.offset, entry.offset + 30));
    if (header.byteLength < 30 || header.getUint32(0, true) !== headerMark) throw broken(`${name} is not where it should be`);
    const begin = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
    const packed = this.#file.slice(begin, begin + entry.packed).stream();
    if (entry.method !== 0 && entry.method !== 8) throw broken(`${name} is packed in a way that is not known`);
    const bytes = entry.method === 0 ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'));
    let unpacked = 0;
    try {
      for await (const chunk of bytes) {
        unpacked += chunk.byteLength;
        if (unpacked > mostUnpacked || (unpacked > freeOfRatio && unpacked > entry.packed * mostRatio)) {
          throw broken(`${name} unpacks to more than can be read`);
        }
        yield chunk;
      }
    } catch (error) {
      // Streams tell of damaged bytes by errors of their own.
      throw error instanceof TypeError ? broken(`${name} cannot be unpacked`, error) : error;
    }
  }
}

interface Complaints {
  readonly broken: Complaint;
  readonly unreadable: Complaint;
}

function listed(list: DataView<ArrayBuffer>, count: number, { broken, unreadable }: Complaints): ReadonlyMap<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  const names = new TextDecoder();
  let at = 0;
  for (let number = 0; number < count; number++) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== entryMark) throw broken('its list of parts is');
    const length = list.getUint16(at + 28, true);
    const name = names.decode(new Uint8Array(list.buffer, list.byteOffset + at + 46, Math.min(length, list.byteLength - at - 46)));
    if ((list.getUint16(at + 8, true) & 1) === 1) throw unreadable('it is protected by a password');
    if (((list.getUint32(at + 38, true) >>> 16) & fileKind) === symbolicLink) throw unreadable(`${name} is a link to another file`);
    entries.set(name, {
      method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true),
      offset: list.getUint32(at + 42, true),
    });
    at += 46 + length + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries;
}

async function viewOf(part: Blob): Promise<DataView<ArrayBuffer>> {
  return new DataView(await part.arrayBuffer());
}
