import { calculate } from '../values/arithmetic.ts';
import { compareValues, equalValues, isNumber } from '../values/comparison.ts';
import { Decimal, type FeelNumber } from '../values/decimal.ts';
import { divide } from '../values/decimal-arithmetic.ts';
import { wholeNumber } from '../values/rounding.ts';
import { standardDeviation } from '../values/transcendental.ts';
import { FeelFunction, type FeelValue } from '../values/value.ts';
import { stepsOf, weigh } from '../values/weight.ts';
import { type Builtin, type BuiltinEnvironment, builtin } from './builtin.ts';

const items = (value: FeelValue | undefined): readonly FeelValue[] => (Array.isArray(value) ? (value as readonly FeelValue[]) : []);

/** The items of a list that a function goes through: as many steps as that takes. */
function walked(value: FeelValue | undefined, environment: BuiltinEnvironment): readonly FeelValue[] {
  const list = items(value);
  environment.step(stepsOf(list.length));
  return list;
}

/** The items of a list of which a new one is made, which costs more. */
function copied(value: FeelValue | undefined, environment: BuiltinEnvironment): readonly FeelValue[] {
  const list = items(value);
  environment.step(stepsOf(4 * list.length));
  return list;
}

/** The items of lists in a row. */
function inARow(lists: readonly FeelValue[], environment: BuiltinEnvironment): FeelValue[] {
  return lists.flatMap((list) => copied(list, environment));
}

/** The items of a list that are compared with others, however deep they are. */
function compared(value: FeelValue | undefined, environment: BuiltinEnvironment): readonly FeelValue[] {
  weigh(value ?? null, environment);
  return items(value);
}

type ListRun = (list: readonly FeelValue[], environment: BuiltinEnvironment) => FeelValue;

/** A function that takes a list, or its items as arguments: `sum([1, 2])` and `sum(1, 2)`. */
function overItems(name: string, parameter: string, result: string, documentation: string, run: ListRun): Builtin[] {
  const counted: Builtin['run'] = ([list], environment) => run(walked(list, environment), environment);
  return [
    builtin(name, [`list: ${parameter}`], result, documentation, counted),
    builtin(name, [`...list: ${/^list<(.+)>$/.exec(parameter)?.[1] ?? 'any'}`], result, documentation, counted),
  ];
}

function extreme(list: readonly FeelValue[], sign: 1 | -1): FeelValue {
  let best: FeelValue = null;
  for (const item of list) {
    if (item === null) return null;
    if (best === null) best = item;
    const order = compareValues(item, best);
    if (order === null) return null;
    if (order * sign > 0) best = item;
  }
  return best;
}

export function sum(list: readonly FeelValue[]): FeelValue {
  if (list.length === 0) return null;
  return list.reduce((total: FeelValue, item) => calculate('+', total, typeof item === 'string' ? null : item));
}

function numbersOf(list: readonly FeelValue[]): FeelNumber[] | null {
  return list.length > 0 && list.every(isNumber) ? (list as FeelNumber[]) : null;
}

function sorted(list: readonly FeelNumber[]): FeelNumber[] {
  return [...list].sort((a, b) => compareValues(a, b) ?? 0);
}

/** All of: false wins, then unknown; any of: true wins, then unknown (§10.3.4.4, three-valued). */
function junction(list: readonly FeelValue[], deciding: boolean): FeelValue {
  if (list.includes(deciding)) return deciding;
  return list.every((item) => item === !deciding) ? !deciding : null;
}

function position(at: FeelValue | undefined, length: number): number | null {
  const whole = wholeNumber(at);
  if (whole === null || whole === 0 || Math.abs(whole) > length) return null;
  return whole > 0 ? whole - 1 : length + whole;
}

/** To compare two values that are no scalars takes as long as looking at so many items. */
const comparisonCost = 8;

/** Every item once, in their order. What has a key is looked up by it, all else is compared with what has been kept. */
function distinct(list: readonly FeelValue[], environment: BuiltinEnvironment): FeelValue[] {
  const keys = new Set<string | number | boolean | null>();
  const others: FeelValue[] = [];
  return list.filter((item) => {
    const key = keyOf(item);
    if (key !== undefined) return keys.size < keys.add(key).size;
    environment.step(stepsOf(others.length * (comparisonCost + weigh(item, environment))));
    const isNew = !others.some((other) => equalValues(item, other) === true);
    if (isNew) others.push(item);
    return isNew;
  });
}

/** What equal values have in common and no others; undefined where only a comparison tells. */
function keyOf(value: FeelValue): string | number | boolean | null | undefined {
  if (typeof value === 'string') return `"${value}`;
  return value instanceof Decimal ? String(value) : value === null || typeof value !== 'object' ? value : undefined;
}

function flatten(list: readonly FeelValue[], into: FeelValue[] = []): FeelValue[] {
  for (const item of list) {
    if (Array.isArray(item)) flatten(item as readonly FeelValue[], into);
    else into.push(item);
  }
  return into;
}

function mode(list: readonly FeelValue[]): FeelValue {
  const numbers = numbersOf(list);
  if (numbers === null) return list.length === 0 ? [] : null;
  const counts: { value: FeelNumber; count: number }[] = [];
  for (const value of sorted(numbers)) {
    const last = counts.at(-1);
    if (last !== undefined && equalValues(last.value, value) === true) last.count++;
    else counts.push({ value, count: 1 });
  }
  const most = counts.reduce((largest, { count }) => Math.max(largest, count), 0);
  return counts.filter(({ count }) => count === most).map(({ value }) => value);
}

function median(list: readonly FeelValue[]): FeelValue {
  const numbers = numbersOf(list);
  if (numbers === null) return null;
  const order = sorted(numbers);
  const middle = Math.floor(order.length / 2);
  if (order.length % 2 === 1) return order[middle] ?? null;
  return calculate('/', calculate('+', order[middle - 1] ?? null, order[middle] ?? null), 2);
}

function deviation(list: readonly FeelValue[]): FeelValue {
  const numbers = numbersOf(list);
  return numbers === null ? null : standardDeviation(numbers);
}

/** §10.3.4.4 and `sort` of §10.3.4.8. */
export const listBuiltins = [
  builtin(
    'list contains',
    ['list: list', 'element: any'],
    'boolean',
    'Whether a list has an item.',
    ([list, element = null], environment) => compared(list, environment).some((item) => equalValues(item, element) === true),
  ),
  builtin('count', ['list: list'], 'number', 'How many items a list has.', ([list]) => items(list).length),
  ...overItems('min', 'list', 'item', 'The smallest item.', (list) => extreme(list, -1)),
  ...overItems('max', 'list', 'item', 'The largest item.', (list) => extreme(list, 1)),
  ...overItems('sum', 'list', 'item', 'The items added up.', sum),
  ...overItems('mean', 'list<number>', 'number', 'The average.', (list) => {
    const total = sum(list);
    return isNumber(total) ? divide(total, list.length) : null;
  }),
  ...overItems('median', 'list<number>', 'number', 'The middle one, or the average of the two in the middle.', median),
  ...overItems('stddev', 'list<number>', 'number', 'The sample standard deviation.', deviation),
  ...overItems('mode', 'list<number>', 'list<number>', 'The most frequent ones.', mode),
  ...overItems('product', 'list<number>', 'number', 'The items multiplied.', (list) =>
    list.length === 0 ? null : list.reduce((total: FeelValue, item) => calculate('*', total, item)),
  ),
  ...overItems('all', 'list', 'boolean', 'Whether all are true.', (list) => junction(list, false)),
  ...overItems('any', 'list', 'boolean', 'Whether one is true.', (list) => junction(list, true)),
  builtin(
    'sublist',
    ['list: list', 'start position: number', 'length?: number'],
    'first',
    'A part of a list.',
    ([list, start, length = null], environment) => {
      const all = copied(list, environment);
      const from = position(start, all.length);
      if (from === null) return null;
      if (length === null) return all.slice(from);
      return typeof length === 'number' && length >= 1 && from + length <= all.length ? all.slice(from, from + length) : null;
    },
  ),
  builtin('append', ['list: list', '...item: any'], 'list', 'The list with items added at its end.', ([list, added], environment) =>
    copied(list, environment).concat(items(added)),
  ),
  builtin('concatenate', ['...list: list'], 'list', 'Lists one after the other.', ([lists], environment) =>
    inARow(items(lists), environment),
  ),
  builtin(
    'insert before',
    ['list: list', 'position: number', 'newItem: any'],
    'first',
    'The list with an item put before a place.',
    ([list, at, item = null], environment) => {
      const place = position(at, items(list).length);
      return place === null ? null : copied(list, environment).toSpliced(place, 0, item);
    },
  ),
  builtin('remove', ['list: list', 'position: number'], 'first', 'The list without the item at a place.', ([list, at], environment) => {
    const place = position(at, items(list).length);
    return place === null ? null : copied(list, environment).toSpliced(place, 1);
  }),
  builtin(
    'list replace',
    ['list: list', 'position: number', 'newItem: any'],
    'first',
    'The list with another item at a place.',
    ([list, at, item = null], environment) => {
      const place = position(at, items(list).length);
      return place === null ? null : copied(list, environment).with(place, item);
    },
  ),
  builtin(
    'list replace',
    ['list: list', 'match: function', 'newItem: any'],
    'first',
    'The list with other items where a function says true.',
    ([list, match, item = null], environment) => {
      if (!(match instanceof FeelFunction) || match.parameters.length !== 2) return null;
      const decided = walked(list, environment).map((old) => match.call([old, item]));
      if (decided.some((matches) => typeof matches !== 'boolean')) return null;
      return items(list).map((old, index) => (decided[index] === true ? item : old));
    },
  ),
  builtin('reverse', ['list: list'], 'first', 'The list from its end.', ([list], environment) => copied(list, environment).toReversed()),
  builtin('index of', ['list: list', 'match: any'], 'list<number>', 'The places of an item.', ([list, match = null], environment) =>
    compared(list, environment).flatMap((item, index) => (equalValues(item, match) === true ? [index + 1] : [])),
  ),
  builtin('union', ['...list: list'], 'list', 'The items of several lists, each once.', ([lists], environment) =>
    distinct(inARow(compared(lists, environment), environment), environment),
  ),
  builtin('distinct values', ['list: list'], 'first', 'Every item once.', ([list], environment) =>
    distinct(compared(list, environment), environment),
  ),
  builtin('flatten', ['list: list'], 'list', 'The items of lists within lists.', ([list], environment) =>
    flatten(copied(compared(list, environment), environment)),
  ),
  builtin(
    'sort',
    ['list: list', 'precedes: function'],
    'first',
    'The list in the order that a function tells.',
    ([list, precedes], environment) => {
      if (!(precedes instanceof FeelFunction)) return null;
      return copied(list, environment).toSorted((a, b) => {
        environment.step(1);
        return precedes.call([a, b]) === true ? -1 : precedes.call([b, a]) === true ? 1 : 0;
      });
    },
  ),
  builtin('sort', ['list: list'], 'first', 'The list in ascending order.', ([list], environment) =>
    copied(list, environment).toSorted((a, b) => compareValues(a, b) ?? 0),
  ),
];
