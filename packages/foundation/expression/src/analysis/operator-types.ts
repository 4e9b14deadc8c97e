import type { ArithmeticOperator } from '../syntax/ast.ts';
import { type FeelType, isDuration, listOf, types } from '../types/feel-type.ts';

/** Result type of an arithmetic operation, or null where the operands never go together. */
export function arithmeticType(operator: ArithmeticOperator, left: FeelType, right: FeelType): FeelType | null {
  if (isVague(left) || isVague(right)) return isVague(left) && isVague(right) ? types.any : guess(operator, isVague(left) ? right : left);
  if (left.kind === 'number' && right.kind === 'number') return types.number;
  switch (operator) {
    case '+':
      if (left.kind === 'string' && right.kind === 'string') return types.string;
      return sumType(left, right) ?? sumType(right, left);
    case '-':
      return sumType(left, right) ?? differenceType(left, right);
    case '*':
      if (isDuration(left) && right.kind === 'number') return left;
      return isDuration(right) && left.kind === 'number' ? right : null;
    case '/':
      if (isDuration(left) && right.kind === 'number') return left;
      return isDuration(left) && left.kind === right.kind ? types.number : null;
    case '**':
      return null;
  }
}

function isVague(type: FeelType): boolean {
  return type.kind === 'any' || type.kind === 'null';
}

function guess(operator: ArithmeticOperator, known: FeelType): FeelType | null {
  if (known.kind === 'list' || known.kind === 'context' || known.kind === 'boolean' || known.kind === 'range') return null;
  if (operator === '**') return known.kind === 'number' ? types.number : null;
  if (operator === '+' && known.kind === 'string') return types.string;
  return known.kind === 'string' ? null : types.any;
}

function sumType(value: FeelType, duration: FeelType): FeelType | null {
  if (duration.kind === 'years and months duration') return ['date', 'date and time', duration.kind].includes(value.kind) ? value : null;
  if (duration.kind === 'days and time duration')
    return ['date', 'time', 'date and time', duration.kind].includes(value.kind) ? value : null;
  return null;
}

function differenceType(left: FeelType, right: FeelType): FeelType | null {
  const dates = ['date', 'date and time'];
  if (dates.includes(left.kind) && dates.includes(right.kind)) return types.daysDuration;
  return left.kind === 'time' && right.kind === 'time' ? types.daysDuration : null;
}

const dateProperties = { year: types.number, month: types.number, day: types.number, weekday: types.number } as const;
const timeProperties = {
  hour: types.number,
  minute: types.number,
  second: types.number,
  'time offset': types.daysDuration,
  timezone: types.string,
} as const;

/** Types of the properties that values of a type have by themselves (DMN 1.5 Table 65 and §10.3.2.7). */
export function builtInProperties(type: FeelType): Readonly<Record<string, FeelType>> | null {
  switch (type.kind) {
    case 'date':
      return dateProperties;
    case 'time':
      return timeProperties;
    case 'date and time':
      return { ...dateProperties, ...timeProperties, date: types.date, time: types.time };
    case 'days and time duration':
      return { days: types.number, hours: types.number, minutes: types.number, seconds: types.number };
    case 'years and months duration':
      return { years: types.number, months: types.number };
    case 'range':
      return { start: type.of, end: type.of, 'start included': types.boolean, 'end included': types.boolean };
    default:
      return null;
  }
}

/** The type of `of.name`; null where there is no such thing. */
export function propertyType(of: FeelType, name: string): FeelType | null {
  if (of.kind === 'any' || of.kind === 'null') return types.any;
  if (of.kind === 'list') {
    const item = propertyType(of.item, name);
    return item === null ? null : listOf(item.kind === 'list' ? item.item : item);
  }
  if (of.kind === 'context') {
    const entry = Object.hasOwn(of.entries, name) ? of.entries[name] : undefined;
    return entry ?? (of.open ? types.any : null);
  }
  const properties = builtInProperties(of);
  return properties !== null && Object.hasOwn(properties, name) ? (properties[name] ?? null) : null;
}
