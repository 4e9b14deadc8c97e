import { describe, expect, test } from 'vitest';
import { layoutOf, readCopybook } from '../copybook.ts';
import { describeLayout } from '../describe.ts';
import { formOf } from './source-lines.ts';

const items = (source: string, options = {}) =>
  describeLayout(layoutOf(source, options))
    .slice(1)
    .map(({ path, offset, length, type }) => `${path} ${offset}+${length} ${type}`);

const problems = (source: string, options = {}) =>
  readCopybook(source, options).findings.map(({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`);

const card = (text: string, mark = ' ', number = '      ') => `${number}${mark}${text}`;

describe('C1: cards and free lines', () => {
  test('numbers at both sides, comments, debugging lines and directives are no code', () => {
    const source = [
      card(' 01  REC.'.padEnd(65), ' ', '000100'),
      card(' WHATEVER', '*', '000200'),
      card('     05 DEBUGGED PIC X.', 'D', '000300'),
      card('     EJECT'),
      `${card('     05 A PIC X(3). *> the first'.padEnd(65), ' ', '000400')}REC00040`,
      `${card('     05 B PIC 9(4).'.padEnd(65), ' ', '000500')}REC00050`,
    ].join('\r\n');
    expect(formOf(source)).toBe('fixed');
    expect(items(source)).toEqual(['A 0+3 text', 'B 3+4 zoned']);
  });

  test('a word and a literal go on at the next card', () => {
    const source = [
      card(' 01 REC.'),
      card(`    05 A PIC X(10) VALUE 'abc`.padEnd(65)),
      card(`           'def'.`, '-'),
      card('    05 LONG-NA'),
      card('      ME PIC X.', '-'),
    ].join('\n');
    const { layouts, findings } = readCopybook(source, { form: 'fixed' });
    expect(findings).toEqual([]);
    const [record] = layouts;
    expect(record?.root.kind === 'group' ? record.root.children.map(({ entry }) => entry?.value ?? null) : []).toEqual([
      `abc${' '.repeat(65 - 29)}def`,
      null,
    ]);
    expect(items(source)).toEqual(['A 0+10 text', 'LONG-NAME 10+1 text']);
  });

  test('free lines may begin anywhere and be long', () => {
    const source = `01 REC.\n05 A ${' '.repeat(90)} PIC X(3).\n* a comment\n05 B PICTURE IS S9(4) USAGE IS COMPUTATIONAL-3.`;
    expect(formOf(source)).toBe('free');
    expect(items(source)).toEqual(['A 0+3 text', 'B 3+3 packed']);
  });

  test('tabs lead to columns, and two entries may share a line', () => {
    expect(items('\t01\tREC.\n\t\t05\tA\tPIC X. 05 B PIC X.')).toEqual(['A 0+1 text', 'B 1+1 text']);
  });

  test('texts are replaced before anything is read', () => {
    expect(items('01 :T:-REC.\n 05 :T:-NO PIC 9.', { replacing: { ':T:': 'ACCT' } })).toEqual(['ACCT-NO 0+1 zoned']);
  });
});

describe('C2: mistakes are told where they are', () => {
  test('all of them, in their order', () => {
    expect(
      problems(`01 REC.
  05 A PIC X(3) COMP-3.
  05 B PIK 9.
  05 C PIC 9(5)Q.
  05 D REDEFINES NOBODY PIC X.
  05 E OCCURS 3 TO 2 TIMES PIC X.
  05 F OCCURS 1 TO 5 TIMES DEPENDING ON G PIC X.
  05 H.
  99 I PIC X.
  COPY OTHER.
  05 J PIC X`),
    ).toEqual([
      'error 2:3 X(3) is no number, which packed needs.',
      'error 3:8 "PIK" is no clause of a data item. Did you mean PIC?',
      'error 4:12 "Q" is no part of a picture.',
      'error 5:3 D redefines NOBODY, which does not stand before it at the same level.',
      'error 6:22 The item occurs 3 to 2 times, which is nothing.',
      'error 6:28 The item occurs a varying number of times, and nothing says how many: DEPENDING ON is missing.',
      'error 7:3 How often F occurs depends on G, which is no field before it.',
      'error 8:3 H has neither a picture nor items below it.',
      'error 9:3 "99" is no level: an entry begins with 01 to 49, 66, 77 or 88.',
      'error 10:3 COPY OTHER brings text from elsewhere, which is not here. Put that text in its place.',
      'error 11:3 The last entry does not end with a period.',
    ]);
  });

  test.each([
    ['', 'There is no data description'],
    ['01 REC. 05 A PIC X VALUE "open.', 'The literal is not closed.'],
    ['01 REC. 05 A PIC X. 10 B PIC X.', 'A has a picture, so nothing can stand below it.'],
    ['01 REC. 10 A PIC X. 05 B PIC X.', 'Level 5 stands beside level 10, below REC.'],
    ['01 REC. 05 A COMP-1 PIC 9.', 'A COMP-1 item has no picture.'],
    ['01 REC. 05 A PIC S9(4) COMP-6.', 'COMP-6 has no place for a sign.'],
    ['01 REC. 05 A PIC 9 COMP COMP-3.', 'The item has two usages.'],
    ['01 REC. 05 A PIC 9V9. 05 B OCCURS 0 TO 9 DEPENDING A PIC X.', 'A counts B, so it must be a whole number.'],
    ['01 REC. 05 A PIC 9. 05 B OCCURS 0 TO 9 DEPENDING A PIC X. 05 C REDEFINES B PIC X.', 'C redefines B, whose length varies'],
    ['01 REC. 05 A PIC X. 05 B PIC X. 05 C REDEFINES A PIC X.', 'C redefines A, but B stands between them.'],
    ['01 REC. 05 A OCCURS 20000000 PIC X.', 'The record has 20000000 bytes; at most 16777216 can be read.'],
    ['88 A VALUE 1.', 'A name of level 88 needs an item above it.'],
    ['hello world', '"hello" is no level'],
  ])('%s', (source, expected) => {
    const found = readCopybook(source).findings.filter(({ severity }) => severity === 'error');
    expect(found.map(({ message }) => message).join('\n')).toContain(expected);
    expect(() => layoutOf(source)).toThrowError(expect.objectContaining({ code: 'copybook.invalid' }));
  });

  test('a hostile source is bounded', () => {
    expect(problems('x'.repeat(10_000_001))).toEqual(['error 1:1 A copybook has at most 10000000 characters.']);
    expect(problems('05 A PIK.\n'.repeat(5000)).length).toBeLessThanOrEqual(100);
    expect(readCopybook(`01 R.\n${'05 A PIC X.\n'.repeat(20_000)}`).findings).toEqual([]);
  });
});

test('C3: without level 01 there is one record; of several one is chosen', () => {
  expect(items('05 A PIC X. 05 B PIC X.')).toEqual(['A 0+1 text', 'B 1+1 text']);
  const two = '01 ONE. 05 A PIC X. 01 TWO. 05 B PIC X(2). 77 THREE PIC 9.';
  expect(() => layoutOf(two)).toThrowError('The copybook describes several records: ONE, TWO, THREE.');
  expect(layoutOf(two, { record: 'two' }).maximum).toBe(2);
  expect(() => layoutOf(two, { record: 'FOUR' })).toThrowError('The copybook describes no record FOUR.');
});

describe('C1: what stands around the records of real sources', () => {
  test('a table of Db2 that is declared before its record', () => {
    const dclgen = `           EXEC SQL DECLARE BANK.ACCT TABLE
           ( ID      INTEGER NOT NULL,
             NAME    VARCHAR(30)
           ) END-EXEC.
       01  DCLACCT.
           10 ID                PIC S9(9) USAGE COMP.
           10 NAME.
              49 NAME-LEN       PIC S9(4) USAGE COMP.
              49 NAME-TEXT      PIC X(30).`;
    expect(problems(dclgen)).toEqual([]);
    expect(layoutOf(dclgen).maximum).toBe(36);
  });

  test('a whole program', () => {
    const program = `       IDENTIFICATION DIVISION.
       PROGRAM-ID. BOOK.
       DATA DIVISION.
       FILE SECTION.
       FD  IN-FILE RECORDING MODE F.
       01  REC.
           05 A PIC X(4).
       PROCEDURE DIVISION.
           DISPLAY 'A'.
           STOP RUN.`;
    expect(problems(program)).toEqual([]);
    expect(readCopybook(program).layouts.map(({ name, maximum }) => [name, maximum])).toEqual([['REC', 4]]);
  });

  test('a literal that goes on has the spaces up to column 72', () => {
    const first = "           05 A PIC X(70) VALUE 'TO";
    const cut = `       01 R.\n${first}\n      -    'GETHER'.`;
    const [, a] = readCopybook(cut).layouts.flatMap(({ root }) => (root.kind === 'group' ? [root, ...root.children] : [root]));
    expect(a?.entry?.value).toBe(`TO${' '.repeat(72 - first.length)}GETHER`);
  });

  test('literals that are put together', () => {
    const [, a] = readCopybook('01 R. 05 A PIC X(5) VALUE "AB" & \'C\' & "DE". 05 B PIC X.').layouts.flatMap(({ root }) =>
      root.kind === 'group' ? [root, ...root.children] : [root],
    );
    expect(a?.entry?.value).toBe('ABCDE');
  });

  test('keys that are sorted, dates that are formatted, tables without an end', () => {
    expect(items('01 R. 05 T OCCURS 2 ASCENDING KEY IS K DESCENDING L INDEXED BY I, J. 10 K PIC 9. 10 L PIC 9 DATE FORMAT IS YY.')).toEqual(
      ['T 0+2 group', 'T.K 0+1 zoned', 'T.L 1+1 zoned'],
    );
    expect(items('01 R. 05 N PIC 9(6). 05 T OCCURS 1 TO UNBOUNDED DEPENDING ON N. 10 A PIC X(10).')).toEqual([
      'N 0+6 zoned',
      'T 6+10 group',
      'T.A 6+10 text',
    ]);
    expect(layoutOf('01 R. 05 N PIC 9(6). 05 T OCCURS 1 TO UNBOUNDED DEPENDING ON N. 10 A PIC X(10).')).toMatchObject({
      minimum: 16,
      maximum: 1_048_576,
    });
    expect(problems('01 R. 05 T PIC X OCCURS 1 TO UNBOUNDED.')).toEqual([expect.stringContaining('DEPENDING ON is missing')]);
  });
});

test('C4: level 66 is described, and refused where it renames nothing', () => {
  const described = describeLayout(layoutOf('01 R. 05 A PIC X(2). 05 G. 10 B PIC X(3). 66 C RENAMES A THRU B OF G. 66 D RENAMES B.'));
  expect(described.slice(-2)).toEqual([
    { path: '', name: 'C', level: 66, offset: 0, length: 5, type: 'group', renames: { from: 'A', through: 'G.B' } },
    { path: '', name: 'D', level: 66, offset: 2, length: 3, type: 'text', renames: { from: 'G.B', through: 'G.B' } },
  ]);
  expect(problems('01 R. 05 A PIC X. 05 T PIC X OCCURS 2. 66 B RENAMES Z. 66 C RENAMES T. 66 D RENAMES T THRU A. 66 E.')).toEqual([
    'error 1:40 B renames Z, which is no item of R.',
    'error 1:56 C renames T, which occurs several times.',
    'error 1:72 D renames T, which occurs several times.',
    'error 1:98 A name of level 66 needs RENAMES and what it is another name of.',
  ]);
});

test('C4: names of values are kept; other names of the same bytes take no place', () => {
  const source = `01 R. 05 A PIC X. 88 YES VALUE 'Y' 'J'. 88 SOME VALUES ARE 'A' THRU 'C', 'E'. 05 B PIC X. 66 C RENAMES A THRU B.`;
  const [, a, b] = describeLayout(layoutOf(source));
  expect(a?.conditions).toEqual([
    { name: 'YES', values: ['Y', 'J'] },
    { name: 'SOME', values: [{ from: 'A', through: 'C' }, 'E'] },
  ]);
  expect(b).toMatchObject({ path: 'B', offset: 1 });
});

test('C5: what a group says counts below it', () => {
  expect(items('01 R COMP-3. 05 A PIC 9(5). 05 G SIGN LEADING SEPARATE DISPLAY. 10 B PIC S9(3). 10 C PIC S9 COMP.')).toEqual([
    'A 0+3 packed',
    'G 3+6 group',
    'G.B 3+4 zoned',
    'G.C 7+2 binary',
  ]);
});

describe('C6: COPY brings what it finds, and REPLACE changes what comes after', () => {
  const texts: Readonly<Record<string, string>> = {
    NAMES: '05 :TAG:-FIRST PIC X(20).\n05 :TAG:-LAST PIC X(30).',
    OUTER: '05 A PIC X.\nCOPY INNER REPLACING ==PIC X== BY ==PIC 9(3)==.\n05 C PIC X.',
    INNER: '05 B PIC X.',
    LOOP: 'COPY LOOP.',
    WRONG: '05 A PIC X.\n05 B PIK X.',
    'NAMES IN LIB': '05 OTHER PIC X.',
  };
  const copy = (name: string, library: string | null) => texts[library === null ? name : `${name} IN ${library}`] ?? null;

  test.each([
    ['01 R. COPY NAMES REPLACING ==:TAG:== BY ==CUST==. 05 Z PIC 9.', ['CUST-FIRST 0+20 text', 'CUST-LAST 20+30 text', 'Z 50+1 zoned']],
    ["01 R. COPY 'NAMES' OF LIB SUPPRESS.", ['OTHER 0+1 text']],
    ['01 R. COPY OUTER.', ['A 0+1 text', 'B 1+3 zoned', 'C 4+1 text']],
    ['01 R. EXEC SQL INCLUDE INNER END-EXEC.', ['B 0+1 text']],
    ['01 R.\n++INCLUDE INNER\n 05 C PIC X.', ['B 0+1 text', 'C 1+1 text']],
    ['01 R. COPY INNER REPLACING B BY ==NEW-NAME== X BY XX.', ['NEW-NAME 0+2 text']],
    ['01 R. COPY INNER REPLACING LEADING ==B== BY ==PRE-B==.', ['PRE-B 0+1 text']],
    [
      '01 R. REPLACE ==LEN== BY ==5== TRAILING ==-OLD== BY ==-NEW==. 05 A-OLD OCCURS LEN PIC X. REPLACE OFF. 05 B-OLD PIC X.',
      ['A-NEW 0+1 text', 'B-OLD 5+1 text'],
    ],
    ['01 R. 05 A PIC X(:N:). 05 B PIC X(:n:).', ['A 0+7 text', 'B 7+7 text'], 'REPLACE ==:N:== BY ==7==. '],
  ])('%s', (source, expected, before = '') => {
    expect(items(`${before}${source}`, { copy })).toEqual(expected);
  });

  test.each([
    ['01 R. COPY NOBODY.', 'error 1:7 COPY NOBODY brings text from elsewhere, which is not here. Put that text in its place.'],
    ['01 R. COPY LOOP.', 'error 1:1 COPY LOOP brings itself: LOOP, LOOP.'],
    ['01 R. COPY WRONG.', 'error 2:6 "PIK" is no clause of a data item. Did you mean PIC?'],
    ['01 R. COPY INNER REPLACING ==B BY C.', 'error 1:28 The text that begins with == is not closed.'],
    ['01 R. COPY INNER 05 C PIC X.', 'error 1:7 COPY does not end with a period.'],
    ['01 R. COPY', 'error 1:7 The name of the text to bring is missing.'],
  ])('%s is told', (source, expected) => {
    expect(problems(source, { copy })).toContain(expected);
  });

  test('a mistake names the text in which it is', () => {
    expect(() => layoutOf('01 R. COPY WRONG.', { copy })).toThrowError(/the first is in line 2 of WRONG: "PIK"/);
  });

  test('texts that bring each other without end, or too much, are refused', () => {
    const wide = (name: string) => `COPY ${name}A. COPY ${name}B.`;
    expect(problems('01 R. COPY A.', { copy: wide }).some((problem) => /deeper than 32|more than 10000000/.test(problem))).toBe(true);
    expect(problems('01 R. COPY A.', { copy: () => `05 A PIC X. *> ${'x'.repeat(10_000_001)}` })).toContain(
      'error 1:7 COPY brings more than 10000000 characters.',
    );
  });
});

test('C4: constants stand for numbers of times and of characters', () => {
  expect(items('78 MAX-LINES VALUE 3. 01 LEN CONSTANT AS 12. 01 R. 05 T OCCURS MAX-LINES PIC X(LEN). 05 Z PIC 9(MAX-LINES).')).toEqual([
    'T 0+12 text',
    'Z 36+3 zoned',
  ]);
});
