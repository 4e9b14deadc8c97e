/** The letters of a column counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

/** `B3` for column 1 and row 2, both counted from 0, where the first row is called 1. */
export function cellAddress(row: number, column: number, firstRow = 1): string {
  return `${columnLetters(column)}${row + firstRow}`;
}

/** Row and column, counted from 0, of an address; null where it is none. */
export function readAddress(address: string, firstRow = 1): { readonly row: number; readonly column: number } | null {
  const match = /^([A-Z]{1,3})(0|[1-9]\d{0,6})$/.exec(address.toUpperCase());
  if (!match) return null;
  const [, letters = '', digits = ''] = match;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits) - firstRow;
  return row < 0 ? null : { row, column };
}
