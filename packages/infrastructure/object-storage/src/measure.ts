import { createHash } from 'node:crypto';
import { objectStorageErrors } from './errors.ts';
import type { StoredObject } from './object-storage.ts';

/** Passes bytes on while counting and hashing them; `result` is complete when they are all through. */
export function measure(limit: number): {
  readonly pass: (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;
  readonly result: () => StoredObject;
} {
  const hash = createHash('sha256');
  let size = 0;
  return {
    async *pass(source) {
      for await (const chunk of source) {
        size += chunk.byteLength;
        if (size > limit) throw objectStorageErrors.tooLarge({ limit });
        hash.update(chunk);
        yield chunk;
      }
    },
    result: () => ({ size, sha256: hash.digest('hex') }),
  };
}
