import type { JsonValue } from '@plinth/foundation';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { importProto } from '../import-proto.ts';
import { readMessage } from './read-message.ts';
import { writeMessage } from './write-message.ts';

const document = `syntax = "proto3"; package t;
message All {
  double d = 1; float f = 2; int32 i = 3; int64 l = 4; uint32 u = 5; uint64 ul = 6; sint32 s = 7; sint64 sl = 8;
  fixed32 x = 9; fixed64 xl = 10; sfixed32 sx = 11; sfixed64 sxl = 12; bool b = 13; string t = 14; bytes y = 15;
  Kind kind = 16; repeated int32 many = 17; repeated string texts = 18; map<string, All> by_name = 19; map<int32, bool> flags = 20;
  oneof one { string a = 21; All inner = 22; } optional int32 maybe = 2000; repeated Kind kinds = 24 [packed = false];
  enum Kind { NONE = 0; SOME = 5; BELOW = -1; }
}
message Own {
  google.protobuf.Timestamp at = 1; google.protobuf.Duration lasts = 2; google.protobuf.Struct free = 3; google.protobuf.Int64Value wrapped = 4;
  google.protobuf.FieldMask mask = 5; google.protobuf.Any any = 6; google.protobuf.Value value = 7; google.protobuf.Empty none = 8;
}`;
const { connector } = importProto(document);
const wire = connector.wire ?? {};
// Their reader knows the messages of Google only where it is given them.
const theirs = protobuf.parse(document.replace(/message Own[^}]*\}/, '')).root.lookupType('t.All');

const values: readonly Record<string, JsonValue>[] = [
  {},
  { d: 0.1, f: 1.5, i: -1, l: '-9223372036854775808', u: 4_294_967_295, ul: '18446744073709551615', s: -2_147_483_648, sl: '-5' },
  {
    x: 4_294_967_295,
    xl: '18446744073709551615',
    sx: -1,
    sxl: '-9007199254740993',
    b: true,
    t: 'Größe 🙂',
    y: Buffer.from([0, 255]).toString('base64'),
  },
  { kind: 'BELOW', kinds: ['SOME', 'BELOW'], many: [1, -1, 300], texts: ['', 'a'], flags: { 7: true, '-1': false }, maybe: 0 },
  { byName: { a: { i: 1 }, __proto_: { t: 'x' } }, inner: { inner: { a: '' } } },
];

describe('messages in bytes', () => {
  test.each(values)('%j is what others write and read', (value) => {
    const bytes = writeMessage(wire, 't.All', value);
    const read = theirs.toObject(theirs.decode(bytes), { longs: String, enums: String, bytes: String });
    expect(read).toEqual(theirs.toObject(theirs.fromObject(value), { longs: String, enums: String, bytes: String }));
    const back = readMessage(wire, 't.All', theirs.encode(theirs.fromObject(value)).finish());
    expect(back).toMatchObject(value);
  });

  test('those with a form of their own come back as they went', () => {
    const value: JsonValue = {
      at: '2026-02-28T23:59:59.000000001Z',
      lasts: '-1.5s',
      free: { a: [1, null, { b: 'c' }], d: true },
      wrapped: '7',
      mask: 'a.bC,d',
      any: { '@type': 'type.googleapis.com/t.All', value: 'AQ==' },
      value: null,
      none: {},
    };
    expect(readMessage(wire, 't.Own', writeMessage(wire, 't.Own', value))).toEqual(value);
    expect(readMessage(wire, 't.Own', writeMessage(wire, 't.Own', { at: '1969-12-31T23:59:59.5+01:00' }))).toMatchObject({
      at: '1969-12-31T22:59:59.5Z',
    });
  });

  test.each([
    [{ i: 'x' }, 'it is no whole number'],
    [{ d: 'x' }, 'it is no number'],
    [{ ul: '99999999999999999999' }, 'it is beyond 64 bits'],
    [{ kind: 'OTHER' }, '"OTHER" is no t.All.Kind'],
    [{ many: 1 }, 'it is no list'],
    [{ byName: [] }, 'it is no object'],
    [{ inner: 1 }, 'it is no t.All'],
  ])('%j cannot be sent', (value, reason) => {
    expect(() => writeMessage(wire, 't.All', value as JsonValue)).toThrow(
      expect.objectContaining({ code: 'connectors.unwritable-input', message: expect.stringContaining(reason) }),
    );
  });

  test('what lies in itself too deep ends', () => {
    let deep: JsonValue = {};
    for (let level = 0; level < 101; level++) deep = { inner: deep };
    expect(() => writeMessage(wire, 't.All', deep)).toThrow('levels deep');
    let bytes = new Uint8Array(0);
    for (let level = 0; level < 102; level++) {
      const length = bytes.byteLength < 128 ? [bytes.byteLength] : [(bytes.byteLength & 0x7f) | 0x80, bytes.byteLength >> 7];
      bytes = Uint8Array.from([0xb2, 1, ...length, ...bytes]);
    }
    expect(() => readMessage(wire, 't.All', bytes)).toThrow('levels deep');
  });
});
