import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIn, temporaryFolder } from '../testing.ts';

const copybook = `       01  ACCOUNT.
           05  NO        PIC 9(10).
           05  BALANCE   PIC S9(15)V99 COMP-3.
           05  N         PIC 9.
           05  MOVES     OCCURS 0 TO 3 TIMES DEPENDING ON N
                         PIC S9(5) COMP-3.
`;

const lines = `${[
  { NO: 1234567890, BALANCE: 1.5, MOVES: [1, -2] },
  { NO: 2, MOVES: [] },
]
  .map((each) => JSON.stringify(each))
  .join('\n')}\n{"NO": 3, "BALANCE": -123456789012345.67}\n`;

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  await writeFile(join(folder, 'account.cpy'), copybook);
  await writeFile(join(folder, 'wrong.cpy'), copybook.replace('COMP-3', 'COMP-33'));
  await writeFile(join(folder, 'accounts.jsonl'), lines);
});
afterAll(() => remove());

const run = (...words: string[]) => runIn(folder, ['copybook', ...words]);

test('describe tells every item, and a schema', async () => {
  const { code, out } = await run('describe', 'account.cpy');
  expect(code).toBe(0);
  expect(out).toContain('ACCOUNT: 20 to 29 bytes');
  expect(out).toMatch(/BALANCE +10 +9 {2}packed, signed +S9\(15\)V99/);
  const json = JSON.parse((await run('describe', 'account.cpy', '--json')).out) as { records: { schema: unknown }[] };
  expect(json.records[0]?.schema).toMatchObject({
    title: 'ACCOUNT',
    properties: { MOVES: { type: 'array', maxItems: 3, items: { type: ['integer', 'null'] } } },
  });
});

test('a copybook with mistakes is refused with each of them', async () => {
  const described = await run('describe', 'wrong.cpy');
  expect(described.code).toBe(3);
  expect(described.notes).toContain('error line 3, column 40: "COMP-33" is no clause of a data item. Did you mean COMP-3?');
  const decoded = await run('decode', 'wrong.cpy', 'accounts.jsonl');
  expect(decoded.code).toBe(3);
  expect(decoded.notes).toContain('/3/40 "COMP-33" is no clause');
});

test('COPY finds its texts beside the copybook and where --include says, and nowhere else', async () => {
  await mkdir(join(folder, 'shared'));
  await writeFile(join(folder, 'shared', 'Branch.CPY'), '05 :X:-BRANCH PIC X(4).');
  await writeFile(join(folder, 'whole.cpy'), 'COPY ACCOUNT. COPY BRANCH REPLACING ==:X:== BY ==MY==.');
  await writeFile(join(folder, 'outside.cpy'), "01 R. COPY '../shared/Branch'.");
  await writeFile(join(folder, 'branches.cpy'), '01 R. COPY BRANCH OF SHARED REPLACING ==:X:== BY ==OUR==.');
  const described = await run('describe', 'whole.cpy', '--include', 'shared');
  expect(described.out).toMatch(/ACCOUNT: 24 to 33 bytes.*BALANCE.*MY-BRANCH/s);
  expect((await run('describe', 'branches.cpy')).out).toContain('OUR-BRANCH');
  expect((await run('describe', 'outside.cpy', '--include', 'shared')).notes).toContain('COPY ../shared/Branch brings text from elsewhere');
  expect((await run('describe', 'whole.cpy', '--include', 'nowhere')).notes).toContain('--include takes a folder');
});

test.each(['F', 'VB', 'stream'])('what is encoded as %s is decoded, with every digit', async (format) => {
  const written = await run('encode', 'account.cpy', 'accounts.jsonl', '--format', format, '--code-page', '273', '--out', 'accounts.bin');
  expect(written).toMatchObject({ code: 0, notes: '3 line(s).\n' });
  const read = await run('decode', 'account.cpy', 'accounts.bin', '--format', format, '--code-page', '273');
  expect(read.code).toBe(0);
  expect(read.out).toBe(
    '{"NO":1234567890,"BALANCE":1.5,"N":2,"MOVES":[1,-2]}\n{"NO":2,"BALANCE":0,"N":0,"MOVES":[]}\n{"NO":3,"BALANCE":-123456789012345.67,"N":0,"MOVES":[]}\n',
  );
});

test('a field that is none of its picture is null, with its bytes, which encode writes again', async () => {
  await writeFile(join(folder, 'odd.bin'), Buffer.from(`${'f0'.repeat(9)}f1${'40'.repeat(9)}f0`, 'hex'));
  const { code, out, notes } = await run('decode', 'account.cpy', 'odd.bin');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ NO: 1, BALANCE: null, N: 0, MOVES: [], $bytes: { BALANCE: '404040404040404040' } });
  expect(notes).toContain('record 1, byte 10: BALANCE is none of its picture: 404040404040404040');
  await writeFile(join(folder, 'odd.jsonl'), out);
  await run('encode', 'account.cpy', 'odd.jsonl', '--out', 'odd-again.bin');
  expect(await readFile(join(folder, 'odd-again.bin'))).toEqual(await readFile(join(folder, 'odd.bin')));
});

test('strictly, such a field ends the reading, or its record is set aside', async () => {
  const stopped = await run('decode', 'account.cpy', 'odd.bin', '--strict');
  expect(stopped).toMatchObject({ code: 3, out: '' });
  expect(stopped.notes).toContain(
    'Record 1, which begins at byte 0, cannot be read: BALANCE, at byte 10, is none of its picture: its last half byte, 0, is no sign.',
  );
  const rejected = await run('decode', 'account.cpy', 'odd.bin', '--strict', '--rejects', 'strict.jsonl');
  expect(rejected.code).toBe(3);
  expect(JSON.parse(await readFile(join(folder, 'strict.jsonl'), 'utf8'))).toMatchObject({
    record: 1,
    offset: 0,
    bytes: `${'f0'.repeat(9)}f1${'40'.repeat(9)}f0`,
  });
});

test('members are called as asked', async () => {
  await writeFile(join(folder, 'names.cpy'), '01 R. 05 ACCT-NO PIC 9. 05 FILLER PIC X. 05 G. 10 ACCT-NO PIC 9. 05 ACCT-NO PIC 9.');
  await writeFile(join(folder, 'names.bin'), Buffer.from('f140f2f3', 'hex'));
  expect((await run('decode', 'names.cpy', 'names.bin', '--names', 'camel')).out).toBe('{"acctNo":1,"g":{"acctNo":2},"acctNo2":3}\n');
  expect((await run('decode', 'names.cpy', 'names.bin')).out).toBe('{"ACCT-NO":1,"G":{"ACCT-NO":2},"ACCT-NO-2":3}\n');
});

test('a record that cannot be read ends the reading, or is set aside', async () => {
  const good = '00180000f0f0f0f0f0f0f0f0f0f100000000000000000cf0';
  await writeFile(join(folder, 'broken.bin'), Buffer.from(`${good}00060000f0f0${good}`, 'hex'));
  const stopped = await run('decode', 'account.cpy', 'broken.bin', '--format', 'V');
  expect(stopped.code).toBe(3);
  expect(stopped.notes).toContain('Record 2, which begins at byte 28, cannot be read: it has 2 bytes and ends within NO.');
  const rejected = await run('decode', 'account.cpy', 'broken.bin', '--format', 'V', '--rejects', 'rejected.jsonl', '--out', 'good.jsonl');
  expect(rejected.code).toBe(3);
  expect(rejected.notes).toContain('1 of 3 record(s) could not be read; they are in rejected.jsonl.');
  expect((await readFile(join(folder, 'good.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(2);
  expect(JSON.parse(await readFile(join(folder, 'rejected.jsonl'), 'utf8'))).toEqual({
    record: 2,
    offset: 28,
    reason: 'it has 2 bytes and ends within NO.',
    bytes: 'f0f0',
  });
});

test('what cannot be read or written is told and skipped, where that is asked for', async () => {
  const read = await run('decode', 'account.cpy', 'broken.bin', '--format', 'V', '--on-error', 'skip');
  expect(read).toMatchObject({ code: 3, out: '{"NO":1,"BALANCE":0,"N":0,"MOVES":[]}\n'.repeat(2) });
  expect(read.notes).toContain('record 2, byte 28, is skipped: Record 2');
  expect(read.notes).toContain('1 of 3 record(s) could not be read; they are skipped.');
  await writeFile(join(folder, 'some.jsonl'), '{"NO": 1}\n{"NO": "x"}\n{\n{"NO": 4}\n');
  const options = ['--format', 'V', '--out', 'some.bin', '--rejects', 'unwritten.jsonl'];
  const written = await run('encode', 'account.cpy', 'some.jsonl', ...options);
  expect(written.notes).toContain('2 of 4 record(s) could not be written; they are in unwritten.jsonl.');
  const kept = (await readFile(join(folder, 'unwritten.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(kept).toMatchObject([
    { line: 2, text: '{"NO": "x"}' },
    { line: 3, text: '{' },
  ]);
  expect((await run('decode', 'account.cpy', 'some.bin', '--format', 'V')).out.match(/"NO":\d/g)).toEqual(['"NO":1', '"NO":4']);
  expect((await run('decode', 'account.cpy', 'some.bin', '--on-error', 'guess')).notes).toContain('--on-error is one of stop, skip');
});

test('records of several kinds are told apart by conditions', async () => {
  await writeFile(
    join(folder, 'feed.cpy'),
    '01 HEAD. 05 KIND PIC X. 05 N PIC 9. 01 LINE. 05 KIND PIC X. 05 A PIC 9. 05 B REDEFINES A PIC X.',
  );
  await writeFile(join(folder, 'feed.bin'), Buffer.from('c8f1d3f2d4f3', 'hex'));
  const options = ['--when', 'HEAD=KIND = "H"', '--when', 'LINE.B=KIND = "M"', '--when', 'LINE.A=KIND = "L"'];
  const read = await run('decode', 'feed.cpy', 'feed.bin', ...options);
  expect(read.out).toBe('{"HEAD":{"KIND":"H","N":1}}\n{"LINE":{"KIND":"L","A":2}}\n{"LINE":{"KIND":"M","B":"3"}}\n');
  await writeFile(join(folder, 'feed.jsonl'), read.out);
  await run('encode', 'feed.cpy', 'feed.jsonl', ...options, '--out', 'feed-again.bin');
  expect(await readFile(join(folder, 'feed-again.bin'))).toEqual(await readFile(join(folder, 'feed.bin')));
  expect((await run('decode', 'feed.cpy', 'feed.bin', '--when', 'HEAD')).notes).toContain('--when takes NAME=FEEL');
  expect((await run('decode', 'feed.cpy', 'feed.bin', '--when', 'HEAD=NOBODY')).notes).toContain('there is no "NOBODY"');
});

test.each([
  ['{"NO": 12345678901}', 'Record 1 cannot be written: NO 12345678901 has more than 10 digits.'],
  ['{"NO": 1, "BALANCE": 1.234}', 'BALANCE 1.234 has more than 2 digits after the point.'],
  ['[1]', 'line 1: it is no object.'],
  ['{"NO": ', 'line 1:'],
  ['\xff', 'NO'],
])('encode refuses %s and leaves no file', async (line, problem) => {
  await writeFile(join(folder, 'bad.jsonl'), line === '\xff' ? Buffer.from([0x7b, 0xff]) : line);
  const { code, notes } = await run('encode', 'account.cpy', 'bad.jsonl', '--out', 'never.bin');
  expect(code).toBe(3);
  expect(notes).toContain(line === '\xff' ? 'it is not UTF-8' : problem);
  await expect(readFile(join(folder, 'never.bin'))).rejects.toThrow('ENOENT');
  await expect(readFile(join(folder, 'never.bin.part'))).rejects.toThrow('ENOENT');
});

test.each([
  [['tell', 'account.cpy'], '"tell" is none of describe, decode, encode.'],
  [['decode', 'account.cpy', 'x', '--format', 'U'], '"U" is no record format.'],
  [['decode', 'account.cpy', 'x', '--format', 'VB', '--record-length', '9'], '--record-length is for F and FB, not for VB.'],
  [['decode', 'account.cpy', 'x', '--record-length', '9'], '--record-length takes a number of bytes from 20 on, not "9".'],
  [['decode', 'account.cpy', 'x', '--code-page', '99'], 'There is no code page 99.'],
  [['decode', 'account.cpy', 'x', '--floats', 'vax'], '--floats is one of hexadecimal, ieee, not "vax".'],
  [['decode', 'account.cpy', 'x', '--replacing', 'A'], '--replacing takes TEXT=TEXT'],
  [['decode', 'account.cpy', 'gone.bin'], 'gone.bin cannot be read: ENOENT.'],
  [['decode', 'gone.cpy', 'x'], 'gone.cpy cannot be read: ENOENT.'],
  [['decode', 'account.cpy', '.'], 'it is a folder'],
])('%j is refused', async (words, problem) => {
  const { code, notes } = await run(...words);
  expect(code).toBeGreaterThan(0);
  expect(notes).toContain(problem);
});
