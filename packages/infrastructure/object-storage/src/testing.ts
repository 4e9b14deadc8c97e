import { Readable } from 'node:stream';
import { foundationErrors } from '@plinth/foundation';
import { resolveRange } from './byte-range.ts';
import { objectStorageErrors } from './errors.ts';
import { measure } from './measure.ts';
import { objectKey } from './object-key.ts';
import type { ObjectStorage, StorageContext } from './object-storage.ts';

/** Object storage of a test: nothing outlives the process. */
export function memoryStorage(): ObjectStorage {
  const files = new Map<string, { readonly bytes: Buffer; readonly modified: Date }>();
  const keyOf = (context: StorageContext, id: string) => objectKey(context, id).join('/');
  return {
    async put(context, id, source, { limit }) {
      const key = keyOf(context, id);
      const { pass, result } = measure(limit);
      const chunks: Uint8Array[] = [];
      for await (const chunk of pass(source)) {
        if (context.signal.aborted) throw foundationErrors.cancelled();
        chunks.push(chunk);
      }
      files.set(key, { bytes: Buffer.concat(chunks), modified: new Date() });
      return result();
    },
    async get(context, id, range) {
      const file = files.get(keyOf(context, id));
      if (file === undefined) throw objectStorageErrors.missing({ id });
      const { start, length } = resolveRange(range, file.bytes.length);
      const part = file.bytes.subarray(start, start + length);
      return { size: file.bytes.length, length, stream: Readable.from(length === 0 ? [] : [part]) };
    },
    async stat(context, id) {
      const file = files.get(keyOf(context, id));
      return file === undefined ? null : { size: file.bytes.length, modified: file.modified };
    },
    delete: async (context, id) => files.delete(keyOf(context, id)),
  };
}
