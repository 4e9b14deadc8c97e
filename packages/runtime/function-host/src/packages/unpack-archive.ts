import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { functionErrors } from '../errors.ts';
import { unpackedBytes } from './locked-packages.ts';

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzip);
const block = 512;
const mostFiles = 5000;
/** What a function can use of a package; the rest, such as pictures and what compilers made for others, stays packed. */
const useful = /\.(?:[cm]?js|json)$/;

/**
 * The files of a package, by their paths within it. Nothing of it is run, and whatever is not plain JavaScript or JSON is left out.
 * Throws `functions.unusable-package` for archives that are none, too large, point out of themselves, or hold native code.
 */
export async function unpackArchive(name: string, archive: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  const unusable = (reason: string, cause?: unknown) => functionErrors.unusablePackage({ package: name, reason }, { cause });
  const tar = await unpack(archive, { maxOutputLength: unpackedBytes }).catch((cause: unknown) => {
    throw unusable('it cannot be unpacked, or is too large', cause);
  });
  const files = new Map<string, Buffer>();
  let longName: string | null = null;
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = Number.parseInt(textOf(header, 124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0 || at + block + size > tar.length) throw unusable('its archive is broken');
    const content = tar.subarray(at + block, at + block + size);
    const type = textOf(header, 156, 1);
    at += block + Math.ceil(size / block) * block;
    if (type === 'x') {
      longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1] ?? null;
      continue;
    }
    const prefix = textOf(header, 345, 155);
    const path: string = longName ?? (prefix === '' ? '' : `${prefix}/`) + textOf(header, 0, 100);
    longName = null;
    // Links point elsewhere, folders come with their files, and of devices there are none in packages.
    if (type !== '0' && type !== '') continue;
    const parts = path.split('/').slice(1);
    if (parts.length === 0 || parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part)))
      throw unusable(`it holds a file ${JSON.stringify(path.slice(0, 100))}`);
    if (/\.(?:node|wasm)$/.test(path) || parts.at(-1) === 'binding.gyp') throw unusable('it holds native code');
    if (!useful.test(path)) continue;
    files.set(parts.join('/'), content);
    if (files.size > mostFiles) throw unusable(`it has more than ${mostFiles} files`);
  }
  if (!files.has('package.json')) throw unusable('it has no package.json');
  for (const path of files.keys()) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (files.has(path.slice(0, end))) throw unusable(`its file ${JSON.stringify(path.slice(0, end).slice(0, 100))} is a folder, too`);
  }
  return files;
}

function textOf(header: Buffer, at: number, length: number): string {
  const end = header.indexOf(0, at);
  return header.toString('utf8', at, end < 0 || end > at + length ? at + length : end).trim();
}
