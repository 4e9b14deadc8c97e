import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../copybook.ts';
import { jsonLine } from '../json/json-line.ts';
import { type CodecOptions, RecordCodec } from './record-codec.ts';
import { bytesMember } from './record-value.ts';

const codecOf = (source: string, options: CodecOptions = {}) => new RecordCodec(layoutOf(source), options);

const account = codecOf(`01 ACCOUNT.
  05 NO PIC 9(6).
  05 KIND PIC X VALUE 'P'.
  05 BALANCE PIC S9(7)V99 COMP-3.
  05 FILLER PIC X(2) VALUE 'OK'.
  05 HOLDER PIC X(12).
  05 PERSON REDEFINES HOLDER.
    10 FIRST PIC X(6).
    10 LAST PIC X(6).
  05 FILLER REDEFINES HOLDER.
    10 COMPANY PIC X(8).
    10 REGISTER PIC 9(4).
  05 N PIC 9.
  05 MOVES OCCURS 0 TO 3 TIMES DEPENDING ON N.
    10 AMOUNT PIC S9(5)V99 COMP-3.
    10 NOTES-N PIC 9.
    10 NOTES OCCURS 1 TO 2 TIMES DEPENDING ON NOTES-N PIC X(3).
  05 TAIL PIC X(3).`);

const encoded = (codec: RecordCodec, value: Readonly<Record<string, unknown>>) => {
  const result = codec.encode(value);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.bytes;
};

const problemsOf = (codec: RecordCodec, value: Readonly<Record<string, unknown>>) => {
  const result = codec.encode(value);
  return 'problems' in result ? result.problems.map(({ path, message }) => `${path} ${message}`) : [];
};

const value = {
  NO: 17,
  BALANCE: '-12.50',
  PERSON: { FIRST: 'Ada', LAST: 'Byron' },
  MOVES: [
    { AMOUNT: 1.5, NOTES: ['a'] },
    { AMOUNT: -2, NOTES: ['b', 'c'] },
  ],
  TAIL: 'end',
};

test('V1 V4 L3 W2: what was written is read, with counters, views and what follows a varying table', () => {
  const bytes = encoded(account, value);
  expect(bytes.length).toBe(26 + 1 + (4 + 1 + 3) + (4 + 1 + 6) + 3);
  const read = account.decode(bytes);
  expect(read.end).toBe(bytes.length);
  expect(JSON.parse(jsonLine(read.value))).toEqual({
    NO: 17,
    KIND: 'P',
    BALANCE: -12.5,
    HOLDER: 'Ada   Byron',
    PERSON: { FIRST: 'Ada', LAST: 'Byron' },
    COMPANY: 'Ada   By',
    REGISTER: null,
    N: 2,
    MOVES: [
      { AMOUNT: 1.5, 'NOTES-N': 1, NOTES: ['a'] },
      { AMOUNT: -2, 'NOTES-N': 2, NOTES: ['b', 'c'] },
    ],
    TAIL: 'end',
  });
  expect(read.problems).toEqual([{ path: 'REGISTER', offset: 22, bytes: '99969540', reason: 'byte 1 of it, 99, is no digit' }]);
});

describe('W1: what does not fit is refused by path, all at once', () => {
  test.each([
    [
      { NO: 1_000_000, KIND: 'PP', TAIL: 'long' },
      [
        'NO 1000000 has more than 6 digits.',
        'KIND has 2 characters, of which 1 have room.',
        'TAIL has 4 characters, of which 3 have room.',
      ],
    ],
    [{ BALANZE: 1 }, ['BALANZE is no name of the copybook. Did you mean BALANCE?']],
    [{ PERSON: { FIRTS: 'A' } }, ['PERSON.FIRTS is no name of the copybook. Did you mean FIRST?']],
    [{ PERSON: 'Ada' }, ['PERSON must be an object, not "Ada".']],
    [{ MOVES: 5 }, ['MOVES must be a list, not 5.']],
    [{ MOVES: [{}, {}, {}, {}] }, ['MOVES has 4 occurrences, of 0 to 3.']],
    [{ MOVES: [{ NOTES: [] }] }, ['MOVES[0].NOTES has 0 occurrences, of 1 to 2.']],
    [{ MOVES: [{ NOTES: ['a'] }, { NOTES: ['a', 'long'] }] }, ['MOVES[1].NOTES[1] has 4 characters, of which 3 have room.']],
    [{ N: 2, MOVES: [{ NOTES: ['a'] }] }, ['N says 2, but MOVES has 1 occurrences.']],
    [{ N: 1 }, ['N says 1, but MOVES has 0 occurrences.']],
    [{ [bytesMember]: { GONE: '00' } }, ['$bytes.GONE is no field of this record.']],
    [{ [bytesMember]: { KIND: 'zz' } }, ['$bytes.KIND must be 1 bytes in hexadecimal, not "zz".']],
  ])('%j', (given, expected) => {
    expect(problemsOf(account, given)).toEqual(expected);
  });

  test('names of every object are no names of a copybook', () => {
    expect(problemsOf(account, JSON.parse('{"__proto__": 1, "constructor": 2}') as Record<string, unknown>)).toHaveLength(2);
  });
});

describe('W3: items that redefine each other', () => {
  test('are taken together where each is read as it was given', () => {
    const bytes = encoded(account, { HOLDER: 'Ada   Byron', PERSON: { LAST: 'Byron' }, COMPANY: 'Ada   By' });
    expect(account.decode(bytes).value).toMatchObject({ HOLDER: 'Ada   Byron', COMPANY: 'Ada   By' });
    expect(account.decode(encoded(account, { PERSON: { LAST: 'Byron' }, COMPANY: 'Ada   By' })).value).toMatchObject({
      HOLDER: 'Ada   Byron',
    });
  });

  test('are refused where they contradict each other', () => {
    expect(problemsOf(account, { HOLDER: 'Ada', PERSON: { LAST: 'Byron' } })).toEqual([
      'HOLDER and PERSON describe the same bytes and say different things; give only one of them.',
    ]);
  });

  test('keep what only one of them says otherwise', () => {
    const codec = codecOf('01 R. 05 A PIC X(3). 05 B REDEFINES A PIC S9(5) COMP-3.');
    const bytes = Uint8Array.of(0x12, 0x34, 0x5f);
    const { value: read, problems } = codec.decode(bytes);
    expect(problems).toEqual([]);
    expect(encoded(codec, read)).toEqual(bytes);
  });
});

test('W2: what is absent is its VALUE, else spaces or zeros', () => {
  const codec = codecOf(`01 R. 05 A PIC X(3). 05 B PIC 9(2). 05 C PIC S9(3) COMP-3. 05 D PIC X(2) VALUE 'D'. 05 E PIC 9(3)V9 VALUE 1.5.
    05 F PIC X(2) VALUE LOW-VALUES. 05 G PIC 9(2) VALUE HIGH-VALUES. 05 H PIC X VALUE ZERO. 05 I PIC 9 VALUE SPACES. 05 J PIC 99 VALUE ZEROES.
    05 K OCCURS 2 PIC X VALUE ALL '*'.`);
  expect(Buffer.from(encoded(codec, {})).toString('hex')).toBe('404040f0f0000cc440f0f0f1f50000fffff0f0f0f05c5c');
});

test('W2: behind what is redefined stands what a longer view has where nobody gave it', () => {
  const codec = codecOf(`01 R. 05 A PIC X(2). 05 B REDEFINES A. 10 C PIC X. 10 D PIC X(3). 10 N PIC 9(2) VALUE 7. 05 E REDEFINES A PIC X(7).
    05 T PIC X OCCURS 0 TO 3 DEPENDING ON N.`);
  expect(Buffer.from(encoded(codec, { A: 'xy' })).toString('hex')).toBe('a7a84040f0f040');
  expect(codec.decode(encoded(codec, { B: { C: 'x', D: 'yz', N: 2 }, T: ['a', 'b'] })).value).toMatchObject({ A: 'xy', T: ['a', 'b'] });
});

test('W2: a counter within what redefines and was not given counts nothing, and overwrites nothing', () => {
  const codec = codecOf('01 R. 05 A PIC X(2). 05 B REDEFINES A. 10 N PIC 9(2). 05 T PIC X OCCURS 0 TO 3 DEPENDING ON N.');
  expect(problemsOf(codec, { A: '02', T: ['a', 'b'] })).toEqual(['B.N counts T, so what it stands in has to be given.']);
  expect(Buffer.from(encoded(codec, { B: {}, T: ['a', 'b'] })).toString('hex')).toBe('f0f28182');
});

test('V1: unnamed groups and names that are taken', () => {
  const codec = codecOf('01 R. 05 FILLER. 10 A PIC X. 10 FILLER PIC X. 05 A PIC X. 05 FILLER OCCURS 2. 10 B PIC X. 05 A-2 PIC X.');
  const bytes = Buffer.from('c140c2c3c4c5', 'hex');
  expect(codec.decode(bytes).value).toEqual({ A: 'A', 'A-2': 'B', 'FILLER-3': [{ B: 'C' }, { B: 'D' }], 'A-2-2': 'E' });
  expect(Buffer.from(encoded(codec, codec.decode(bytes).value))).toEqual(bytes);
});

test('a record that is one field, and a table of tables', () => {
  expect(codecOf('77 A PIC 9(3).').decode(Buffer.from('f1f2f3', 'hex')).value).toEqual({ A: 123 });
  const codec = codecOf('01 R. 05 T OCCURS 2. 10 U OCCURS 2 PIC 9.');
  const bytes = encoded(codec, { T: [{ U: [1, 2] }, { U: [3] }] });
  expect(codec.decode(bytes).value).toEqual({ T: [{ U: [1, 2] }, { U: [3, 0] }] });
});

test('F2: a record that ends too early or counts what cannot be is told, not guessed', () => {
  const bytes = encoded(account, value);
  expect(() => account.decode(bytes, 0, 30)).toThrowError('it has 30 bytes and ends within MOVES[0].AMOUNT.');
  expect(() => account.decode(bytes, 0, 20)).toThrowError('it has 20 bytes and ends within HOLDER.');
  const wrong = bytes.slice();
  wrong[26] = 0xf9;
  expect(() => account.decode(wrong)).toThrowError('N says 9, but MOVES occurs 0 to 3 times.');
  wrong[26] = 0x00;
  expect(() => account.decode(wrong)).toThrowError('N is no number, but MOVES occurs 0 to 3 times.');
});

test('V4: a view that does not fit into what is left of a record is left out', () => {
  const codec = codecOf('01 R. 05 K PIC X. 05 A PIC X(2). 05 B REDEFINES A PIC X(5).');
  expect(codec.decode(Buffer.from('d2c1c2', 'hex')).value).toEqual({ K: 'K', A: 'AB' });
  expect(codec.decode(Buffer.from('d2c1c2c3c4c5', 'hex')).value).toEqual({ K: 'K', A: 'AB', B: 'ABCDE' });
});

const everything = `01 EVERY.
  05 A PIC X(4). 05 FILLER PIC X(2). 05 B PIC S9(3)V9. 05 C PIC S9(4) SIGN LEADING SEPARATE. 05 D PIC 9(17).
  05 E PIC S9(7) COMP-3. 05 F PIC 9(20) COMP-3. 05 G PIC S9(4) COMP SYNC. 05 H PIC S9(12)V9(4) COMP. 05 I COMP-1. 05 J COMP-2.
  05 K PIC N(3). 05 L PIC ZZ9.99. 05 M PIC X(3) JUST RIGHT. 05 N PIC 9(3) BLANK WHEN ZERO. 05 O PIC 9(4) COMP-6. 05 P POINTER.
  05 Q PIC X(8). 05 R REDEFINES Q. 10 S PIC S9(5) COMP-3. 10 FILLER PIC X. 10 T PIC 9(4). 05 U REDEFINES Q PIC S9(18) COMP.
  05 V OCCURS 2. 10 W PIC S9 COMP-5. 10 FILLER PIC X. 10 X OCCURS 2 PIC 9.`;

describe('V6: read exactly and written again, a record is the same, byte for byte', () => {
  test.each(['037', '273', '1047', '875', 'ascii', 'windows-1252'])('code page %s', (codePage) => {
    const codec = codecOf(everything, { codePage, floats: codePage === 'ascii' ? 'ieee' : 'hexadecimal' });
    const length = codec.layout.maximum;
    // Bytes that fields have beside those that they have not.
    const likely = fc.constantFrom(0x40, 0xf0, 0xf1, 0xc1, 0xd1, 0x0c, 0x1d, 0x00, 0xff, 0x30, 0x31, 0x20);
    const record = fc.array(fc.oneof(likely, fc.integer({ min: 0, max: 255 })), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(record, (bytes) => {
        const original = Uint8Array.from(bytes);
        const { value: read, problems } = codec.decode(original, 0, length, true);
        const line = JSON.parse(
          jsonLine({ ...read, [bytesMember]: Object.fromEntries(problems.map((each) => [each.path, each.bytes])) }),
          texts,
        );
        expect(Buffer.from(encoded(codec, line as Record<string, unknown>))).toEqual(Buffer.from(original));
      }),
      { numRuns: 50, seed: 20261129 },
    );
  });
});

/** Numbers by their text, as those who read JSON exactly have them. */
function texts(_key: string, each: unknown, context?: { readonly source?: string }): unknown {
  return typeof each === 'number' ? context?.source : each;
}
