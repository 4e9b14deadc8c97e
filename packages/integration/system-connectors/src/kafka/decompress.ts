import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { TooMuch } from './bounded-output.ts';
import { NoKafka } from './kafka-fields.ts';
import { unframedLz4 } from './lz4.ts';
import { unframedSnappy } from './snappy.ts';

type Decompress = (bytes: Buffer, most: number) => Buffer;

/** By the number in the attributes of a batch (Kafka protocol guide, "Record Batch"). */
const codecs: Readonly<Record<number, Decompress>> = {
  0: (bytes) => bytes,
  1: (bytes, most) => gunzipSync(bytes, { maxOutputLength: most }),
  2: unframedSnappy,
  3: unframedLz4,
  4: (bytes, most) => zstdDecompressSync(bytes, { maxOutputLength: most }),
};

/** The bytes of a batch as they were before they were compressed. Throws {@link TooMuch} and {@link NoKafka}. */
export function decompressed(codec: number, bytes: Buffer, most: number): Buffer {
  const decompress = codecs[codec];
  if (decompress === undefined) throw new NoKafka(`messages are compressed in a way that is not known (${codec})`);
  try {
    return decompress(bytes, most);
  } catch (error) {
    if (error instanceof NoKafka || error instanceof TooMuch) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new TooMuch();
    throw new NoKafka('compressed messages cannot be read');
  }
}
