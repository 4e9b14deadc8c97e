import { TooMuch } from './bounded-output.ts';
import { crc32c } from './crc32c.ts';
import { decompressed } from './decompress.ts';
import { KafkaReader, KafkaWriter, NoKafka } from './kafka-fields.ts';

/** A message as it is sent. */
export interface Message {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [string, Buffer])[];
}

/** A message as it lies in its partition. */
export interface KeptMessage {
  readonly offset: bigint;
  /** Milliseconds since 1970. */
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** Messages that were written together; `messages` is null where they are more than may be heard, `unpacked` what they come to in bytes. */
export interface ReadBatch {
  readonly first: bigint;
  readonly last: bigint;
  readonly size: number;
  readonly unpacked: number;
  readonly producer: bigint;
  readonly isTransactional: boolean;
  /** For a note of the broker among them, which is no message: whether it is that a transaction was aborted. */
  readonly control: { readonly aborts: boolean } | null;
  readonly messages: readonly KeptMessage[] | null;
}

const untilLength = 12;
const untilChecked = 21;
const headerBytes = 61;
/** No producer writes more of them together; each takes far more room here than it has bytes. */
const mostMessages = 200_000;
const attribute = { codec: 7, brokersTime: 8, transactional: 0x10, control: 0x20 };

/** One message as a batch (Kafka protocol guide, "Record Batch", version 2). */
export function batchOf({ key, value, headers }: Message, timestamp: bigint): Buffer {
  const record = new KafkaWriter().int8(0).varint(0).varint(0).varbytes(key).varbytes(value).varint(headers.length);
  for (const [name, content] of headers) record.varbytes(Buffer.from(name)).varbytes(content);
  const body = record.bytes;
  const checked = new KafkaWriter().int16(0).int32(0).int64(timestamp).int64(timestamp).int64(-1n).int16(-1).int32(-1).int32(1);
  checked.varint(body.byteLength).raw(body);
  const rest = checked.bytes;
  const head = new KafkaWriter().int64(0n).int32(untilChecked - untilLength + rest.byteLength);
  return Buffer.concat([
    head
      .int32(-1)
      .int8(2)
      .int32(crc32c(rest) | 0).bytes,
    rest,
  ]);
}

/**
 * The batches of a partition, which may begin before what was asked for, until what they come to is as much as may be heard at once:
 * those behind come again with the next answer, as does one that is cut off at the end. The first is larger than may be heard where
 * it alone is so. Throws {@link NoKafka}.
 */
export function readBatches(bytes: Buffer, most: number): readonly ReadBatch[] {
  const batches: ReadBatch[] = [];
  let left = most;
  for (let at = 0; at + headerBytes <= bytes.byteLength && left > 0; ) {
    const size = untilLength + bytes.readInt32BE(at + 8);
    const version = bytes.readInt8(at + 16);
    if (version !== 2) throw new NoKafka(`messages are of the old form ${version}, from before Kafka 0.11`);
    if (size < headerBytes) throw new NoKafka('a batch of messages is shorter than its header');
    const isCut = at + size > bytes.byteLength;
    if (isCut && (batches.length > 0 || size <= most)) break;
    const batch = readBatch(bytes.subarray(at, at + size), size, left);
    if (batch.messages === null && batches.length > 0) break;
    batches.push(batch);
    left -= batch.unpacked;
    at += size;
  }
  return batches;
}

function readBatch(bytes: Buffer, size: number, most: number): ReadBatch {
  const reader = new KafkaReader(bytes);
  const first = reader.int64();
  reader.raw(9);
  const sum = reader.int32() >>> 0;
  const attributes = reader.int16();
  const last = first + BigInt(reader.int32());
  const base = reader.int64();
  const latest = reader.int64();
  const producer = reader.int64();
  reader.raw(6);
  const count = reader.int32();
  if (last < first || first < 0n) throw new NoKafka('a batch of messages ends before it begins');
  const about = { first, last, size, unpacked: 0, producer, isTransactional: (attributes & attribute.transactional) !== 0 };
  const isControl = (attributes & attribute.control) !== 0;
  if (size > bytes.byteLength) return { ...about, control: null, messages: null };
  if (crc32c(bytes.subarray(untilChecked)) !== sum) throw new NoKafka('a batch of messages has another checksum than it says');
  try {
    const content = decompressed(attributes & attribute.codec, reader.raw(reader.left), most);
    if (content.byteLength > most || count > mostMessages) throw new TooMuch();
    const records = new KafkaReader(content);
    if (count < 0 || count > records.left) throw new NoKafka('a batch has fewer messages than it says');
    const timeOf = (delta: bigint) => ((attributes & attribute.brokersTime) === 0 ? base + delta : latest);
    const messages = Array.from({ length: count }, () => readRecord(records, first, timeOf));
    if (messages.some(({ offset }) => offset > last)) throw new NoKafka('a message lies behind the end of its batch');
    // The key of such a note: a version, and 0 where a transaction was aborted.
    const note = isControl ? messages[0]?.key : null;
    const control = isControl ? { aborts: note?.byteLength === 4 && note.readInt16BE(2) === 0 } : null;
    return { ...about, unpacked: content.byteLength, control, messages: isControl ? [] : messages };
  } catch (error) {
    if (error instanceof TooMuch) return { ...about, control: null, messages: null };
    throw error;
  }
}

function readRecord(reader: KafkaReader, first: bigint, timeOf: (delta: bigint) => bigint): KeptMessage {
  const record = new KafkaReader(reader.raw(reader.varint()));
  record.int8();
  const timestamp = timeOf(record.varlong());
  const offset = first + BigInt(record.varint());
  const [key, value] = [varbytes(record), varbytes(record)];
  // Headers are passed over: an event has nowhere to put them.
  return { offset, timestamp, key, value };
}

function varbytes(reader: KafkaReader): Buffer | null {
  const length = reader.varint();
  return length < 0 ? null : reader.raw(length);
}
