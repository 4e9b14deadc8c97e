import { expect, test } from 'vitest';
import { LineSplitter } from './line-splitter.ts';

function split(text: string, chunk: number, limit?: number): (string | null)[] {
  const splitter = new LineSplitter(limit);
  const bytes = Buffer.from(text);
  const lines = [];
  for (let from = 0; from < bytes.length; from += chunk) lines.push(...splitter.push(bytes.subarray(from, from + chunk)));
  const last = splitter.end();
  return [...lines, ...(last === undefined ? [] : [last])].map((line) => line?.toString() ?? null);
}

test('lines are the same however the bytes arrive', () => {
  const text = 'one\n\nthrée €\nfour';
  for (let chunk = 1; chunk <= 20; chunk++) expect(split(text, chunk)).toEqual(['one', '', 'thrée €', 'four']);
  expect(split('one\n', 2)).toEqual(['one']);
  expect(split('', 1)).toEqual([]);
});

test('a line beyond the limit is gone, those around it are not', () => {
  for (let chunk = 1; chunk <= 12; chunk++) expect(split('12345\n123456\n1\n1234567', chunk, 5)).toEqual(['12345', null, '1', null]);
});
