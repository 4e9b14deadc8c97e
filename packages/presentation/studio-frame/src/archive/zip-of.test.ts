import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { zipOf } from './zip-of.ts';

const files = [
  ['bank/plinth.yaml', 'key: bank\n'],
  ['bank/pages/العربية.yaml', 'label: Überweisung 🙂\n'],
  ['bank/empty.yaml', ''],
] as const;

/** Reads an archive as programs do: from the directory at its end. */
function read(bytes: Uint8Array): readonly (readonly [string, string])[] {
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const decoder = new TextDecoder();
  const found: (readonly [string, string])[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [sum, size, nameLength] = [view.getUint32(at + 16, true), view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const local = view.getUint32(at + 42, true);
    expect([view.getUint32(local, true), view.getUint32(local + 14, true)]).toEqual([0x04034b50, sum]);
    const content = bytes.subarray(local + 30 + nameLength, local + 30 + nameLength + size);
    expect(crc32(content)).toBe(sum);
    found.push([decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)), decoder.decode(content)]);
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return found;
}

test('what was packed is found again by the directory, with its sum', () => {
  expect(read(zipOf(files))).toEqual(files);
});

test('the same files are the same archive, and none are one too', () => {
  expect(zipOf(files)).toEqual(zipOf(files));
  expect(read(zipOf([]))).toEqual([]);
});
