import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { foundationErrors } from '@plinth/foundation';
import { resolveRange } from './byte-range.ts';
import { objectStorageErrors } from './errors.ts';
import { measure } from './measure.ts';
import { objectKey } from './object-key.ts';
import type { ObjectStorage, StorageContext } from './object-storage.ts';

/** Uploads that a crash cut off are removed by the next start; younger ones may belong to another server on the same folder. */
const abandonedAfterMilliseconds = 24 * 60 * 60 * 1000;

/** Files in a folder, readable for this user alone: `<tenant>/<environment>/<id>`, and `_incoming` while they are written. */
export async function diskStorage(folder: string): Promise<ObjectStorage> {
  const incoming = join(folder, '_incoming');
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeAbandoned(incoming);
  const pathOf = (context: StorageContext, id: string) => join(folder, ...objectKey(context, id));

  return {
    async put(context, id, source, { limit }) {
      const path = pathOf(context, id);
      const partial = join(incoming, randomUUID());
      const { pass, result } = measure(limit);
      try {
        const handle = await open(partial, 'wx', 0o600);
        try {
          await pipeline(source, pass, (chunks: AsyncIterable<Uint8Array>) => writeAll(handle, chunks), { signal: context.signal });
          await handle.sync();
        } finally {
          await handle.close();
        }
        const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(partial, path);
        await syncFolder(dirname(path));
        if (made !== undefined) {
          await syncFolder(dirname(dirname(path)));
          await syncFolder(folder);
        }
        return result();
      } catch (error) {
        await unlink(partial).catch(unlessMissing);
        throw translate(error, context);
      }
    },
    async get(context, id, range) {
      const handle = await open(pathOf(context, id), 'r').catch((cause: NodeJS.ErrnoException) => {
        throw cause.code === 'ENOENT' ? objectStorageErrors.missing({ id }) : cause;
      });
      try {
        const { size } = await handle.stat();
        const { start, length } = resolveRange(range, size);
        if (length === 0) {
          await handle.close();
          return { size, length, stream: Readable.from([]) };
        }
        return { size, length, stream: handle.createReadStream({ start, end: start + length - 1, signal: context.signal }) };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    async stat(context, id) {
      const found = await stat(pathOf(context, id)).catch(unlessMissing);
      return found === undefined ? null : { size: found.size, modified: found.mtime };
    },
    async delete(context, id) {
      const path = pathOf(context, id);
      const removed = await unlink(path).then(() => true, unlessMissing);
      if (removed === undefined) return false;
      await syncFolder(dirname(path));
      return true;
    },
  };
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    let written = 0;
    while (written < chunk.byteLength) written += (await handle.write(chunk, written)).bytesWritten;
  }
}

/** Makes a renamed or removed entry durable; Windows has no such call and does it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(unlessMissing);
    if (found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMilliseconds) await unlink(path).catch(unlessMissing);
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function translate(error: unknown, context: StorageContext): unknown {
  if (context.signal.aborted) return foundationErrors.cancelled({}, { cause: error });
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? objectStorageErrors.full({}, { cause: error }) : error;
}
