import { expect, test } from 'vitest';
import { quoteIdentifier, quoteLiteral } from './identifiers.ts';
import { decoderOf, encodeValue, type SqlValue } from './values.ts';

test.each<[SqlValue, string | null]>([
  ['text', 'text'],
  [1.5, '1.5'],
  [9007199254740993n, '9007199254740993'],
  [true, 't'],
  [false, 'f'],
  [null, null],
  [undefined, null],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [{ a: [1, null] }, '{"a":[1,null]}'],
  [[], '{}'],
  [['a', 'NULL', null, '"\\', '{,}', ''], '{"a","NULL",NULL,"\\"\\\\","{,}",""}'],
  [[[1, 2], [3]], '{{"1","2"},{"3"}}'],
  [[Uint8Array.of(1, 255)], '{"\\\\x01ff"}'],
])('value %# is sent in PostgreSQL’s text form', (value, text) => expect(encodeValue(value)).toBe(text));

test('bytes are sent as they are, also a part of a larger buffer', () => {
  expect(encodeValue(Uint8Array.of(9, 1, 2, 9).subarray(1, 3))).toEqual(Buffer.from([1, 2]));
});

test.each([
  [16, 't', true],
  [17, '\\x00ff', Buffer.from([0, 255])],
  [23, '-7', -7],
  [701, 'NaN', Number.NaN],
  [3802, '{"a":1}', { a: 1 }],
  [1007, '{1,NULL,3}', [1, null, 3]],
  [1009, '{a,"NULL",NULL,"x\\"\\\\,{}",""}', ['a', 'NULL', null, 'x"\\,{}', '']],
  [1009, '{}', []],
])('type %i: %s is read', (type, text, value) => expect(decoderOf(type)?.(text)).toEqual(value));

test.each([20, 1700, 1082, 1114, 1184, 1186])('type %i stays text, so nothing is lost', (type) => expect(decoderOf(type)).toBeUndefined());

test('identifiers are quoted, or refused where PostgreSQL would change them', () => {
  expect(quoteIdentifier('a"b; drop table x')).toBe('"a""b; drop table x"');
  expect(quoteIdentifier('é'.repeat(31))).toHaveLength(33);
  for (const name of ['', 'a\0', 'a'.repeat(64), 'é'.repeat(32)]) expect(() => quoteIdentifier(name)).toThrow(RangeError);
});

test('literals end where they should', () => {
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteLiteral("\\' or 1=1")).toBe(" E'\\\\'' or 1=1'");
  expect(() => quoteLiteral('a\0')).toThrow(RangeError);
});
