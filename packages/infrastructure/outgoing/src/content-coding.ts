import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';
import { outgoingErrors } from './errors.ts';

const codings: Readonly<Record<string, (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>>> = {
  gzip: promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip),
  'x-gzip': promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip),
  deflate: promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate),
  br: promisify<Uint8Array, ZlibOptions, Uint8Array>(brotliDecompress as typeof gunzip),
};

/** How often a body may be packed: each time costs, and a header has room for thousands. */
const mostCodings = 2;

/** A body as it was before it was packed (RFC 9110), which may be of no more than so many bytes however little came. */
export async function decoded(bytes: Uint8Array, coding: string | undefined, limit: number, host: string): Promise<Uint8Array> {
  const names = (coding ?? '').split(',').map((name) => name.trim().toLowerCase());
  const packed = names.filter((name) => name !== '' && name !== 'identity');
  if (packed.length > mostCodings) throw outgoingErrors.malformedAnswer({ host, reason: `it is packed ${packed.length} times` });
  let body = bytes;
  for (const name of packed.toReversed()) {
    if (body.byteLength === 0) continue;
    const unpack = Object.hasOwn(codings, name) ? codings[name] : undefined;
    if (unpack === undefined) throw outgoingErrors.malformedAnswer({ host, reason: `it is packed by ${name}` });
    body = await unpack(body, { maxOutputLength: limit }).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ERR_BUFFER_TOO_LARGE') throw outgoingErrors.tooLarge({ host, limit }, { cause });
      throw outgoingErrors.malformedAnswer({ host, reason: cause.code ?? 'it cannot be unpacked' }, { cause });
    });
  }
  return body;
}
