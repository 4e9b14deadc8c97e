import { expect, test } from 'vitest';
import { shortId, traceId, uuidV7 } from './index.ts';

test('short ids have the length asked for, of letters and digits only, and differ', () => {
  const ids = new Set(Array.from({ length: 2000 }, () => shortId(10)));
  expect(ids.size).toBe(2000);
  for (const id of ids) expect(id).toMatch(/^[0-9a-z]{10}$/);
});

test('every letter of a short id is equally likely', () => {
  const counts = new Map<string, number>();
  const letters = Array.from({ length: 36 }, () => shortId(1000)).join('');
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  // 1,000 expected each, standard deviation 31; seven of those is beyond chance.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(220);
});

test('a UUID carries its version, its variant and its millisecond (RFC 9562 §5.7)', () => {
  const at = Date.UTC(2026, 10, 24, 12, 0, 0, 123);
  const id = uuidV7(at);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
  expect(uuidV7(at + 1) > id).toBe(true);
});

test('a trace id is 32 hexadecimal digits', () => {
  expect(traceId()).toMatch(/^[0-9a-f]{32}$/);
});
