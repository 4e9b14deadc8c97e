import { describe, expect, test } from 'vitest';
import { layoutOf } from '../copybook.ts';
import { RecordCodec } from '../records/record-codec.ts';

const layout = layoutOf('01 R. 05 A PIC X(16). 05 G PIC G(4) USAGE DISPLAY-1.');
const codecOf = (codePage: string) => new RecordCodec(layout, { codePage });
const read = (codePage: string, hex: string) => codecOf(codePage).decode(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const written = (codePage: string, value: Readonly<Record<string, unknown>>) => {
  const encoded = codecOf(codePage).encode(value);
  return 'bytes' in encoded
    ? Buffer.from(encoded.bytes).toString('hex')
    : encoded.problems.map(({ path, message }) => `${path} ${message}`);
};

describe('V3: characters of two bytes', () => {
  // Bytes as `iconv` of the GNU C library writes them.
  test.each([
    ['939', 'ABC漢字カ', '漢字', 'c1c2c30e4f5848f243860f4040404040', '4f5848f240404040'],
    ['930', 'ｱｲ日本', '日本語', '81820e456245660f4040404040404040', '4562456648e74040'],
    ['933', '한국 A', '한국', '0ed0658a820f40c14040404040404040', 'd0658a8240404040'],
    ['935', '中国1', '中国', '0e5bcf4d9b0ff1404040404040404040', '5bcf4d9b40404040'],
    ['937', '銀行', '銀行', '0e5fcf4e880f40404040404040404040', '5fcf4e8840404040'],
  ])('of code page %s, among those of one byte and alone', (codePage, mixed, graphic, mixedBytes, graphicBytes) => {
    const bytes = written(codePage, { A: mixed, G: graphic });
    expect([bytes.slice(0, 32), bytes.slice(32)]).toEqual([mixedBytes, graphicBytes]);
    expect(read(codePage, mixedBytes + graphicBytes)).toMatchObject({ value: { A: mixed, G: graphic }, problems: [] });
  });

  test('are told where they are none, byte by byte', () => {
    const { value, problems } = read('939', `c1 0e ${'4f58'.repeat(7)} 4f58 0000 4040 4040`);
    expect(value).toEqual({ A: null, G: null });
    expect(problems.map(({ reason }) => reason)).toEqual([
      'its characters of two bytes do not end with shift in, 0f',
      'bytes 3 and 4 of it, 0000, are no character of code page 939',
    ]);
    expect(read('939', `0e 00ff 0f ${'40'.repeat(12)} ${'40'.repeat(8)}`).problems[0]?.reason).toBe(
      'byte 2 of it, 00, is no character of code page 939',
    );
  });

  test('are not cut: with what shifts they have room or not', () => {
    expect(written('939', { A: '漢'.repeat(7) })).toHaveLength(48);
    expect(written('939', { A: '漢'.repeat(8), G: '漢A漢漢漢' })).toEqual([
      'A has 18 bytes, of which 16 have room.',
      'G has 5 characters, of which 4 have room.',
    ]);
    expect(written('939', { A: 'é', G: 'é' })).toEqual([
      'A has "é", which code page 939 lacks.',
      'G has "é", which has no two bytes in code page 939.',
    ]);
  });

  test('are hexadecimal where the code page has none', () => {
    expect(read('037', `${'40'.repeat(16)} 42c142c240404040`).value).toEqual({ A: '', G: '42c142c240404040' });
  });
});
