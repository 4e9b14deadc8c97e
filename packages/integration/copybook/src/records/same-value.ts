import { Decimal } from '@plinth/expression';
import { numberText } from '../fields/digits.ts';
import type { Value } from './record-value.ts';

/** Whether a value that was given says the same as one that was read. What was not given says nothing. */
export function saysTheSame(given: unknown, read: Value | undefined): boolean {
  if (given === undefined || given === null) return true;
  if (Array.isArray(given)) return Array.isArray(read) && given.every((each, index) => saysTheSame(each, read[index]));
  if (typeof read === 'number' || read instanceof Decimal) return isSameNumber(given, read);
  if (typeof given === 'object') {
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return false;
    return Object.entries(given).every(([name, each]) => saysTheSame(each, read[name]));
  }
  return given === read;
}

function isSameNumber(given: unknown, read: number | Decimal): boolean {
  const text = numberText(given);
  return text !== null && plain(text) === plain(String(read));
}

/** Digits and power of ten of a number, in one form. */
function plain(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign === '-' ? '-' : ''}${significant}E${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
