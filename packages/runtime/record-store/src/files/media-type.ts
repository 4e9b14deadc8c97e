const unknown = 'application/octet-stream';

/** How the pictures begin that browsers draw and that can hold no script. */
const pictures: readonly (readonly [type: string, begins: (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => ['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6))],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
  ['image/avif', (bytes) => ['ftypavif', 'ftypavis'].includes(bytes.toString('latin1', 4, 12))],
];

/** How many bytes tell the type of a picture. */
export const tellingBytes = 12;

/** The type a file is kept under: a picture's by its bytes, else what was said; what claims to be a picture and is none is of unknown type. */
export function mediaTypeOf(claimed: string | undefined, beginning: Buffer): string {
  const picture = pictures.find(([, begins]) => begins(beginning));
  if (picture !== undefined) return picture[0];
  const type = (claimed ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!/^[a-z0-9][\w!#$&^.+-]{0,60}\/[a-z0-9][\w!#$&^.+-]{0,100}$/.test(type)) return unknown;
  return pictures.some(([name]) => name === type) ? unknown : type;
}

/** Whether a file is one that a field accepts: by media type (`image/*`, `text/csv`) or by ending (`.csv`); without a list every file is. */
export function isAccepted(accept: readonly string[], file: { readonly name: string; readonly mediaType: string }): boolean {
  if (accept.length === 0) return true;
  return accept.some((wanted) => {
    const type = wanted.toLowerCase();
    if (type.startsWith('.')) return file.name.toLowerCase().endsWith(type);
    return type.endsWith('/*') ? file.mediaType.startsWith(type.slice(0, -1)) : file.mediaType === type;
  });
}
