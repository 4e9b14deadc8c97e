import { patternOf } from '../patterns/pattern.ts';
import { parseReplacement } from '../patterns/replacement.ts';
import { lengthOfText, offsetOf } from '../values/characters.ts';
import { parseNumber } from '../values/decimal.ts';
import { printValue } from '../values/print.ts';
import { wholeNumber } from '../values/rounding.ts';
import type { FeelValue } from '../values/value.ts';
import { longestText, stepsOf, weigh } from '../values/weight.ts';
import { type BuiltinEnvironment, builtin, textBuiltin } from './builtin.ts';

const text = (value: FeelValue | undefined): string => (typeof value === 'string' ? value : '');
const whole = (value: FeelValue | undefined): number => wholeNumber(value) ?? 0;

/** A value as `string()` writes it; null where that is longer than texts can be. */
export function printed(value: FeelValue, environment: BuiltinEnvironment): string | null {
  if (typeof value === 'string') return value;
  // Writing a part takes much longer than counting it.
  environment.step(stepsOf(16 * weigh(value, environment)));
  const text = printValue(value);
  return text.length > longestText ? null : text;
}

/** Parts as one text; null where it would be longer than texts can be. */
function joined(parts: readonly string[], delimiter: string, environment: BuiltinEnvironment): string | null {
  const length = parts.reduce((sum, part) => sum + part.length, Math.max(0, parts.length - 1) * delimiter.length);
  if (length > longestText) return null;
  environment.step(stepsOf(length));
  return parts.join(delimiter);
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
  builtin('string', ['from: any'], 'string', 'The value as text.', ([from = null], environment) =>
    from === null ? null : printed(from, environment),
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
      const given = text(string);
      const from = whole(start);
      const letters = from < 0 ? lengthOfText(given) : from;
      const begin = from > 0 ? offsetOf(given, from - 1) : offsetOf(given, letters + from);
      if (from === 0 || -from > letters || begin >= given.length || (length !== null && whole(length) < 1)) return null;
      return given.slice(begin, length === null ? undefined : offsetOf(given, whole(length), begin));
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
    ([input, pattern, flags = null], environment) => patternOf(text(pattern), text(flags))?.test(text(input), environment) ?? null,
  ),
  builtin(
    'replace',
    ['input: string', 'pattern: string', 'replacement: string', 'flags?: string'],
    'string',
    'The text with every match replaced; $1 stands for a group.',
    ([input, pattern, replacement, flags = null], environment) => {
      const expression = patternOf(text(pattern), text(flags));
      // One that matches nothing at all is an error in XPath, and so is a wrong replacement.
      if (expression === null || expression.test('', environment) !== false) return null;
      const written = text(flags).includes('q') ? () => text(replacement) : parseReplacement(text(replacement), expression.groups);
      const found = written === null ? null : expression.all(text(input), environment);
      if (written === null || found === null) return null;
      const parts: string[] = [];
      let at = 0;
      for (const spans of found) {
        const [from = 0, to = 0] = spans;
        parts.push(text(input).slice(at, from), written(text(input), spans));
        at = to;
      }
      parts.push(text(input).slice(at));
      return joined(parts, '', environment);
    },
  ),
  builtin(
    'split',
    ['string: string', 'delimiter: string'],
    'list<string>',
    'The parts of a text between matches of a pattern.',
    ([string, delimiter], environment) => {
      const expression = patternOf(text(delimiter), '');
      if (expression === null || expression.test('', environment) !== false) return null;
      const found = expression.all(text(string), environment);
      if (found === null) return null;
      const ends = [...found.map(([from = 0]) => from), undefined];
      return ends.map((end, index) => text(string).slice(found[index - 1]?.[1] ?? 0, end));
    },
  ),
  builtin(
    'string join',
    ['list: list<string>', 'delimiter?: string'],
    'string',
    'The texts of a list as one, with something between them.',
    ([list, delimiter], environment) =>
      joined((list as readonly FeelValue[]).filter((item) => item !== null).map(text), text(delimiter), environment),
  ),
  builtin('trim', ['string: string'], 'string', 'The text without blanks at its ends.', ([string]) => text(string).trim()),
  builtin(
    'pad left',
    ['string: string', 'length: number', 'filler?: string'],
    'string',
    'The text with a filler (a blank) before it until it has the length.',
    ([string, length, filler = null], environment) => {
      if (whole(length) > longestText) return null;
      environment.step(stepsOf(Math.max(0, whole(length))));
      return text(string).padStart(whole(length), filler === null ? ' ' : text(filler));
    },
  ),
];
