export { not } from '../builtins/contexts.ts';
export type { FeelType } from '../types/feel-type.ts';
export { Decimal, type FeelNumber } from '../values/decimal.ts';
export {
  add,
  divide,
  equal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  multiply,
  negate,
  notEqual,
  power,
  subtract,
} from '../values/operators.ts';
export { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from '../values/temporal.ts';
export { type FeelContext, FeelFunction, FeelRange, type FeelValue } from '../values/value.ts';
export { callByName, functionOf } from './builtin-caller.ts';
export { call, callWith, lambda } from './callables.ts';
export { now, today } from './clock-functions.ts';
export { entry, inOrder, property } from './contexts.ts';
export * from './functions.ts';
export { every, filter, forEach, itemAt, some } from './iteration.ts';
export { and, or } from './junction.ts';
export { daysDuration, exactly, yearsDuration } from './literals.ts';
export { between, instanceOf, interval, isIn, rangeBy, truthIsIn } from './membership.ts';
export type { Clock } from './silent-frame.ts';
export { contains, endsWith, lowerCase, startsWith, stringLength, upperCase } from './text-functions.ts';
