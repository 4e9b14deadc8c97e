import { type DecimalText, decimalText } from './decimal-text.ts';

interface Separators {
  readonly group: string;
  readonly decimal: string;
  readonly digits: readonly string[];
}

const known = new Map<string, Separators>();

function separatorsOf(locale: string): Separators {
  const before = known.get(locale);
  if (before) return before;
  const format = new Intl.NumberFormat(locale, { useGrouping: true });
  const parts = format.formatToParts(-1234567.5);
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const separators = {
    group: parts.find((part) => part.type === 'group')?.value ?? ',',
    decimal: parts.find((part) => part.type === 'decimal')?.value ?? '.',
    digits: Array.from({ length: 10 }, (_, digit) => plain.format(digit)),
  };
  known.set(locale, separators);
  return separators;
}

/**
 * Reads a number as people of the locale write it, with or without groups of thousands; null where it is none. A group
 * separator must stand before three digits, so `1,5` is refused in English instead of being read as fifteen.
 */
export function readNumber(text: string, locale: string): DecimalText | null {
  const { group, decimal, digits } = separatorsOf(locale);
  let plain = text
    .trim()
    .replace(/[\u2212\u2013\uFE63\uFF0D]/gu, '-')
    .replace(/[\u200e\u200f\u061c]/gu, '');
  digits.forEach((digit, value) => {
    plain = plain.replaceAll(digit, String(value));
  });
  const spaces = /\s/u.test(group);
  const groups = spaces ? /(?<=\d)\s(?=\d{3}(?!\d))/gu : new RegExp(`(?<=\\d)[${group}](?=\\d{3}(?!\\d))`, 'gu');
  plain = plain.replace(groups, '');
  if (decimal !== '.' && plain.includes('.') && plain.includes(decimal)) return null;
  plain = plain
    .replace(decimal, '.')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? decimalText(plain.replace(/^(-?)0+(?=\d)/, '$1')) : null;
}

/** Writes a number as people of the locale read it, without losing a digit. */
export function writeNumber(
  value: DecimalText,
  locale: string,
  options: { readonly grouped: boolean; readonly leastDigits?: number },
): string {
  return new Intl.NumberFormat(locale, {
    useGrouping: options.grouped,
    minimumFractionDigits: Math.min(20, options.leastDigits ?? 0),
    maximumFractionDigits: 20,
  }).format(value);
}
