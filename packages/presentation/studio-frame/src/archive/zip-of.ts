/** A ZIP archive (APPNOTE 6.3.10) of texts, not compressed: definitions are small, and every system opens it. */
export function zipOf(files: readonly (readonly [path: string, content: string])[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(content)];
    const described = entryOf(utf8, earliest, crc32(bytes), bytes.length, name.length);
    const local = new Uint8Array([...little(0x04034b50, 4), ...little(20, 2), ...described, ...little(0, 2), ...name]);
    // What is only of the directory: made by, no comment, disk 0, attributes of a plain file, and where it begins.
    const end = [...little(0, 2), ...little(0, 2), ...little(0, 2), ...little(0, 2), ...little(0, 4), ...little(offset, 4)];
    directory.push(new Uint8Array([...little(0x02014b50, 4), ...little(20, 2), ...little(20, 2), ...described, ...end, ...name]));
    parts.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const counts = [...little(0, 4), ...little(files.length, 2), ...little(files.length, 2)];
  const end = new Uint8Array([...little(0x06054b50, 4), ...counts, ...little(size, 4), ...little(offset, 4), ...little(0, 2)]);
  return joined([...parts, ...directory, end]);
}

/** Names are UTF-8; nothing else is special. */
const utf8 = 0x0800;
/** 1 January 1980, the first day that the format knows: the same files are the same archive. */
const earliest = 0x0021;

function entryOf(flags: number, date: number, sum: number, size: number, nameLength: number): readonly number[] {
  return [
    ...little(flags, 2),
    ...little(0, 2),
    ...little(0, 2),
    ...little(date, 2),
    ...little(sum, 4),
    ...little(size, 4),
    ...little(size, 4),
    ...little(nameLength, 2),
  ];
}

function little(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 0xff);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
