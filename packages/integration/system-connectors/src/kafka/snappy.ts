import { BoundedOutput } from './bounded-output.ts';
import { KafkaReader, NoKafka } from './kafka-fields.ts';

/** What Java's library puts before its blocks: a name, a version, and the least version that reads it. */
const javaHeader = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);

/** Snappy as Kafka's clients write it: in the blocks of Java's library, or as one. */
export function unframedSnappy(bytes: Buffer, most: number): Buffer {
  const output = new BoundedOutput(most);
  const reader = new KafkaReader(bytes);
  if (!bytes.subarray(0, javaHeader.byteLength).equals(javaHeader)) {
    block(bytes, output);
    return output.bytes;
  }
  reader.raw(16);
  while (reader.left > 0) block(reader.bytes(), output);
  return output.bytes;
}

/** One block (Snappy compressed format description, sections 1 and 2). */
function block(bytes: Buffer, output: BoundedOutput): void {
  const from = output.size;
  const reader = new KafkaReader(bytes);
  const length = unsigned(reader);
  while (reader.left > 0) {
    const tag = reader.raw(1).readUInt8();
    const high = tag >> 2;
    switch (tag & 3) {
      case 0:
        output.add(reader.raw(high < 60 ? high + 1 : little(reader, high - 59) + 1));
        break;
      case 1:
        output.repeat(((tag >> 5) << 8) | little(reader, 1), (high & 7) + 4, from);
        break;
      case 2:
        output.repeat(little(reader, 2), high + 1, from);
        break;
      default:
        output.repeat(little(reader, 4), high + 1, from);
    }
  }
  if (output.size - from !== length) throw new NoKafka('compressed messages have another length than they say');
}

function little(reader: KafkaReader, bytes: number): number {
  return reader.raw(bytes).readUIntLE(0, bytes);
}

function unsigned(reader: KafkaReader): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.raw(1).readUInt8();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw new NoKafka('a number is too long');
}
