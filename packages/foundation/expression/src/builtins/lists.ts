import { calculate } from '../values/arithmetic.ts';
import { compareValues, equalValues, isNumber } from '../values/comparison.ts';
import { divide, type FeelNumber, fromDouble, toDouble, wholeNumber } from '../values/decimal.ts';
import { FeelFunction, type FeelValue } from '../values/value.ts';
import { type Builtin, type BuiltinEnvironment, builtin } from './builtin.ts';

const items = (value: FeelValue | undefined): readonly FeelValue[] => (Array.isArray(value) ? (value as readonly FeelValue[]) : []);

type ListRun = (list: readonly FeelValue[], environment: BuiltinEnvironment) => FeelValue;

/** A function that takes a list, or its items as arguments: `sum([1, 2])` and `sum(1, 2)`. */
function overItems(name: string, parameter: string, result: string, documentation: string, run: ListRun): Builtin[] {
  return [
    builtin(name, [`list: ${parameter}`], result, documentation, ([list], environment) => run(items(list), environment)),
    builtin(name, [`...list: ${/^list<(.+)>$/.exec(parameter)?.[1] ?? 'any'}`], result, documentation, ([list], environment) =>
      run(items(list), environment),
    ),
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

function distinct(list: readonly FeelValue[], environment: BuiltinEnvironment): FeelValue[] {
  const kept: FeelValue[] = [];
  for (const item of list) {
    environment.step(kept.length);
    if (!kept.some((other) => equalValues(item, other) === true)) kept.push(item);
  }
  return kept;
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
  const most = Math.max(...counts.map(({ count }) => count));
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
  if (numbers === null || numbers.length < 2) return null;
  const doubles = numbers.map(toDouble);
  const mean = doubles.reduce((total, value) => total + value, 0) / doubles.length;
  return fromDouble(Math.sqrt(doubles.reduce((total, value) => total + (value - mean) ** 2, 0) / (doubles.length - 1)));
}

/** §10.3.4.4 and `sort` of §10.3.4.8. */
export const listBuiltins = [
  builtin('list contains', ['list: list', 'element: any'], 'boolean', 'Whether a list has an item.', ([list, element = null]) =>
    items(list).some((item) => equalValues(item, element) === true),
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
    ([list, start, length = null]) => {
      const from = position(start, items(list).length);
      if (from === null) return null;
      if (length === null) return items(list).slice(from);
      return typeof length === 'number' && length >= 1 && from + length <= items(list).length
        ? items(list).slice(from, from + length)
        : null;
    },
  ),
  builtin('append', ['list: list', '...item: any'], 'list', 'The list with items added at its end.', ([list, added]) => [
    ...items(list),
    ...items(added),
  ]),
  builtin('concatenate', ['...list: list'], 'list', 'Lists one after the other.', ([lists]) => items(lists).flatMap((list) => items(list))),
  builtin(
    'insert before',
    ['list: list', 'position: number', 'newItem: any'],
    'first',
    'The list with an item put before a place.',
    ([list, at, item = null]) => {
      const place = position(at, items(list).length);
      return place === null ? null : items(list).toSpliced(place, 0, item);
    },
  ),
  builtin('remove', ['list: list', 'position: number'], 'first', 'The list without the item at a place.', ([list, at]) => {
    const place = position(at, items(list).length);
    return place === null ? null : items(list).toSpliced(place, 1);
  }),
  builtin(
    'list replace',
    ['list: list', 'position: number', 'newItem: any'],
    'first',
    'The list with another item at a place.',
    ([list, at, item = null]) => {
      const place = position(at, items(list).length);
      return place === null ? null : items(list).with(place, item);
    },
  ),
  builtin(
    'list replace',
    ['list: list', 'match: function', 'newItem: any'],
    'first',
    'The list with other items where a function says true.',
    ([list, match, item = null]) => {
      if (!(match instanceof FeelFunction) || match.parameters.length !== 2) return null;
      const decided = items(list).map((old) => match.call([old, item]));
      if (decided.some((matches) => typeof matches !== 'boolean')) return null;
      return items(list).map((old, index) => (decided[index] === true ? item : old));
    },
  ),
  builtin('reverse', ['list: list'], 'first', 'The list from its end.', ([list]) => items(list).toReversed()),
  builtin('index of', ['list: list', 'match: any'], 'list<number>', 'The places of an item.', ([list, match = null]) =>
    items(list).flatMap((item, index) => (equalValues(item, match) === true ? [index + 1] : [])),
  ),
  builtin('union', ['...list: list'], 'list', 'The items of several lists, each once.', ([lists], environment) =>
    distinct(
      items(lists).flatMap((list) => items(list)),
      environment,
    ),
  ),
  builtin('distinct values', ['list: list'], 'first', 'Every item once.', ([list], environment) => distinct(items(list), environment)),
  builtin('flatten', ['list: list'], 'list', 'The items of lists within lists.', ([list]) => flatten(items(list))),
  builtin(
    'sort',
    ['list: list', 'precedes: function'],
    'first',
    'The list in the order that a function tells.',
    ([list, precedes], environment) => {
      if (!(precedes instanceof FeelFunction)) return null;
      return items(list).toSorted((a, b) => {
        environment.step(1);
        return precedes.call([a, b]) === true ? -1 : precedes.call([b, a]) === true ? 1 : 0;
      });
    },
  ),
  builtin('sort', ['list: list'], 'first', 'The list in ascending order.', ([list]) =>
    items(list).toSorted((a, b) => compareValues(a, b) ?? 0),
  ),
];
