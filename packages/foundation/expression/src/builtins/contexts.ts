import { compareValues, equalValues, kindOf, rangeIncludes } from '../values/comparison.ts';
import { entryOf, type FeelContext, FeelRange, type FeelValue, isContext } from '../values/value.ts';
import { stepsOf } from '../values/weight.ts';
import { type BuiltinEnvironment, builtin } from './builtin.ts';
import { printed } from './strings.ts';

/** A context from entries that outsiders may have named: `__proto__` is a name like any other there. */
export function contextOf(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  const context: Record<string, FeelValue> = {};
  for (const [name, value] of entries)
    Object.defineProperty(context, name, { value, enumerable: true, configurable: true, writable: true });
  return context;
}

/** An entry that is copied takes as long as so many items that are looked at. */
const entryCost = 16;
/** A path of more keys would make a context deeper than any that is read. */
const mostKeys = 500;

/** The entries of a context that is copied. */
function entriesOf(value: FeelValue | undefined, environment: BuiltinEnvironment): [string, FeelValue][] {
  const entries = Object.entries(contextIn(value));
  environment.step(stepsOf(entryCost * entries.length));
  return entries;
}

/** The context with the entry at the end of a path set; null where something else than a context stands on the way. */
function putAt(context: FeelContext, keys: readonly FeelValue[], value: FeelValue, environment: BuiltinEnvironment): FeelValue {
  const [key, ...rest] = keys;
  if (keys.length > mostKeys) return null;
  if (typeof key !== 'string') return null;
  const before = entryOf(context, key);
  if (rest.length > 0 && before !== null && !isContext(before)) return null;
  const inner = rest.length === 0 ? value : putAt(isContext(before) ? before : {}, rest, value, environment);
  return rest.length > 0 && inner === null ? null : contextOf([...entriesOf(context, environment), [key, inner]]);
}

const contextIn = (value: FeelValue | undefined): FeelContext => (isContext(value) ? value : {});
const listIn = (value: FeelValue | undefined): readonly FeelValue[] => (Array.isArray(value) ? (value as readonly FeelValue[]) : []);

/** An end of what a range function compares: points are ranges of one. */
function asRange(value: FeelValue | undefined): FeelRange {
  return value instanceof FeelRange ? value : new FeelRange(true, value ?? null, value ?? null, true);
}

type Relation = (a: FeelRange, b: FeelRange) => boolean | null;

const order = (a: FeelValue, b: FeelValue): number => compareValues(a, b) ?? Number.NaN;

/** Allen's relations as DMN 1.5 §10.3.4.9 (Table 78) defines them. */
const relations: Readonly<Record<string, readonly [string, Relation]>> = {
  before: [
    'Whether one ends before the other begins.',
    (a, b) => order(a.high, b.low) < 0 || (order(a.high, b.low) === 0 && !(a.highIncluded && b.lowIncluded)),
  ],
  after: [
    'Whether one begins after the other ends.',
    (a, b) => order(a.low, b.high) > 0 || (order(a.low, b.high) === 0 && !(a.lowIncluded && b.highIncluded)),
  ],
  meets: ['Whether one ends where the other begins.', (a, b) => a.highIncluded && b.lowIncluded && order(a.high, b.low) === 0],
  'met by': ['Whether one begins where the other ends.', (a, b) => a.lowIncluded && b.highIncluded && order(a.low, b.high) === 0],
  overlaps: [
    'Whether they have something in common.',
    (a, b) =>
      (order(a.high, b.low) > 0 || (order(a.high, b.low) === 0 && a.highIncluded && b.lowIncluded)) &&
      (order(a.low, b.high) < 0 || (order(a.low, b.high) === 0 && a.lowIncluded && b.highIncluded)),
  ],
  'overlaps before': [
    'Whether one begins first and ends within the other.',
    (a, b) =>
      (order(a.low, b.low) < 0 || (order(a.low, b.low) === 0 && a.lowIncluded && !b.lowIncluded)) &&
      (order(a.high, b.low) > 0 || (order(a.high, b.low) === 0 && a.highIncluded && b.lowIncluded)) &&
      (order(a.high, b.high) < 0 || (order(a.high, b.high) === 0 && (!a.highIncluded || b.highIncluded))),
  ],
  'overlaps after': [
    'Whether one begins within the other and ends after it.',
    (a, b) =>
      (order(b.low, a.low) < 0 || (order(b.low, a.low) === 0 && b.lowIncluded && !a.lowIncluded)) &&
      (order(b.high, a.low) > 0 || (order(b.high, a.low) === 0 && b.highIncluded && a.lowIncluded)) &&
      (order(b.high, a.high) < 0 || (order(b.high, a.high) === 0 && (!b.highIncluded || a.highIncluded))),
  ],
  finishes: ['Whether one ends with the other and begins within it.', (a, b) => sameEnd(a, b) && startsWithin(a, b)],
  'finished by': ['Whether the other ends with one and begins within it.', (a, b) => sameEnd(a, b) && startsWithin(b, a)],
  includes: ['Whether one holds all of the other.', (a, b) => startsWithin(b, a) && endsWithin(b, a)],
  during: ['Whether one lies in the other.', (a, b) => startsWithin(a, b) && endsWithin(a, b)],
  starts: ['Whether one begins with the other and ends within it.', (a, b) => sameStart(a, b) && endsWithin(a, b)],
  'started by': ['Whether the other begins with one and ends within it.', (a, b) => sameStart(a, b) && endsWithin(b, a)],
  coincides: ['Whether both are the same.', (a, b) => sameStart(a, b) && sameEnd(a, b)],
};

function sameStart(a: FeelRange, b: FeelRange): boolean {
  return order(a.low, b.low) === 0 && a.lowIncluded === b.lowIncluded;
}
function sameEnd(a: FeelRange, b: FeelRange): boolean {
  return order(a.high, b.high) === 0 && a.highIncluded === b.highIncluded;
}
function startsWithin(a: FeelRange, b: FeelRange): boolean {
  return order(a.low, b.low) > 0 || (order(a.low, b.low) === 0 && (!a.lowIncluded || b.lowIncluded));
}
function endsWithin(a: FeelRange, b: FeelRange): boolean {
  return order(a.high, b.high) < 0 || (order(a.high, b.high) === 0 && (!a.highIncluded || b.highIncluded));
}

/** True for false, false for true, null for anything else. */
export function not(negand: FeelValue): boolean | null {
  return typeof negand === 'boolean' ? !negand : null;
}

/** §10.3.4.2 (`not`), §10.3.4.6 and §10.3.4.9. */
export const contextBuiltins = [
  builtin('not', ['negand: any'], 'boolean', 'True for false, false for true.', ([negand = null]) => not(negand)),
  builtin(
    'is',
    ['value1?: any', 'value2?: any'],
    'boolean',
    'Whether both are the same value of the same kind.',
    ([a = null, b = null], environment) =>
      kindOf(a) === kindOf(b) && printed(a, environment) === printed(b, environment) && equalValues(a, b) === true,
  ),
  builtin('get value', ['m: context', 'key: string'], 'any', 'The entry of a context by its name.', ([m, key]) =>
    entryOf(contextIn(m), String(key)),
  ),
  builtin(
    'get entries',
    ['m: context'],
    'list<context<key: string, value: any>>',
    'The entries of a context as a list.',
    ([m], environment) => entriesOf(m, environment).map(([key, value]) => ({ key, value })),
  ),
  builtin('context', ['entries: list'], 'context', 'A context from a list of keys and values.', ([entries], environment) => {
    environment.step(stepsOf(entryCost * listIn(entries).length));
    const pairs = listIn(entries).map((entry) =>
      isContext(entry) && typeof entry.key === 'string' && Object.hasOwn(entry, 'value')
        ? ([entry.key, entryOf(entry, 'value')] as const)
        : null,
    );
    const names = new Set(pairs.map((pair) => pair?.[0]));
    return pairs.some((pair) => pair === null) || names.size < pairs.length ? null : contextOf(pairs.filter((pair) => pair !== null));
  }),
  builtin(
    'context put',
    ['context: context', 'key: string', 'value: any'],
    'context',
    'The context with an entry set.',
    ([context, key, value = null], environment) => contextOf([...entriesOf(context, environment), [String(key), value]]),
  ),
  builtin(
    'context put',
    ['context: context', 'keys: list<string>', 'value: any'],
    'context',
    'The context with an entry set, however deep: the keys lead there.',
    ([context, keys, value = null], environment) => putAt(contextIn(context), listIn(keys), value, environment),
  ),
  builtin('context merge', ['contexts: list'], 'context', 'Several contexts as one; later entries win.', ([contexts], environment) =>
    listIn(contexts).every(isContext) ? contextOf(listIn(contexts).flatMap((context) => entriesOf(context, environment))) : null,
  ),
  ...Object.entries(relations).map(([name, [documentation, holds]]) =>
    builtin(name, ['first: any', 'second: any'], 'boolean', documentation, ([a = null, b = null]) => {
      if (a === null || b === null) return null;
      if (name === 'includes' && a instanceof FeelRange && !(b instanceof FeelRange)) return rangeIncludes(a, b);
      return holds(asRange(a), asRange(b));
    }),
  ),
];
