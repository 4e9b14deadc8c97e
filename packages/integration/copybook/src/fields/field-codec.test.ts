import { describe, expect, test } from 'vitest';
import { layoutOf } from '../copybook.ts';
import { jsonLine } from '../json/json-line.ts';
import { type CodecOptions, RecordCodec } from '../records/record-codec.ts';

const read = (picture: string, hex: string, options: CodecOptions = {}) => {
  const codec = new RecordCodec(layoutOf(`01 R. 05 A ${picture}.`), options);
  return jsonLine(codec.decode(Buffer.from(hex.replaceAll(' ', ''), 'hex')).value).slice(5, -1);
};

const written = (picture: string, value: unknown, options: CodecOptions = {}) => {
  const encoded = new RecordCodec(layoutOf(`01 R. 05 A ${picture}.`), options).encode({ A: value });
  return 'bytes' in encoded ? Buffer.from(encoded.bytes).toString('hex') : encoded.problems.map(({ message }) => message).join(' ');
};

const ascii = { codePage: 'ascii' };

describe('V2 W4: numbers and their bytes', () => {
  test.each<[string, string, string, CodecOptions?]>([
    ['PIC 9(3)', 'f0f1f2', '12'],
    ['PIC S9(3)', 'f1f2c3', '123'],
    ['PIC S9(3)', 'f1f2d3', '-123'],
    ['PIC S9(3) SIGN LEADING', 'd1f2f3', '-123'],
    ['PIC S9(3) SIGN LEADING SEPARATE', '60f1f2f3', '-123'],
    ['PIC S9(3) SIGN TRAILING SEPARATE', 'f1f2f34e', '123'],
    ['PIC S9(3)V99', 'f1f2f3f4d5', '-123.45'],
    ['PIC S9(3)', '31324a', '-121', ascii],
    ['PIC S9(3)', '31327b', '120', ascii],
    ['PIC S9(3)', '31327d', '-120', ascii],
    ['PIC S9(3) SIGN LEADING SEPARATE', '2d313233', '-123', ascii],
    ['PIC VPP99', 'f1f2', '0.0012'],
    ['PIC 9(2)PP', 'f1f2', '1200'],
    ['PIC 9(31)', 'f1'.repeat(31), '1'.repeat(31)],
    ['PIC S9(13)V9(18)', `${'f9'.repeat(30)}d9`, `-${'9'.repeat(13)}.${'9'.repeat(18)}`],
    ['PIC S9(5) COMP-3', '12345c', '12345'],
    ['PIC S9(5)V99 COMP-3', '1234567d', '-12345.67'],
    ['PIC 9(4) COMP-3', '01234f', '1234'],
    ['PIC S9(31) COMP-3', `${'99'.repeat(15)}9d`, `-${'9'.repeat(31)}`],
    ['PIC 9(4) COMP-6', '1234', '1234'],
    ['PIC S9(4) COMP', 'ff85', '-123'],
    ['PIC 9(4) COMP', '270f', '9999'],
    ['PIC S9(9) COMP', 'fffffffe', '-2'],
    ['PIC S9(18) COMP', '0de0b6b3a763ffff', '999999999999999999'],
    ['PIC S9(7)V99 COMP', 'ffffff85', '-1.23'],
    ['PIC S9(4) COMP-5', '85ff', '-123', { littleEndian: true }],
    ['PIC 9(18) COMP-5', 'ffffffffffffffff', '18446744073709551615'],
    ['COMP-1', 'c276a000', '-118.625'],
    ['COMP-1', '4019999a', '0.1'],
    ['COMP-2', 'c276a00000000000', '-118.625'],
    ['COMP-2', '401999999999999a', '0.1'],
    ['COMP-1', '42f6e979', '123.456', { floats: 'ieee' }],
    ['COMP-2', '405edd2f1a9fbe77', '123.456', { floats: 'ieee' }],
    ['COMP-2', '77be9f1a2fdd5e40', '123.456', { floats: 'ieee', littleEndian: true }],
    ['COMP-1', '00000000', '0'],
    ['PIC S9(19) COMP', `${'f'.repeat(31)}e`, '-2'],
    ['PIC 9(31) COMP', '0000007e37be2022c0914b267fffffff', '9999999999999999999999999999999'],
    ['PIC S9(20)V9(11) COMP-5', `15cd5b07${'0'.repeat(24)}`, '0.00123456789', { littleEndian: true }],
  ])('%s %s is %s', (picture: string, hex: string, value: string, options: CodecOptions = {}) => {
    expect(read(picture, hex, options)).toBe(value);
    expect(written(picture, value, options)).toBe(hex);
  });

  test('other signs and zones that count too', () => {
    expect(read('PIC S9(3)', 'f1f2f3')).toBe('123');
    expect(read('PIC S9(3)', 'f1f2b3')).toBe('-123');
    expect(read('PIC 9(3)', 'f1f2c3')).toBe('123');
    expect(read('PIC S9(3)', '313273', ascii)).toBe('-123');
    expect(read('PIC S9(3) COMP-3', '123b')).toBe('-123');
    expect(read('PIC S9(3) COMP-3', '123e')).toBe('123');
    expect(read('PIC 9(3) BLANK WHEN ZERO', '404040')).toBe('0');
    expect(written('PIC 9(3) BLANK WHEN ZERO', 0)).toBe('404040');
    expect(read('PIC S9(3)', 'f0f0d0')).toBe('0');
  });
});

test.each([
  ['PIC 9(3)', 'f1f2d3', 'it is negative, and its picture has no sign'],
  ['PIC 9(3)', '40f1f2', 'byte 1 of it, 40, is no digit'],
  ['PIC 9(3)', 'c1f2f3', 'byte 1 of it, c1, is no digit'],
  ['PIC S9(3)', 'f1f241', 'byte 3 of it, 41, is no digit, with or without a sign'],
  ['PIC S9(3) SIGN LEADING SEPARATE', '40f1f2f3', 'byte 1 of it, 40, is no sign'],
  ['PIC S9(3) COMP-3', '1234', 'its last half byte, 4, is no sign'],
  ['PIC S9(3) COMP-3', '1a3c', 'byte 1 of it, 1a, holds what is no digit'],
  ['PIC 9(3) COMP-3', '123d', 'it is negative, and its picture has no sign'],
  ['PIC S9(31) COMP-3', `${'99'.repeat(15)}ad`, 'byte 16 of it, ad, holds what is no digit'],
  ['PIC 9(31)', `${'f1'.repeat(20)}40${'f1'.repeat(10)}`, 'byte 21 of it, 40, is no digit'],
  ['PIC N(2)', 'd8000020', 'it has half of a character'],
  ['PIC 9(2) NATIONAL', '0031ff32', 'it holds other characters than digits and its sign'],
])('V5: %s %s is null, with its bytes: %s', (picture, hex, reason) => {
  const codec = new RecordCodec(layoutOf(`01 R. 05 B PIC X. 05 A ${picture}.`));
  const { value, problems } = codec.decode(Buffer.from(`40${hex}`, 'hex'));
  expect(value).toEqual({ B: '', A: null });
  expect(problems).toEqual([{ path: 'A', offset: 1, bytes: hex, reason }]);
});

test('V2: the bytes of PIC X with COMP-X come the largest first on every machine, those of COMP-5 as the machine has them', () => {
  for (const littleEndian of [false, true]) {
    expect(read('PIC X(2) COMP-X', '3c92', { littleEndian })).toBe('15506');
    expect(written('PIC X(8) COMP-X', '18446744073709551615', { littleEndian })).toBe('f'.repeat(16));
  }
  expect(written('PIC X(1) COMP-X', 256)).toBe('is beyond what 1 bytes hold.');
  expect(read('PIC S9(4) COMP-5', '3c92', { littleEndian: true })).toBe('-28100');
});

test('V3 W1: what was read of an edited field is written as it was, though zeros that the picture inserts look like its digits', () => {
  const picture = 'PIC 990999.99DB';
  expect(read(picture, Buffer.from('620133.63  ').toString('hex'), ascii)).toBe('"620133.63"');
  expect(written(picture, '620133.63', ascii)).toBe(Buffer.from('620133.63  ').toString('hex'));
  expect(written('PIC 990999DB', '060462', ascii)).toBe(Buffer.from('060462  ').toString('hex'));
  expect(written('PIC 990999DB', 6462, ascii)).toBe(Buffer.from('060462  ').toString('hex'));
  expect(written(picture, '62133.63', ascii)).toBe(Buffer.from('620133.63  ').toString('hex'));
  expect(written(picture, '621133.63', ascii)).toBe('621133.63 has more than 5 digits before the point.');
});

test('V2: of 16 bytes only what is exact is a number', () => {
  expect(read('PIC S9(31) COMP-5', `7${'f'.repeat(31)}`)).toBe('null');
  expect(written('PIC S9(19) COMP', '12345678901234567890')).toContain('digits');
});

describe('V8: UTF-8', () => {
  test.each<[string, string, string]>([
    ['PIC U(3)', '5ac3bc202020202020202020', '"Zü"'],
    ['PIC U(2)', 'f09f9880e282ac20', '"😀€"'],
    ['PIC U BYTE-LENGTH 5', 'c3bc202020', '"ü"'],
    ['PIC U(2) BYTE-LENGTH IS 4', '41c3bc20', '"Aü"'],
    ['PIC X(2) USAGE UTF-8', '4142202020202020', '"AB"'],
  ])('%s %s is %s', (picture, hex, value) => {
    // Whatever the code page is.
    for (const options of [{}, ascii, { codePage: '930' }]) {
      expect(read(picture, hex, options)).toBe(value);
      expect(written(picture, JSON.parse(value), options)).toBe(hex);
    }
  });

  test('what is none, or has no room, is told', () => {
    expect(read('PIC U BYTE-LENGTH 2', 'c320')).toBe('null');
    expect(written('PIC U(2)', 'abc')).toContain('has 3 characters');
    expect(written('PIC U(2) BYTE-LENGTH 2', 'üü')).toContain('has 4 bytes in UTF-8');
    expect(written('PIC U(2)', '\ud800')).toContain('half of a character');
    expect(written('PIC U(2)', 7)).toContain('must be a text');
  });
});

describe('V3: texts', () => {
  test('are without the spaces that fill them up', () => {
    expect(read('PIC X(6)', '40c1c2404040')).toBe('" AB"');
    expect(read('PIC X(4) JUST RIGHT', '4040c1c2')).toBe('"AB"');
    expect(written('PIC X(4) JUST RIGHT', 'AB')).toBe('4040c1c2');
    expect(read('PIC N(4)', '00e4 20ac 0020 0020')).toBe('"ä€"');
    expect(written('PIC N(4)', 'ä€')).toBe('00e420ac00200020');
    expect(read('PIC ZZ9.99-', '40f1f24bf3f460')).toBe('" 12.34-"');
    expect(read('PIC X(3)', '000000')).toBe('"\\u0000\\u0000\\u0000"');
    expect(read('USAGE POINTER', '000000ff')).toBe('"000000ff"');
  });

  test.each([
    ['037', 'c0c1d0 5a 4f', '{A}!|'],
    ['273', '4ac1e0 c0 59', 'ÄAÖä~'],
    ['500', '4a 5a bb', '[]|'],
    ['1047', 'ad bd', '[]'],
    ['1140', '9f', '€'],
    ['1141', '9f e0 5a', '€ÖÜ'],
    ['1148', '9f', '€'],
    ['297', 'c0 d0', 'éè'],
    ['875', '41 42', 'ΑΒ'],
    ['1025', '77 78', 'аб'],
    ['290', '81 82 62', 'ｱｲa'],
    ['880', '77', 'а'],
    ['1166', '77 78', 'аб'],
    ['windows-1250', '8a', 'Š'],
    ['iso-8859-15', 'a4', '€'],
    ['cp866', '80', 'А'],
    ['latin1', 'e4', 'ä'],
    ['windows-1252', '80', '€'],
  ])('code page %s', (codePage, hex, text) => {
    const size = hex.replaceAll(' ', '').length / 2;
    expect(read(`PIC X(${size})`, hex, { codePage })).toBe(JSON.stringify(text));
    expect(written(`PIC X(${size})`, text, { codePage })).toBe(hex.replaceAll(' ', ''));
  });

  test('a byte without a character is none of the picture', () => {
    expect(read('PIC X(2)', '41ff', ascii)).toBe('null');
  });
});

test.each([
  ['PIC 9(3)', 1234, '1234 has more than 3 digits.'],
  ['PIC 9(3)V9', '1234.5', '1234.5 has more than 3 digits before the point.'],
  ['PIC 9(3)V9', 1.25, '1.25 has more than 1 digits after the point.'],
  ['PIC 9(3)PP', 150, '150 is no multiple of 100.'],
  ['PIC 9(3)', -1, '-1 is negative, and the field has no sign.'],
  ['PIC 9(3)', 'abc', 'must be a number, not "abc".'],
  ['PIC 9(3)', '', 'must be a number, not "".'],
  ['PIC 9(3)', true, 'must be a number, not true.'],
  ['PIC 9(3)', [1], 'must be a number, not a list.'],
  ['PIC 9(3)', Number.NaN, 'must be a number, not NaN.'],
  ['PIC 9(3) COMP-3', '1E99999', '1E99999 has more than 3 digits before the point.'],
  ['PIC S9(4) COMP-5', 40_000, 'is beyond what 2 bytes hold.'],
  ['PIC X(3)', 'abcd', 'has 4 characters, of which 3 have room.'],
  ['PIC X(3)', 'a€', 'has "€", which code page 037 lacks.'],
  ['PIC X(3)', 5, 'must be a text, not 5.'],
  ['PIC N(3)', '\uD800', 'has half of a character.'],
  ['COMP-1', '1E100', '1E100 is beyond what 4 bytes hold.'],
  ['COMP-2', '1E300', '1E300 is beyond what 8 bytes hold.'],
  ['USAGE POINTER', 'xyz', 'must be 4 bytes in hexadecimal, not "xyz".'],
])('W1: %s does not take %s', (picture, value, message) => {
  expect(written(picture, value)).toBe(message);
});

test('W1: numbers that say the same with other digits are taken', () => {
  expect(written('PIC S9(3)V99 COMP-3', '-1.50')).toBe('00150d');
  expect(written('PIC S9(3)V99 COMP-3', '1.5E2')).toBe('15000c');
  expect(written('PIC 9(5)', '00012.000')).toBe('f0f0f0f1f2');
  expect(written('PIC 9(5)', 12n)).toBe('f0f0f0f1f2');
  expect(written('PIC 9(5)', '0E-900')).toBe('f0f0f0f0f0');
});
