import { BoundedOutput } from './bounded-output.ts';
import { KafkaReader, NoKafka } from './kafka-fields.ts';

const magic = 0x184d_2204;

/** Frames of LZ4 (LZ4 frame format description, 1.6.4). Their own checksums are passed over: a batch has one of its own. */
export function unframedLz4(bytes: Buffer, most: number): Buffer {
  const output = new BoundedOutput(most);
  const reader = new KafkaReader(bytes);
  while (reader.left > 0) frame(reader, output);
  return output.bytes;
}

function frame(reader: KafkaReader, output: BoundedOutput): void {
  if (reader.raw(4).readUInt32LE() !== magic) throw new NoKafka('compressed messages are no frame of LZ4');
  const flags = reader.raw(1).readUInt8();
  const hasDictionary = (flags & 1) !== 0;
  if (flags >> 6 !== 1 || hasDictionary) throw new NoKafka('compressed messages are a frame of LZ4 that is not known');
  const [sumOfBlocks, hasSize, hasSum, isIndependent] = [flags & 0x10, flags & 8, flags & 4, flags & 0x20];
  // The size of blocks, what all of it comes to, and the checksum of this header.
  reader.raw(1 + (hasSize === 0 ? 0 : 8) + 1);
  const begin = output.size;
  for (;;) {
    const head = reader.raw(4).readUInt32LE();
    if (head === 0) break;
    const part = reader.raw(head & 0x7fff_ffff);
    if (head >= 0x8000_0000) output.add(part);
    else block(part, output, isIndependent === 0 ? begin : output.size);
    if (sumOfBlocks !== 0) reader.raw(4);
  }
  if (hasSum !== 0) reader.raw(4);
}

/** One block (LZ4 block format description): literals and repetitions by turns, the last of which is literals alone. */
function block(bytes: Buffer, output: BoundedOutput, from: number): void {
  const reader = new KafkaReader(bytes);
  while (reader.left > 0) {
    const token = reader.raw(1).readUInt8();
    output.add(reader.raw(extended(reader, token >> 4)));
    if (reader.left === 0) return;
    const distance = reader.raw(2).readUInt16LE();
    output.repeat(distance, extended(reader, token & 15) + 4, from);
  }
}

function extended(reader: KafkaReader, begun: number): number {
  if (begun < 15) return begun;
  for (let length = begun; ; ) {
    const byte = reader.raw(1).readUInt8();
    length += byte;
    if (byte < 255) return length;
  }
}
