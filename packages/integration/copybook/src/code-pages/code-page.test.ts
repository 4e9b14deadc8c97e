import { expect, test } from 'vitest';
import { codePage, codePageNames } from './code-page.ts';

test('every page has the digits, letters and spaces of its family at their places', () => {
  for (const name of codePageNames) {
    const { toText, family, space } = codePage(name);
    const text = (...bytes: readonly number[]) => String.fromCharCode(...bytes.map((byte) => toText[byte] ?? 0));
    if (family === 'ebcdic') expect(text(0xf0, 0xf9, 0xc1, 0xc9, 0xd1, 0xe9, 0x4b, 0x60, 0x4e, 0x61), name).toBe('09AIJZ.-+/');
    else expect(text(0x30, 0x39, 0x41, 0x5a, 0x2e), name).toBe('09AZ.');
    expect(text(space), name).toBe(' ');
  }
  expect(codePageNames).toHaveLength(86);
});

test('no two bytes are the same character', () => {
  for (const name of codePageNames) {
    const page = codePage(name);
    const units = [...page.toText].filter((unit) => unit !== 0xfffd);
    expect(new Set(units).size, name).toBe(units.length);
    for (const [byte, unit] of page.toText.entries()) if (unit !== 0xfffd) expect(page.toByte[unit], name).toBe(byte);
  }
});

test('pages are found by the names that people write', () => {
  const found = ['37', 'cp037', 'IBM-1047', 'ibm1140', 'CCSID 500', 'EBCDIC-273', 'US-ASCII', 'ISO-8859-1', 'cp1252'].map(
    (name) => codePage(name).name,
  );
  expect(found).toEqual(['037', '037', '1047', '1140', '500', '273', 'ascii', 'latin1', 'windows-1252']);
  for (const name of ['', '38', 'utf-8', '__proto__', 'toString'])
    expect(() => codePage(name), name).toThrowError(expect.objectContaining({ code: 'copybook.unknown-code-page' }));
});
