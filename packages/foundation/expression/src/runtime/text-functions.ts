import { lowerCaseOf, textContains, textEndsWith, textStartsWith, upperCaseOf } from '../builtins/strings.ts';
import { lengthOfText } from '../values/characters.ts';
import type { FeelNumber } from '../values/decimal.ts';
import type { FeelValue } from '../values/value.ts';
import { caller } from './builtin-caller.ts';

// Functions of their own for the builtins that conditions use most: the engine puts them, and what they call, where they are called.

const anyContains = caller<boolean>('contains');
const anyStartsWith = caller<boolean>('starts with');
const anyEndsWith = caller<boolean>('ends with');
const anyLength = caller<FeelNumber>('string length');
const anyUpperCase = caller<string>('upper case');
const anyLowerCase = caller<string>('lower case');

export function contains(string: FeelValue, match: FeelValue): boolean | null {
  return typeof string === 'string' && typeof match === 'string' ? textContains(string, match) : anyContains(string, match);
}

export function startsWith(string: FeelValue, match: FeelValue): boolean | null {
  return typeof string === 'string' && typeof match === 'string' ? textStartsWith(string, match) : anyStartsWith(string, match);
}

export function endsWith(string: FeelValue, match: FeelValue): boolean | null {
  return typeof string === 'string' && typeof match === 'string' ? textEndsWith(string, match) : anyEndsWith(string, match);
}

export function stringLength(string: FeelValue): FeelNumber | null {
  return typeof string === 'string' ? lengthOfText(string) : anyLength(string);
}

export function upperCase(string: FeelValue): string | null {
  return typeof string === 'string' ? upperCaseOf(string) : anyUpperCase(string);
}

export function lowerCase(string: FeelValue): string | null {
  return typeof string === 'string' ? lowerCaseOf(string) : anyLowerCase(string);
}
