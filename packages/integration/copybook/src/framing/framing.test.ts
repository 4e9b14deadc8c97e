import { describe, expect, test } from 'vitest';
import { layoutOf } from '../copybook.ts';
import { RecordDecoder } from '../decode-records.ts';
import { RecordEncoder } from '../encode-records.ts';
import { RecordCodec } from '../records/record-codec.ts';
import { type RecordFormat, recordFormat } from './record-format.ts';

const codec = new RecordCodec(layoutOf('01 R. 05 NO PIC 9(3). 05 N PIC 9. 05 T OCCURS 0 TO 9 DEPENDING ON N PIC X(2).'));
const fixed = new RecordCodec(layoutOf('01 R. 05 NO PIC 9(3). 05 T PIC X(5).'));

const values = Array.from({ length: 500 }, (_, index) => ({ NO: index, T: Array.from({ length: index % 10 }, (__, at) => `t${at}`) }));

function fileOf(format: RecordFormat, length = codec.layout.maximum, of = codec, records: readonly Record<string, unknown>[] = values) {
  const encoder = new RecordEncoder(of, { format, length });
  return Buffer.concat([...records.flatMap((value) => encoder.add(value)), ...encoder.end()]);
}

/** The records of a file that comes in pieces. */
function recordsOf(bytes: Uint8Array, format: RecordFormat, piece: number, of = codec, length = of.layout.maximum) {
  const decoder = new RecordDecoder(of, { format, length });
  const records = [];
  for (let at = 0; at < bytes.length; at += piece) records.push(...decoder.push(bytes.subarray(at, at + piece)));
  records.push(...decoder.end());
  return records;
}

describe('F1: files in pieces of any size', () => {
  test.each(['F', 'V', 'VB', 'stream', 'text'] as const)('%s', (format) => {
    const bytes = fileOf(format);
    for (const piece of [1, 7, 1000, bytes.length]) {
      const records = recordsOf(bytes, format, piece);
      expect(records.map(({ value }) => value)).toEqual(values.map(({ NO, T }) => ({ NO, N: T.length, T })));
      expect(records.at(-1)?.number).toBe(values.length);
    }
  });

  test('places are those of the file', () => {
    const places = (format: RecordFormat) =>
      recordsOf(fileOf(format), format, 13)
        .slice(0, 3)
        .map(({ offset }) => offset);
    expect(places('F')).toEqual([0, 22, 44]);
    expect(places('V')).toEqual([4, 12, 22]);
    expect(places('VB')).toEqual([8, 16, 26]);
    expect(places('stream')).toEqual([0, 4, 10]);
  });

  test('blocks of VB are no longer than half a track', () => {
    const bytes = fileOf('VB', 0, codec, Array.from({ length: 40 }, () => values).flat());
    const lengths = [];
    for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at)) lengths.push(bytes.readUInt16BE(at));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(27_998);
    expect(lengths.length).toBeGreaterThan(5);
  });

  test('records in segments are put together, across blocks', () => {
    const segment = (place: number, hex: string) =>
      `${(hex.length / 2 + 4).toString(16).padStart(4, '0')}${place.toString(16).padStart(2, '0')}00${hex}`;
    const block = (hex: string) => `${(hex.length / 2 + 4).toString(16).padStart(4, '0')}0000${hex}`;
    const file = [
      block(segment(0, 'f0f0f1f0') + segment(1, 'f0f0f2f3c1')),
      block(segment(3, 'c1c2') + segment(2, 'c2c3c3') + segment(0, 'f0f0f3f0')),
    ].join('');
    const bytes = Buffer.from(file, 'hex');
    for (const piece of [1, 5, bytes.length])
      expect(recordsOf(bytes, 'VBS', piece).map(({ value, offset }) => [offset, value])).toEqual([
        [8, { NO: 1, N: 0, T: [] }],
        [12, { NO: 2, N: 3, T: ['AA', 'BB', 'CC'] }],
        [expect.any(Number), { NO: 3, N: 0, T: [] }],
      ]);
  });

  test.each(['VS', 'VBS'] as const)('F4: records that are longer than any block are written in segments (%s)', (format) => {
    const long = new RecordCodec(layoutOf('01 R. 05 N PIC 9(5). 05 T PIC X OCCURS 0 TO 90000 DEPENDING ON N.'));
    const lengths = [0, 1, 27_985, 27_986, 27_987, 32_750, 32_752, 60_000, 90_000, 3];
    const records = lengths.map((length) => ({ T: Array.from({ length }, (_, at) => 'ABCDEFG'.charAt(at % 7)) }));
    const bytes = fileOf(format, 0, long, records);
    if (format === 'VBS') {
      const blocks = [];
      for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at)) blocks.push(bytes.readUInt16BE(at));
      expect(Math.max(...blocks)).toBe(27_998);
    }
    const read = recordsOf(bytes, format, 10_000, long);
    expect(read.map(({ value }) => value)).toEqual(records.map(({ T }) => ({ N: T.length, T })));
  });

  test('large blocks have their length in 31 bits', () => {
    const bytes = Buffer.from('8000000c00080000f0f0f1f0', 'hex');
    expect(recordsOf(bytes, 'VB', 3).map(({ value }) => value)).toEqual([{ NO: 1, N: 0, T: [] }]);
  });

  test('lines of ASCII end with either sign, and are filled up', () => {
    const ascii = new RecordCodec(fixed.layout, { codePage: 'ascii' });
    const bytes = Buffer.from('001ab\r\n002\n003abcde\n004x');
    expect(recordsOf(bytes, 'text', 4, ascii).map(({ value }) => value)).toEqual([
      { NO: 1, T: 'ab' },
      { NO: 2, T: '' },
      { NO: 3, T: 'abcde' },
      { NO: 4, T: 'x' },
    ]);
  });
});

describe('F2: what is broken is told with its place', () => {
  const broken = (hex: string, format: RecordFormat) => () => recordsOf(Buffer.from(hex, 'hex'), format, 3);

  test.each([
    ['0003000000', 'V', 'at byte 0: 00 03 00 00 describes no record'],
    ['00080001f0f0f1f0', 'V', 'at byte 0: 00 08 00 01 describes no record'],
    ['00080000f0f0f1f00008', 'V', 'at byte 8: the file ends 2 byte(s) into a record'],
    ['00080000f0f0', 'V', 'at byte 0: the file ends 6 byte(s) into a record'],
    ['000c0000000c0000f0f0f1f0', 'VB', 'at byte 4: a record of 12 bytes goes beyond its block, which has 8 left'],
    ['00040000', 'VB', 'at byte 0: 00 04 00 00 describes no block'],
    ['00100000 00080000 f0f0f1f0'.replaceAll(' ', ''), 'VB', 'at byte 12: the file ends 4 byte(s) before its last block does'],
    ['00060100f0f0', 'VS', 'at byte 0: the last record goes on, but no segment follows'],
    ['00060200f0f0', 'VS', 'at byte 0: a segment has no first one before it'],
    ['00060100f0f000060100f0f0', 'VS', 'at byte 6: a record begins before the one before it has ended'],
  ] as const)('%s as %s', (hex, format, problem) => {
    expect(broken(hex, format)).toThrowError(
      expect.objectContaining({ code: 'copybook.broken-blocks', message: expect.stringContaining(problem) }),
    );
  });

  test('a record that cannot be read is told with its bytes, and the next is read', () => {
    const records = recordsOf(Buffer.from('00070000f0f0f1 00080000f0f0f2f0 00090000f0f0f3f0f9'.replaceAll(' ', ''), 'hex'), 'V', 4);
    expect(
      records.map(({ number, offset, ...rest }) => [number, offset, 'reason' in rest ? [rest.reason, rest.bytes] : rest.value]),
    ).toEqual([
      [1, 4, ['it has 3 bytes and ends within N.', 'f0f0f1']],
      [2, 11, { NO: 2, N: 0, T: [] }],
      [3, 19, ['it has 1 byte(s) more than the copybook describes.', 'f0f0f3f0f9']],
    ]);
  });

  test('a file that ends within a record of one length tells its bytes', () => {
    const records = recordsOf(Buffer.concat([fileOf('F').subarray(0, 22), Buffer.from('f0f0', 'hex')]), 'F', 7);
    expect(records.map((record) => ('reason' in record ? [record.offset, record.reason, record.bytes] : record.value))).toEqual([
      { NO: 0, N: 0, T: [] },
      [22, 'the file ends 2 byte(s) into it.', 'f0f0'],
    ]);
  });

  test('where nothing says where the next record begins, reading ends', () => {
    expect(broken('f0f0f1f0f0f0f20c', 'stream')).toThrowError(
      'Record 2, which begins at byte 4, cannot be read: N is no number, but T occurs 0 to 9 times.',
    );
    expect(broken('f0f0f1f2c1c1', 'stream')).toThrowError(
      'Record 1, which begins at byte 0, cannot be read: it has 6 bytes and ends within T[1].',
    );
  });

  test('F3: what stands behind the described bytes of a fixed record is filler', () => {
    const bytes = fileOf('F', 12, fixed, [{ NO: 1, T: 'a' }, { NO: 2 }]);
    expect(bytes.length).toBe(24);
    expect(recordsOf(bytes, 'F', 5, fixed, 12).map(({ value }) => value)).toEqual([
      { NO: 1, T: 'a' },
      { NO: 2, T: '' },
    ]);
  });

  test('a record that is too long for the format is refused', () => {
    expect(() => fileOf('F', 4, fixed, [{ NO: 1 }])).toThrowError(
      'Record 1 cannot be written: it has 8 bytes, and a record of the file has 4.',
    );
    const long = new RecordCodec(layoutOf('01 R PIC X(40000).'));
    expect(() => fileOf('V', 0, long, [{ R: 'x' }])).toThrowError('a record of varying length has at most 32756.');
  });
});

test('formats are named in any case', () => {
  expect([recordFormat('vb'), recordFormat('Fixed'), recordFormat('STREAM')]).toEqual(['VB', 'F', 'stream']);
  expect(() => recordFormat('U')).toThrowError('"U" is no record format.');
});
