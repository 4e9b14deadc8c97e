/** What stands before the digits that are less than one. */
export type DecimalSign = '.' | ',';

const whole = /^[+-]?\d+(?:[.]\d+)?$/;
const grouped: Readonly<Record<DecimalSign, RegExp>> = {
  '.': /^[+-]?\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?$/,
  ',': /^[+-]?\d{1,3}(?:[.'’ \u00a0\u202f]\d{3})+(?:,\d+)?$/,
};
const plain: Readonly<Record<DecimalSign, RegExp>> = { '.': /^[+-]?\d+(?:\.\d+)?$/, ',': /^[+-]?\d+(?:,\d+)?$/ };

/**
 * A number as people write it, `1.234,5`, as the text of a number, `1234.5`: every digit stays. Null where it is none, and where
 * leading zeros say that the digits are a name. Thousands may be apart by the other sign, blanks or apostrophes.
 */
export function numberIn(text: string, sign: DecimalSign): string | null {
  const written = text.trim().replace(/^\u2212/, '-');
  if (!plain[sign].test(written) && !grouped[sign].test(written)) return null;
  const other = sign === '.' ? ',' : '.';
  const digits = written
    .replaceAll(other, '')
    .replace(/['’ \u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace(/^\+/, '');
  return whole.test(digits) && !/^-?0\d/.test(digits) ? digits : null;
}
