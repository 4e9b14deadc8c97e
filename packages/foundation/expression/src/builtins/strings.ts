import { parseNumber, wholeNumber } from '../values/decimal.ts';
import { printValue } from '../values/print.ts';
import type { FeelValue } from '../values/value.ts';
import { builtin, textBuiltin } from './builtin.ts';
import { regularExpression } from './regular-expression.ts';

const text = (value: FeelValue | undefined): string => (typeof value === 'string' ? value : '');
const whole = (value: FeelValue | undefined): number => wholeNumber(value) ?? 0;

/** In characters: an astral one counts once. */
export function lengthOfText(text: string): number {
  return [...text].length;
}

export function upperCaseOf(text: string): string {
  return text.toUpperCase();
}

export function lowerCaseOf(text: string): string {
  return text.toLowerCase();
}

export function textContains(text: string, part: string): boolean {
  return text.includes(part);
}

export function textStartsWith(text: string, part: string): boolean {
  return text.startsWith(part);
}

export function textEndsWith(text: string, part: string): boolean {
  return text.endsWith(part);
}

/** §10.3.4.3 and the conversions to and from text of §10.3.4.1. */
export const stringBuiltins = [
  builtin('string', ['from: any'], 'string', 'The value as text.', ([from = null]) =>
    from === null ? null : typeof from === 'string' ? from : printValue(from),
  ),
  builtin(
    'number',
    ['from: string', 'grouping separator?: string', 'decimal separator?: string'],
    'number',
    'The number a text holds.',
    ([from, grouping = null, decimal = null]) => {
      const separators = [' ', ',', '.', null];
      if (
        !separators.includes(grouping as string | null) ||
        ![',', '.', null].includes(decimal as string | null) ||
        (grouping !== null && grouping === decimal)
      )
        return null;
      let digits = text(from);
      if (typeof grouping === 'string') digits = digits.replaceAll(grouping, '');
      if (decimal === ',') digits = digits.includes('.') ? 'none' : digits.replace(',', '.');
      return /^\s|\s$/.test(digits) ? null : parseNumber(digits);
    },
  ),
  builtin('number', ['from: number'], 'number', 'The number itself.', ([from = null]) => from),
  builtin(
    'substring',
    ['string: string', 'start position: number', 'length?: number'],
    'string',
    'A part of a text; positions count from 1, negative ones from the end.',
    ([string, start, length = null]) => {
      const letters = [...text(string)];
      const from = whole(start);
      if (from === 0 || Math.abs(from) > letters.length || (length !== null && whole(length) < 1)) return null;
      const begin = from > 0 ? from - 1 : letters.length + from;
      return letters.slice(begin, length === null ? undefined : begin + whole(length)).join('');
    },
  ),
  textBuiltin('string length', ['string'], 'number', 'How many characters a text has.', lengthOfText),
  textBuiltin('upper case', ['string'], 'string', 'The text in capital letters.', upperCaseOf),
  textBuiltin('lower case', ['string'], 'string', 'The text in small letters.', lowerCaseOf),
  textBuiltin('substring before', ['string', 'match'], 'string', 'What stands before the first match.', (string, match) => {
    const at = string.indexOf(match);
    return at < 0 ? '' : string.slice(0, at);
  }),
  textBuiltin('substring after', ['string', 'match'], 'string', 'What stands behind the first match.', (string, match) => {
    const at = string.indexOf(match);
    return at < 0 ? '' : string.slice(at + match.length);
  }),
  textBuiltin('contains', ['string', 'match'], 'boolean', 'Whether a text has another in it.', textContains),
  textBuiltin('starts with', ['string', 'match'], 'boolean', 'Whether a text begins with another.', textStartsWith),
  textBuiltin('ends with', ['string', 'match'], 'boolean', 'Whether a text ends with another.', textEndsWith),
  builtin(
    'matches',
    ['input: string', 'pattern: string', 'flags?: string'],
    'boolean',
    'Whether a regular expression (XPath) finds something.',
    ([input, pattern, flags = null]) => {
      const expression = regularExpression(text(pattern), text(flags));
      return expression === null ? null : expression.test(text(input));
    },
  ),
  builtin(
    'replace',
    ['input: string', 'pattern: string', 'replacement: string', 'flags?: string'],
    'string',
    'The text with every match replaced; $1 stands for a group.',
    ([input, pattern, replacement, flags = null]) => {
      const expression = regularExpression(text(pattern), text(flags));
      if (expression === null) return null;
      const groups = text(replacement)
        .replace(/\$(?!\d)/g, '$$$$')
        .replace(/\$0/g, '$$&');
      return text(input).replace(expression, groups);
    },
  ),
  builtin(
    'split',
    ['string: string', 'delimiter: string'],
    'list<string>',
    'The parts of a text between matches of a pattern.',
    ([string, delimiter]) => {
      const expression = regularExpression(text(delimiter), '');
      if (expression === null) return null;
      // JavaScript puts what the groups of the pattern matched between the parts.
      const groups = (new RegExp(`${expression.source}|`, expression.flags).exec('')?.length ?? 1) - 1;
      return text(string)
        .split(expression)
        .filter((_part, index) => index % (groups + 1) === 0);
    },
  ),
  builtin(
    'string join',
    ['list: list<string>', 'delimiter?: string'],
    'string',
    'The texts of a list as one, with something between them.',
    ([list, delimiter]) =>
      (list as readonly FeelValue[])
        .filter((item) => item !== null)
        .map(text)
        .join(text(delimiter)),
  ),
  builtin('trim', ['string: string'], 'string', 'The text without blanks at its ends.', ([string]) => text(string).trim()),
  builtin(
    'pad left',
    ['string: string', 'length: number', 'filler?: string'],
    'string',
    'The text with a filler (a blank) before it until it has the length.',
    ([string, length, filler = null]) => text(string).padStart(Math.min(whole(length), 10_000), filler === null ? ' ' : text(filler)),
  ),
];
