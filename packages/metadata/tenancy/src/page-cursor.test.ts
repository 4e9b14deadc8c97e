import { describe, expect, it } from 'vitest';
import { readCursor, toPage, writeCursor } from './page-cursor.ts';

describe('page cursor', () => {
  it('comes back as it went', () => {
    for (const key of ['a', 'żółw@example.org', '']) expect(readCursor(writeCursor(key))).toBe(key);
    expect(readCursor(undefined)).toBeNull();
  });

  it.each(['*', '====', 'YQ==', writeCursor('a\0b'), writeCursor('x'.repeat(301)), '_-_-_'])('refuses %j', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'tenancy.cursor-not-valid' }));
  });

  it('goes on only where there is more', () => {
    const page = (rows: string[]) =>
      toPage(
        rows,
        2,
        (row) => row,
        (row) => row.toUpperCase(),
      );
    expect(page(['a', 'b', 'c'])).toEqual({ items: ['A', 'B'], next: writeCursor('b') });
    expect(page(['a', 'b'])).toEqual({ items: ['A', 'B'], next: null });
    expect(page([])).toEqual({ items: [], next: null });
  });
});
