import { describe, expect, test } from 'vitest';
import { decodeXml } from './decode-xml.ts';

const decode = (bytes: Uint8Array) => decodeXml(bytes, (reason) => new Error(reason));
const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

describe('encodings of XML files', () => {
  const text = '<?xml version="1.0"?><a>Größe ✓</a>';

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, the low byte first', utf16(`\ufeff${text}`, false)],
    ['UTF-16, the high byte first', utf16(`\ufeff${text}`, true)],
    ['UTF-16 without a mark', utf16(text, false)],
    ['UTF-16 without a mark, the high byte first', utf16(text, true)],
  ])('%s', (_what, bytes) => expect(decode(bytes)).toBe(text));

  test('a declared encoding counts', () => {
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>';
    expect(decode(Buffer.from(latin, 'latin1'))).toBe(latin);
  });

  test.each([
    ['an encoding that there is not', Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>'), /klingon is not known/],
    ['bytes that are no UTF-8', Buffer.from('<a>Größe</a>', 'latin1'), /not utf-8/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), /utf-32 is not known/],
    ['half a character of UTF-16', Buffer.from([0xff, 0xfe, 0x3c]), /not utf-16le/],
  ])('%s is refused', (_what, bytes, reason) => expect(() => decode(bytes)).toThrow(reason));
});
