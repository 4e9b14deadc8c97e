import { FeelRange, type FeelValue, parseNumber } from '@plinth/expression';
import type { CellShape, ConstantTest } from './cell-shape.ts';

/**
 * Most cells of most tables are a number, a text, a comparison, a range or a list of texts. These are read in one go, without
 * a syntax tree; whatever else a cell may be, the expression language reads it.
 */
const number = String.raw`-?\d+(?:\.\d+)?`;
const text = String.raw`"[^"\\\p{Cc}]*"`;
const literalPattern = new RegExp(`^(?:(${number})|(${text}))$`, 'u');
const comparisonPattern = new RegExp(`^(<=?|>=?)\\s*(${number})$`, 'u');
const rangePattern = new RegExp(`^([[\\](])\\s*(${number})\\s*\\.\\.\\s*(${number})\\s*([\\])[])$`, 'u');
const textsPattern = new RegExp(`^${text}(?:\\s*,\\s*${text})+$`, 'u');
const textPattern = new RegExp(text, 'gu');
const notPattern = /^not\s*\(([^()]*)\)$/;
const safeDigits = 15;

/** The value of a number or a text without escapes; undefined for everything else. */
export function simpleLiteral(source: string): FeelValue | undefined {
  const [, digits, quoted] = literalPattern.exec(source.trim()) ?? [];
  if (digits !== undefined) return numberOf(digits);
  return quoted?.slice(1, -1);
}

/** The shape of a cell of one of the frequent forms; null for every other. */
export function simpleShape(source: string): CellShape | null {
  const trimmed = source.trim();
  const positive = trimmed.charCodeAt(0) === 110 ? (notPattern.exec(trimmed)?.[1] ?? null) : trimmed;
  const tests = positive === null ? null : testsOf(positive.trim());
  return tests === null ? null : { kind: 'constant', tests, not: positive !== trimmed };
}

function testsOf(source: string): ConstantTest[] | null {
  const literal = simpleLiteral(source);
  if (literal !== undefined) return [{ kind: 'value', value: literal }];
  const [, operator = '', limit] = comparisonPattern.exec(source) ?? [];
  if (limit !== undefined) return [{ kind: 'value', value: comparison(operator, numberOf(limit)) }];
  const [, open, low, high, close] = rangePattern.exec(source) ?? [];
  if (low !== undefined && high !== undefined)
    return [{ kind: 'value', value: new FeelRange(open === '[', numberOf(low), numberOf(high), close === ']') }];
  if (!textsPattern.test(source)) return null;
  return (source.match(textPattern) ?? []).map((quoted) => ({ kind: 'value', value: quoted.slice(1, -1) }));
}

function comparison(operator: string, limit: FeelValue): FeelRange {
  switch (operator) {
    case '<':
    case '<=':
      return new FeelRange(false, null, limit, operator === '<=', operator);
    default:
      return new FeelRange(operator === '>=', limit, null, false, operator === '>' ? '>' : '>=');
  }
}

function numberOf(digits: string): FeelValue {
  // Zero has one form: -0 is 0.
  return digits.length <= safeDigits && !digits.includes('.') ? Number(digits) + 0 : parseNumber(digits);
}
