import {
  type Closure,
  compile,
  compileClosure,
  compileSql,
  compileTemplate,
  compileTypescript,
  contextType,
  DaysDuration,
  Decimal,
  FeelDate,
  FeelDateTime,
  FeelFunction,
  FeelRange,
  FeelTime,
  type FeelValue,
  fromJson,
  fromSpreadsheet,
  isContext,
  listOf,
  parseType,
  printValue,
  renamePath,
  scopeOf,
  type TypedExpression,
  toJson,
  types,
  YearsDuration,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { Choices } from './choices.ts';
import { type HostileText, hostileText } from './hostile-text.ts';

/** What a case did that none may do; null where it did nothing of that. */
export interface CaseOutcome extends HostileText {
  /** What of the compilations gave a typed expression, and how many evaluations gave a value that is not null. */
  readonly compiled: number;
  readonly values: number;
  readonly milliseconds: number;
  readonly failure: string | null;
}

/** Steps of an evaluation: few, so that there is time for many. */
const stepLimit = 20_000;
/** Milliseconds of processor time of one case, all its compilations and evaluations together. */
const longestCase = 3_000;

const scope = contextType({
  a: types.any,
  b: listOf(types.number),
  c: parseType('context<d: string, __proto__: number>'),
  n: types.number,
  x: types.string,
  'monthly salary': types.number,
  'monthly salary after tax': types.number,
});
const openScope = { ...scope, open: true } as const;
const json =
  '{"a": [{"__proto__": 1, "constructor": {"prototype": 2}}, null], "b": [1, 2, 3], "c": {"d": "x", "__proto__": 3}, "n": 5, "x": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "monthly salary": 1}';
/**
 * Without a prototype: for a scope over a plain object, a name that it has not is looked up before it is asked for as its own, which
 * finds no more than functions and an object unless somebody has added a text or a number to what all objects inherit.
 */
const values: { readonly [name: string]: FeelValue } = Object.assign(Object.create(null), fromJson({ kind: 'any' }, JSON.parse(json)));

class Reached extends Error {}

/** Names that only what is inherited, or global, has; whoever reads one has left the values of the expression. */
const traps: readonly (readonly [object, string])[] = [
  [Object.prototype, 'inherited'],
  [Function.prototype, 'inherited'],
  [globalThis, 'global'],
];

/** Runs something while every object has an inherited property that must not be read. */
function trapped<Result>(run: () => Result): Result {
  const get = () => {
    throw new Reached('an inherited or global property was read');
  };
  const before = traps.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name));
  for (const [object, name] of traps) Object.defineProperty(object, name, { get, set: get, configurable: true });
  try {
    return run();
  } finally {
    for (const [at, [object, name]] of traps.entries()) {
      const was = before[at];
      if (was === undefined) Reflect.deleteProperty(object, name);
      else Object.defineProperty(object, name, was);
    }
  }
}

/** The names of what objects and functions inherit: nobody may add any. */
const inheritedBefore =
  Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Function.prototype).length + Reflect.ownKeys(Array.prototype).length;

/** Runs one case: a text through every way in and every back end. */
export function fuzzCase(seed: number, number: number, real: readonly string[]): CaseOutcome {
  const choose = new Choices(seed, number);
  const hostile = hostileText(choose, real);
  const before = process.cpuUsage();
  const counts = { compiled: 0, values: 0 };
  let failure: string | null = null;
  try {
    trapped(() => tryAll(hostile.text, counts));
    const inherited =
      Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Function.prototype).length + Reflect.ownKeys(Array.prototype).length;
    if (inherited !== inheritedBefore) failure = 'something was added to what objects inherit';
  } catch (error) {
    failure =
      error instanceof Error ? `${error.name}: ${error.message}\n${error.stack?.split('\n').slice(1, 5).join('\n')}` : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  if (failure === null && milliseconds > longestCase) failure = `it took ${Math.round(milliseconds)} ms`;
  return { ...hostile, ...counts, milliseconds, failure };
}

function tryAll(text: string, counts: { compiled: number; values: number }): void {
  const compiled: TypedExpression[] = [];
  const ways = [
    { scope },
    { scope, mode: 'standard' },
    { scope: openScope, mode: 'standard' },
    { scope, mode: 'standard', testsOf: types.number },
    { scope, testsOf: types.any },
  ] as const;
  for (const way of ways) orRefused(() => compiled.push(compile(text, way)));
  orRefused(() => compileTemplate(`a {{ ${text} }} b`, { scope }, { stepLimit }).evaluate(scopeOf(values)));
  orRefused(() => compile(fromSpreadsheet(text, scope).text, { scope }));
  counts.compiled = compiled.length;
  for (const typed of compiled) {
    if (evaluated(compileClosure(typed, { stepLimit, now: () => 0, onNull: noReason }), values) !== null) counts.values++;
    // Each entry of a context gets all those before it as parameters there, so that long contexts make code that is much longer.
    if (text.length <= 4_000) orRefused(() => compileTypescript({ f: typed }));
    orRefused(() =>
      compileSql(typed, {
        column: (path) => `"${path.join('.')}"`,
        parameter: () => '$1',
        constant: () => '$2',
        number: (sql) => sql,
        quotient: (a, b) => `${a}/${b}`,
      }),
    );
    orRefused(() => renamePath(text, typed, ['a'], 'renamed'));
  }
}

function noReason(): void {}

/** The value of a closure, looked through: a value of FEEL is printed and turned into JSON without an error. */
function evaluated(closure: Closure, given: { readonly [name: string]: FeelValue }): FeelValue {
  let value: FeelValue = null;
  orRefused(() => {
    value = closure(scopeOf(given), 5);
    inspect(value);
    printValue(value, true);
    JSON.stringify(toJson(value));
  });
  return value;
}

/** The one kind of error that there may be: a refusal with a code of its own. */
function orRefused(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PlinthError) || !error.code.startsWith('expression.')) throw error;
    if (error.code === 'expression.invalid' && !Array.isArray(error.details.diagnostics))
      throw new Error('A refusal says nothing.', { cause: error });
  }
}

/** Throws where a value is none of FEEL's. */
function inspect(value: FeelValue): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`${value} is no number of FEEL.`);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value as readonly FeelValue[]) inspect(item);
    return;
  }
  if (value instanceof FeelRange) {
    inspect(value.low);
    inspect(value.high);
    return;
  }
  if (isContext(value)) {
    for (const entry of Object.values(value)) inspect(entry);
    return;
  }
  const known = [Decimal, FeelDate, FeelTime, FeelDateTime, DaysDuration, YearsDuration, FeelFunction].some(
    (kind) => value instanceof kind,
  );
  if (!known) throw new Error('A value of no kind has come out.');
}
