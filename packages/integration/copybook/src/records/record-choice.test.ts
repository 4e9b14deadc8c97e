import { describe, expect, test } from 'vitest';
import { layoutsOf } from '../copybook.ts';
import { RecordDecoder } from '../decode-records.ts';
import { RecordEncoder } from '../encode-records.ts';
import type { RecordFormat } from '../framing/record-format.ts';
import { jsonLine } from '../json/json-line.ts';
import { RecordChoice } from './record-choice.ts';
import { RecordCodec } from './record-codec.ts';

const feed = layoutsOf(`01 HEAD. 05 KIND PIC X. 05 DAY PIC 9(8).
01 DETAIL. 05 KIND PIC X. 05 SORT PIC X. 05 BODY-A. 10 AMT PIC S9(7)V99 COMP-3. 10 FILLER PIC X(3).
  05 BODY-B REDEFINES BODY-A. 10 NAME PIC X(8).
  05 ITEMS OCCURS 2. 10 TAG PIC X. 10 NO PIC 9(4). 10 TXT REDEFINES NO PIC X(4).
01 TRAILER. 05 KIND PIC X. 05 N PIC 9. 05 T PIC 9(2) OCCURS 0 TO 3 DEPENDING ON N.`);
const when = {
  HEAD: 'KIND = "H"',
  DETAIL: 'KIND = "D"',
  'DETAIL.BODY-A': 'SORT = "A"',
  'DETAIL.BODY-B': 'SORT != "A"',
  'DETAIL.ITEMS.NO': 'TAG = "N" and SORT = "A"',
  'DETAIL.ITEMS.TXT': 'TAG = "T"',
};
const choice = new RecordChoice(feed, { when });
const values = [
  { HEAD: { KIND: 'H', DAY: 20_260_102 } },
  {
    DETAIL: {
      KIND: 'D',
      SORT: 'A',
      'BODY-A': { AMT: -12.5 },
      ITEMS: [
        { TAG: 'N', NO: 12 },
        { TAG: 'T', TXT: 'abcd' },
      ],
    },
  },
  { DETAIL: { KIND: 'D', SORT: 'B', 'BODY-B': { NAME: 'Ada' }, ITEMS: [{ TAG: 'X' }, { TAG: 'T', TXT: 'efgh' }] } },
  { TRAILER: { KIND: 'T', N: 2, T: [1, 2] } },
];

test.each(['VB', 'VBS', 'VS', 'stream'] as const)(
  'V7 C3: each record of a file is what its condition says, its views too (%s)',
  (format: RecordFormat) => {
    const encoder = new RecordEncoder(choice, { format, length: 0 });
    const bytes = Buffer.concat([...values.flatMap((value) => encoder.add(value)), ...encoder.end()]);
    const decoder = new RecordDecoder(choice, { format, length: 0 });
    const records = [...decoder.push(bytes), ...decoder.end()];
    expect(records.map(({ value }) => value === null || JSON.parse(jsonLine(value)))).toEqual(values);
  },
);

describe('V7: what is wrong with records that are told apart', () => {
  const reason = (text: string) => {
    const decoder = new RecordDecoder(choice, { format: 'text', length: 0 });
    const [record] = [
      ...decoder.push(Buffer.from([...text].map((each) => choice.codePage.toByte[each.charCodeAt(0)] ?? 0))),
      ...decoder.end(),
    ];
    return record !== undefined && 'reason' in record ? record.reason : null;
  };

  test('is told of the one that is meant, not of the others', () => {
    const two = new RecordChoice(feed.slice(0, 2), { when: { HEAD: 'KIND = "H"', DETAIL: 'KIND = "D"' } });
    expect(() => two.decode(Buffer.from('e7', 'hex'))).toThrowError('no condition says which record it is.');
    expect(() => choice.decode(Buffer.from('c4c1', 'hex'))).toThrowError('as DETAIL, it has 2 bytes and ends within BODY-A.');
    expect(reason('T9')).toBe('as TRAILER, N says 9, but T occurs 0 to 3 times.');
  });

  test('views that are not meant are no problem of theirs', () => {
    const [, detail] = feed;
    if (detail === undefined) throw new Error('The copybook has three records.');
    const meant = new RecordCodec(detail, { when: { 'BODY-A': 'SORT = "A"', 'ITEMS.NO': 'TAG = "N"' } });
    const bytes = Buffer.from('c4c2c1c2c3c4c5c6c7c8e3e7e7e7e7e3e7e7e7e7', 'hex');
    expect(meant.decode(bytes).problems).toEqual([]);
    expect(new RecordCodec(detail).decode(bytes).problems.map(({ path }) => path)).toEqual(['BODY-A.AMT', 'ITEMS[0].NO', 'ITEMS[1].NO']);
    expect(meant.decode(bytes, 0, bytes.length, true).value).toHaveProperty('BODY-A');
  });

  test('a record by no name, by two, or none of this copybook is not written', () => {
    const problems = (value: Record<string, unknown>) => {
      const encoded = choice.encode(value);
      return 'problems' in encoded ? encoded.problems.map(({ path, message }) => `${path} ${message}`) : [];
    };
    const known = 'the record must have one member, which is the record by its name: HEAD, DETAIL, TRAILER.';
    for (const value of [{}, { HEAD: {}, TRAILER: {} }, { NOBODY: {} }, { HEAD: [] }, { HEAD: 1 }, { __proto__: null }])
      expect(problems(value)).toEqual([known]);
    expect(problems({ TRAILER: { N: 'x' } })).toEqual(['TRAILER.N must be a number, not "x".']);
  });

  test.each([
    [{ NOBODY: 'true' }, 'The condition for NOBODY cannot be taken: it is no record; these are: HEAD, DETAIL, TRAILER.'],
    [{ HEAD: 'KIND = 1' }, 'The condition for HEAD cannot be taken: The expression is not valid'],
    [{ HEAD: 'KIND' }, 'it gives string where boolean belongs'],
    [
      { HEAD: 'KIND = "H"' },
      'The condition for TRAILER cannot be taken: neither it nor DETAIL has one; only one record may be what is left.',
    ],
    [{ ...when, 'DETAIL.SORT': 'true' }, 'it shares its bytes with no other item; these do: BODY-A, BODY-B, ITEMS.NO, ITEMS.TXT.'],
  ])('conditions that cannot be taken: %j', (given, message) => {
    expect(() => new RecordChoice(feed, { when: given })).toThrowError(message);
  });
});
