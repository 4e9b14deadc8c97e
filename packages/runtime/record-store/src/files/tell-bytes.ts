import { mediaTypeOf, tellingBytes } from './media-type.ts';

/** What a file is by what it is told to be and by its first bytes, and all of its bytes. */
export async function tellBytes(
  source: AsyncIterable<Uint8Array>,
  told: string | undefined,
): Promise<{ readonly mediaType: string; readonly whole: AsyncIterable<Uint8Array> }> {
  const { beginning, whole } = await peek(source, tellingBytes);
  return { mediaType: mediaTypeOf(told, beginning), whole };
}

/** The first bytes of a stream, and the whole of it. */
async function peek(source: AsyncIterable<Uint8Array>, count: number): Promise<{ beginning: Buffer; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    read.push(value);
    length += value.length;
  }
  return {
    beginning: Buffer.concat(read).subarray(0, count),
    whole: (async function* () {
      try {
        yield* read;
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
      } finally {
        await iterator.return?.();
      }
    })(),
  };
}
