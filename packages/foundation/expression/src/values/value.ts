import type { Decimal } from './decimal.ts';
import type { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';

/** Every value an expression can have; see the README for their forms. */
export type FeelValue =
  | null
  | boolean
  | string
  | number
  | Decimal
  | FeelDate
  | FeelTime
  | FeelDateTime
  | DaysDuration
  | YearsDuration
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

export interface FeelContext {
  readonly [name: string]: FeelValue;
}

/** Comparisons that are ranges. */
export type RangeOperator = '<' | '<=' | '>' | '>=' | '=';

/** A range. One made of a comparison, such as `(< 5)`, has one end only; in any other an end that is null is not known. */
export class FeelRange {
  readonly lowIncluded: boolean;
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly highIncluded: boolean;
  /** The comparison it was made of; null for a range with two ends. */
  readonly operator: RangeOperator | null;

  constructor(lowIncluded: boolean, low: FeelValue, high: FeelValue, highIncluded: boolean, operator: RangeOperator | null = null) {
    this.operator = operator;
    this.lowIncluded = lowIncluded;
    this.low = low;
    this.high = high;
    this.highIncluded = highIncluded;
  }
}

/** A function as a value. */
export class FeelFunction {
  readonly parameters: readonly string[];
  readonly call: (values: readonly FeelValue[]) => FeelValue;

  constructor(parameters: readonly string[], call: (values: readonly FeelValue[]) => FeelValue) {
    this.parameters = parameters;
    this.call = call;
  }
}

/** Whether a value is a context: a plain object, none of the classes above. */
export function isContext(value: unknown): value is FeelContext {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An entry of a context by its own name; never one of the prototype. */
export function entryOf(context: FeelContext, name: string): FeelValue {
  return Object.hasOwn(context, name) ? (context[name] ?? null) : null;
}
