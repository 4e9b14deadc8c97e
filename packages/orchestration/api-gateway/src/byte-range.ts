/** Bytes `start` to `end` of a file, both included, counted from 0. */
export interface WantedRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range that a `Range` header asks for (RFC 9110 §14.2). Null where the header is to be ignored: there is none, it is
 * malformed, of another unit, or wants several; `none` where the file has no such bytes.
 */
export function wantedRange(header: string | undefined, size: number): WantedRange | 'none' | null {
  const match = header === undefined ? null : /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'none';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}
