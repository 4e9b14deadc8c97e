import type { ByteRange, ObjectStorage, StorageContext } from '@plinth/object-storage';

/** The bytes of a stored file, or of a part; it is opened when the first one is asked for. */
export async function* storedBytes(
  storage: ObjectStorage,
  context: StorageContext,
  id: string,
  range?: ByteRange,
): AsyncGenerator<Uint8Array> {
  yield* (await storage.get(context, id, range)).stream as AsyncIterable<Uint8Array>;
}
