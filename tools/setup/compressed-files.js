import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const worthIt = /\.(?:js|css|svg|json)$/;
/** Bytes below which what a response says of its compression is as long as what it saves. */
const least = 1400;
/** Brotli's best takes twenty times as long and saves a twentieth more. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Lays compressed forms beside each file of a folder that gains by it (`.br`, and `.gz` for who asks without TLS), as servers look for them. */
export async function compressFiles(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!worthIt.test(file)) continue;
    const path = join(folder, file);
    const content = readFileSync(path);
    if (content.length < least) continue;
    const [br, gz] = await Promise.all([promisify(brotliCompress)(content, brotli), promisify(gzip)(content, { level: 9 })]);
    writeFileSync(`${path}.br`, br);
    writeFileSync(`${path}.gz`, gz);
  }
}
