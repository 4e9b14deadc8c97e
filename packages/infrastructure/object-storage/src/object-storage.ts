import type { Readable } from 'node:stream';
import type { RequestContext } from '@plinth/foundation';

/** The part of a request context that says whose file it is. */
export type StorageContext = Pick<RequestContext, 'tenant' | 'environment' | 'signal'>;

export interface PutOptions {
  /** Bytes beyond which the file is refused; nothing of it remains then. */
  readonly limit: number;
}

/** What was stored; the digest is in hexadecimal. */
export interface StoredObject {
  readonly size: number;
  readonly sha256: string;
}

/** Bytes `start` to `end`, both included, counted from 0 as in HTTP; to the last one where `end` is absent or beyond it. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export interface ObjectContent {
  /** Size of the whole file, also where a range was asked for. */
  readonly size: number;
  /** Number of bytes that the stream gives. */
  readonly length: number;
  readonly stream: Readable;
}

export interface ObjectStatus {
  readonly size: number;
  readonly modified: Date;
}

/**
 * Files of tenants. The context names the tenant and environment, `id` is opaque: lower-case letters, digits, `-` and `_`.
 * A file is whole or absent: readers see neither half of one nor a mixture of two.
 */
export interface ObjectStorage {
  /** Stores a file durably, in place of the one that had the id. */
  put(context: StorageContext, id: string, source: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredObject>;
  /** Opens a file, or refuses with `object-storage.missing`. The stream must be read to its end or destroyed. */
  get(context: StorageContext, id: string, range?: ByteRange): Promise<ObjectContent>;
  /** Size and time of a file; null where there is none. */
  stat(context: StorageContext, id: string): Promise<ObjectStatus | null>;
  /** Removes a file; true where there was one. */
  delete(context: StorageContext, id: string): Promise<boolean>;
}
