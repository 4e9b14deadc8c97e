import { describe, expect, test } from 'vitest';
import type { FileRow } from '../file-row.ts';
import { detectLayout } from './delimiter.ts';
import { decodeText } from './encoding.ts';
import { RowSplitter } from './row-splitter.ts';

async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(bytes: Uint8Array, encoding?: string): Promise<string> {
  let text = '';
  for await (const part of decodeText(inChunks(bytes), encoding)) text += part;
  return text;
}

function split(text: string, chunk = text.length, layout = { delimiter: ';', newline: '\n' as const }): FileRow[] {
  const splitter = new RowSplitter(layout);
  const rows: FileRow[] = [];
  for (let at = 0; at < text.length; at += chunk) rows.push(...splitter.push(text.slice(at, at + chunk)));
  return [...rows, ...splitter.finish()];
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('encodings', () => {
  const czech = 'jméno;město\nJiří Dvořák;Plzeň\nBožena Němcová;Česká Skalice\n';
  // "Jiří;Němec, Šťastný Žižka" in each of the two Central European code pages.
  const latin2 = Buffer.from([
    0x4a, 0x69, 0xf8, 0xed, 0x3b, 0x4e, 0xec, 0x6d, 0x65, 0x63, 0x2c, 0x20, 0xa9, 0xbb, 0x61, 0x73, 0x74, 0x6e, 0xfd, 0x20, 0xae, 0x69,
    0xbe, 0x6b, 0x61,
  ]);
  const windows = Buffer.from([
    0x4a, 0x69, 0xf8, 0xed, 0x3b, 0x4e, 0xec, 0x6d, 0x65, 0x63, 0x2c, 0x20, 0x8a, 0x9d, 0x61, 0x73, 0x74, 0x6e, 0xfd, 0x20, 0x8e, 0x69,
    0x9e, 0x6b, 0x61,
  ]);

  test.each([
    ['UTF-8', Buffer.from(czech), czech],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${czech}`), czech],
    ['UTF-16LE with a mark', utf16(`\ufeff${czech}`), czech],
    ['UTF-16LE without', utf16(czech), czech],
    ['UTF-16BE with a mark', utf16(`\ufeff${czech}`).swap16(), czech],
    ['Latin-2', latin2, 'Jiří;Němec, Šťastný Žižka'],
    ['Windows-1250', windows, 'Jiří;Němec, Šťastný Žižka'],
    ['Latin-1', Buffer.from('Crème brûlée, Besançon, à la carte', 'latin1'), 'Crème brûlée, Besançon, à la carte'],
    ['ASCII alone', Buffer.from('a;b\n1;2'), 'a;b\n1;2'],
    ['nothing', Buffer.alloc(0), ''],
  ])('%s is detected', async (_name, bytes, expected) => {
    expect(await decode(bytes)).toBe(expected);
  });

  test('what comes after a long stretch of ASCII still decides', async () => {
    const ascii = 'a;b\n'.repeat(50_000);
    expect(await decode(Buffer.concat([Buffer.from(ascii), latin2]))).toBe(`${ascii}Jiří;Němec, Šťastný Žižka`);
  });

  test('a choice wins over what is likely, and an unknown one is refused', async () => {
    expect(await decode(Buffer.from('é'), 'windows-1252')).toBe('Ã©');
    await expect(decode(Buffer.from('x'), 'klingon-8')).rejects.toMatchObject({ code: 'imports.unreadable' });
  });
});

describe('layout', () => {
  test.each([
    ['a;b;c\n1,5;2,5;3\n', ';'],
    ['a,b\n"x;y;z",2\n', ','],
    ['a\tb c d, e\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['alone\n1\n', ','],
  ])('%j is separated by %j', (sample, delimiter) => {
    expect(detectLayout(sample, true)).toEqual({ delimiter, newline: '\n' });
  });

  test('old line ends', () => {
    expect(detectLayout('a;b\r1;2\r', true).newline).toBe('\r');
  });
});

describe.each([1, 3, 100_000])('rows in chunks of %i', (chunk) => {
  test('quotes, line breaks within them, blank lines and Windows line ends', () => {
    expect(split('a;b\r\n"x;""y""";"two\nlines"\r\n\r\n;last', chunk)).toEqual([
      { row: 1, values: ['a', 'b'] },
      { row: 2, values: ['x;"y"', 'two\nlines'] },
      { row: 5, values: ['', 'last'] },
    ]);
  });

  test('broken quotes cost their row alone', () => {
    const rows = split('1;"good"\n2;"opened\n3;"good"\n4;"in"side"\n5;good\n6;"never closed\n7;lost?', chunk);
    expect(rows.map(({ row, values }) => [row, values?.[1] ?? null])).toEqual([
      [1, 'good'],
      [2, null],
      [3, 'good'],
      [4, null],
      [5, 'good'],
      [6, null],
      [7, 'lost?'],
    ]);
    expect(rows[1]).toMatchObject({ place: 1, reason: expect.stringContaining('quote') });
  });
});

describe('huge values', () => {
  const big = 'x'.repeat(10_000_000);
  test.each([
    ['plain', `1;${big};z`],
    ['quoted', `1;"${big}";z`],
    ['quoted with quotes', `1;"${'x""'.repeat(3_000_000)}";"z\nz"`],
    ['quoted at the end', `1;"${big}"`],
  ])('%s: an error of its row and column', (_name, line) => {
    const rows = split(`0;a;b\n${line}\n2;c;d\n`, 65_536);
    expect(rows.map(({ values }) => values?.[0])).toEqual(['0', undefined, '2']);
    expect(rows[1]).toEqual({ row: 2, values: null, place: 1, reason: 'is longer than 1000000 characters' });
    expect(split(`0;a;b\n${line}\n2;c;d\n`).map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
  });

  test('a quote nobody closes in a long file costs its row alone', () => {
    const text = `1;"open\n${Array.from({ length: 200_000 }, (_, row) => `${row};plain value`).join('\n')}\n`;
    const rows = split(text, 65_536);
    expect(rows).toHaveLength(200_001);
    expect(rows.filter(({ values }) => values === null).map(({ row }) => row)).toEqual([1]);
  });
});
