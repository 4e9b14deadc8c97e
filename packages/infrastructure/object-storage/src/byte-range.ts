import { objectStorageErrors } from './errors.ts';
import type { ByteRange } from './object-storage.ts';

/** First byte and number of bytes of a range in a file of that size. */
export function resolveRange(range: ByteRange | undefined, size: number): { readonly start: number; readonly length: number } {
  if (range === undefined) return { start: 0, length: size };
  const { start, end = size - 1 } = range;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start >= size || end < start) {
    throw objectStorageErrors.invalidRange({ size });
  }
  return { start, length: Math.min(end, size - 1) - start + 1 };
}
