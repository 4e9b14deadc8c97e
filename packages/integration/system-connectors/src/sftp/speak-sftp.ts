import { randomBytes } from 'node:crypto';
import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import type { OutgoingSockets } from '@plinth/outgoing';
import type { Attributes } from 'ssh2';
import { isMissing, overSftp, type SftpFiles } from './sftp-connection.ts';

type Work = (files: SftpFiles, request: SystemRequest) => Promise<JsonValue>;

const partBytes = 32_768;
/** Parts that are under way at once: each costs a way there and back. */
const parts = 8;

const commands: Readonly<Record<string, Work>> = {
  async probe(files, request) {
    await files.facts(pathIn(request, 'path'));
    return null;
  },
  list,
  exists,
  read,
  write,
  async rename(files, request) {
    await files.rename(pathIn(request, 'path'), pathIn(request, 'to'));
    return { done: true };
  },
  async delete(files, request) {
    await files.remove(pathIn(request, 'path'));
    return { done: true };
  },
  async createFolder(files, request) {
    await files.createFolder(pathIn(request, 'path'));
    return { done: true };
  },
};

/** Speaks SFTP over sockets that lead only where they may, with servers whose host key is known; a connection for each call. */
export function speakSftp(sockets: OutgoingSockets): SystemSpeaker {
  return (request) => {
    const { action, command } = request;
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (work === undefined) throw connectorErrors.notCallable({ action, protocol: `SFTP (${command})` });
    for (const name of ['path', 'to']) if (request.input[name] !== undefined) pathIn(request, name);
    return overSftp(sockets, request, (files) => work(files, request));
  };
}

/** A path that stays below the folder of the address. */
export function pathIn({ address, input }: Pick<SystemRequest, 'address' | 'input'>, name: string): string {
  const given = String(input[name] ?? '');
  const below = given.split('/').filter((part) => part !== '');
  if (below.includes('..') || below.includes('.') || given.includes('\0'))
    throw connectorErrors.unwritableInput({ parameter: name, reason: 'it has to lead below the folder of the connection' });
  const folder = decodeURIComponent(address.pathname).replace(/\/+$/, '');
  return [folder === '' ? '.' : folder, ...below].join('/');
}

/** What is told of a file. */
export function factsOf(attrs: Attributes): JsonObject {
  const kind = attrs.isDirectory() ? 'folder' : attrs.isFile() ? 'file' : 'other';
  const changed = new Date((attrs.mtime ?? 0) * 1000);
  return { kind, size: attrs.size ?? 0, changedAt: Number.isNaN(changed.valueOf()) ? new Date(0).toISOString() : changed.toISOString() };
}

/** Entries of a folder, at most so many, and whether there are more. */
export async function entriesOf(files: SftpFiles, path: string, most: number) {
  const handle = await files.openFolder(path);
  const found: { readonly name: string; readonly attrs: Attributes }[] = [];
  while (found.length <= most) {
    const some = await files.entries(handle);
    if (some.length === 0) break;
    for (const { filename, attrs } of some) if (filename !== '.' && filename !== '..') found.push({ name: filename, attrs });
  }
  await files.close(handle);
  return { entries: found.slice(0, most), more: found.length > most };
}

async function list(files: SftpFiles, request: SystemRequest): Promise<JsonValue> {
  const { entries, more } = await entriesOf(files, pathIn(request, 'path'), Number(request.input.count ?? 1000));
  const told = entries.map(({ name, attrs }): JsonObject & { readonly name: string } => ({ name, ...factsOf(attrs) }));
  return { entries: told.sort((a, b) => (a.name < b.name ? -1 : 1)), more };
}

async function exists(files: SftpFiles, request: SystemRequest): Promise<JsonValue> {
  try {
    return { exists: true, ...factsOf(await files.facts(pathIn(request, 'path'))) };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return { exists: false, kind: null, size: null, changedAt: null };
  }
}

async function read(files: SftpFiles, request: SystemRequest): Promise<JsonValue> {
  const { from = 0, most = 5_000_000 } = request.input;
  const wanted = Math.min(Number(most), request.limits.bytes);
  const handle = await files.open(pathIn(request, 'path'), 'r');
  const found: Buffer[] = [];
  let got = 0;
  // One byte more than is given tells whether it goes on.
  for (let isOver = false; !isOver && got <= wanted; ) {
    const lengths = Array.from({ length: parts }, (_, at) => Math.min(partBytes, wanted + 1 - got - at * partBytes)).filter(
      (length) => length > 0,
    );
    const some = await Promise.all(lengths.map((length, at) => files.read(handle, length, Number(from) + got + at * partBytes)));
    for (const [at, bytes] of some.entries()) {
      found.push(bytes);
      got += bytes.byteLength;
      // What follows a part that came short was asked for at the wrong place.
      if (bytes.byteLength < (lengths[at] ?? 0)) {
        isOver = bytes.byteLength === 0;
        break;
      }
    }
  }
  await files.close(handle);
  const content = Buffer.concat(found);
  return { content: content.subarray(0, wanted).toString('base64'), size: Math.min(got, wanted), more: got > wanted };
}

async function write(files: SftpFiles, request: SystemRequest): Promise<JsonValue> {
  const path = pathIn(request, 'path');
  const bytes = Buffer.from(String(request.input.content), 'base64');
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
  const handle = await files.open(unfinished, 'wx');
  try {
    for (let at = 0; at < bytes.byteLength; at += partBytes * parts) {
      const starts = Array.from({ length: parts }, (_, part) => at + part * partBytes).filter((start) => start < bytes.byteLength);
      await Promise.all(starts.map((start) => files.write(handle, bytes.subarray(start, start + partBytes), start)));
    }
    await files.close(handle);
    if (request.input.replace === false) await files.rename(unfinished, path);
    else await replace(files, unfinished, path);
  } catch (error) {
    await files.remove(unfinished).catch(() => {
      // What went wrong before is told; whoever looks there finds the part.
    });
    throw error;
  }
  return { size: bytes.byteLength };
}

/** Servers that replace in one step are asked for that; of others the old file is gone for a moment. */
async function replace(files: SftpFiles, from: string, to: string): Promise<void> {
  try {
    await files.replace(from, to);
  } catch (thrown) {
    const { code } = thrown as { readonly code?: unknown };
    // What it knows and refuses is refused: the old file stays.
    if (typeof code === 'number' && code !== 8) throw thrown;
    await files.remove(to).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
    await files.rename(from, to);
  }
}
