import { expect, test } from 'vitest';
import { layoutOf, readCopybook } from '../copybook.ts';
import { describeLayout } from '../describe.ts';

const places = (source: string) =>
  describeLayout(layoutOf(source))
    .slice(1)
    .map(({ path, offset, length }) => `${path} ${offset}+${length}`);

test('L1: what redefines lies where the redefined does, and the longest counts', () => {
  const source = '01 R. 05 A PIC X(4). 05 B REDEFINES A. 10 C PIC X. 10 D PIC 9(5). 05 E REDEFINES B PIC 9(3). 05 F PIC X.';
  expect(places(source)).toEqual(['A 0+4', 'B 0+6', 'B.C 0+1', 'B.D 1+5', 'E 0+3', 'F 6+1']);
  expect(readCopybook(source).findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'warning: B is longer than A, which it redefines; the longer counts.',
  ]);
});

test('L2: slack bytes stand before what is moved to its boundary, or before the group that begins with it', () => {
  expect(places('01 R. 05 A PIC X(5). 05 B PIC XX. 05 C. 10 D PIC S9(6) COMP SYNC. 05 E PIC X. 05 F COMP-2 SYNC.')).toEqual([
    'A 0+5',
    'B 5+2',
    'slack 7+1',
    'C 8+4',
    'C.D 8+4',
    'E 12+1',
    'slack 13+3',
    'F 16+8',
  ]);
  expect(places('01 R. 05 A PIC X. 05 B PIC S9(18) COMP SYNC. 05 C PIC S9(4) COMP SYNC. 05 D POINTER SYNC.')).toEqual([
    'A 0+1',
    'slack 1+3',
    'B 4+8',
    'C 12+2',
    'slack 14+2',
    'D 16+4',
  ]);
});

test('L2: each occurrence of a table begins alike', () => {
  expect(places('01 R. 05 T OCCURS 3 TIMES. 10 A PIC S9(9) COMP SYNC. 10 B PIC X. 05 C PIC X.')).toEqual([
    'T 0+8',
    'T.A 0+4',
    'T.B 4+1',
    'T.slack 5+3',
    'C 24+1',
  ]);
});

test('L2: a group that is SYNCHRONIZED moves what is in it', () => {
  expect(places('01 R. 05 G SYNC. 10 A PIC X. 10 B PIC S9(4) COMP. 10 C PIC X(3).')).toEqual([
    'G 0+7',
    'G.A 0+1',
    'G.slack 1+1',
    'G.B 2+2',
    'G.C 4+3',
  ]);
});

test('L3: a varying table makes the record vary, however deep', () => {
  const { minimum, maximum } = layoutOf(
    '01 R. 05 N PIC 9. 05 T OCCURS 1 TO 3 DEPENDING ON N. 10 M PIC 9. 10 U OCCURS 0 TO 4 TIMES DEPENDING ON M PIC XX. 05 Z PIC X.',
  );
  expect([minimum, maximum]).toEqual([1 + 1 + 1, 1 + 3 * 9 + 1]);
});

test('L3: a counter is found by the groups that qualify it', () => {
  const source = '01 R. 05 A. 10 N PIC 9. 05 B. 10 N PIC 99. 05 T OCCURS 0 TO 9 DEPENDING ON N OF A PIC X.';
  expect(describeLayout(layoutOf(source)).at(-1)?.occurs).toEqual({ minimum: 0, maximum: 9, dependsOn: 'A.N' });
});

test.each([
  ['9', 1],
  ['9(31)', 31],
  ['S9(7)V99', 9],
  ['S9(3) SIGN LEADING SEPARATE', 4],
  ['9(4) COMP', 2],
  ['9(5) COMP', 4],
  ['S9(9) BINARY', 4],
  ['9(10) COMP-4', 8],
  ['S9(18) COMP-5', 8],
  ['99 COMP-X', 1],
  ['9(5) COMP-X', 3],
  ['S9(7) COMP-X', 4],
  ['9(18) COMP-X', 8],
  ['X(3) COMP-X', 3],
  ['9 COMP-3', 1],
  ['99 PACKED-DECIMAL', 2],
  ['S9(7)V99 COMP-3', 5],
  ['9(5) COMP-6', 3],
  ['X(10)', 10],
  ['A(3)9(2)', 5],
  ['ZZ,ZZ9.99-', 10],
  ['-(5)9.99', 9],
  ['$$,$$9.99CR', 11],
  ['XX/XXBXX', 8],
  ['N(5)', 10],
  ['G(5) DISPLAY-1', 10],
  ['PPP9(5)', 5],
  ['9(5)PPP COMP-3', 3],
])('L4: PIC %s has %i bytes', (picture, length) => {
  expect(layoutOf(`01 R PIC ${picture}.`).maximum).toBe(length);
});
