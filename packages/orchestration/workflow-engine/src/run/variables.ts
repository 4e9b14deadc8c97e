import {
  compile,
  compileClosure,
  contextType,
  type FeelContext,
  type FeelType,
  type FeelValue,
  isContext,
  type NullReason,
  type Scope,
  types,
} from '@plinth/expression';
import { isJsonObject, PlinthError } from '@plinth/foundation';
import { type DataMapping, isFeel, type ModelExpression } from '@plinth/process-model';
import { processErrors } from '../errors.ts';
import type { Visit } from '../state/instance-state.ts';
import { fromStored, type StoredValue, type StoredVariables, storableText, toStored } from '../state/stored-value.ts';
import { defineOwn } from './define-own.ts';
import type { Run } from './run.ts';
import { Stop } from './stop.ts';

/** Largest JSON of what comes in at once. */
const mostCharacters = 1_000_000;

/** Values that are in scope of one evaluation only: counters of a loop, results that are being mapped. */
export type Besides = Readonly<Record<string, StoredValue>>;

/** The scopes of a visit from the inside out, up to a called process. */
function* scopesOf(run: Run, visit: Visit): Generator<Visit> {
  for (let at: Visit | null = visit; at !== null; at = at.parent === null ? null : run.find(at.parent)) {
    if (at.variables !== null) yield at;
    if (at.isIsolated) return;
  }
}

/** Every variable that a visit sees. */
export function visibleVariables(run: Run, visit: Visit): Record<string, StoredValue> {
  const seen: Record<string, StoredValue> = {};
  for (const { variables } of scopesOf(run, visit))
    for (const [name, value] of Object.entries(variables ?? {})) if (!Object.hasOwn(seen, name)) defineOwn(seen, name, value);
  return seen;
}

/** Sets variables where they are known already, else in the process: that of the instance, or the called one. */
export function setVariables(run: Run, from: Visit, values: StoredVariables, teller = from): void {
  for (const [name, value] of Object.entries(values)) {
    let target: Visit | null = null;
    for (const scope of scopesOf(run, from)) {
      target = scope;
      if (Object.hasOwn(scope.variables ?? {}, name)) break;
    }
    if (target !== null) setOwn(run, target, name, value, teller);
  }
}

/** Sets a variable of just this scope. */
export function setOwn(run: Run, scope: Visit, name: string, value: StoredValue, teller = scope): void {
  scope.variables ??= {};
  defineOwn(scope.variables, name, value);
  run.noteChange(teller, name, value);
}

/** Values from outside in the form that is kept; throws `process.not-storable` and `process.variables-too-large`. */
export function storedVariables(values: FeelContext = {}): StoredVariables {
  const stored: Record<string, StoredValue> = {};
  for (const [name, value] of Object.entries(values)) defineOwn(stored, storableText(name, name), toStored(value, name));
  refuseLarge(stored);
  return stored;
}

/** One value in the form that is kept; throws as {@link storedVariables} does. */
export function storedValue(value: FeelValue, name: string): StoredValue {
  const stored = toStored(value, name);
  // Only these can be large.
  if (typeof stored === 'string' || typeof stored === 'object') refuseLarge(stored);
  return stored;
}

function refuseLarge(stored: StoredValue | StoredVariables): void {
  if (JSON.stringify(stored).length > mostCharacters) throw processErrors.variablesTooLarge({ limit: mostCharacters });
}

/** The value of an expression for a visit; throws {@link Stop} where it cannot be known. */
export function evaluateIn(run: Run, visit: Visit, expression: ModelExpression, what: string, besides: Besides = {}): FeelValue {
  return evaluateOver(run, { ...visibleVariables(run, visit), ...besides }, expression, what);
}

/** The same over just these values, beside the settings of the application. */
export function evaluateOver(run: Run, values: StoredVariables, { text, language }: ModelExpression, what: string): FeelValue {
  const { settings } = run.options;
  const variables = settings === undefined ? values : { settings, ...values };
  if (language !== null && !isFeel(language))
    throw new Stop('not-runnable', `The ${what} is written in ${language}; expressions are FEEL.`);
  const names = Object.keys(variables).sort();
  const reasons: NullReason[] = [];
  try {
    const closure = run.index.closures.get(`${names.join('\u0000')}\u0001${text}`, () => {
      const scope = contextType(Object.fromEntries(names.map((name): [string, FeelType] => [name, types.any])));
      return compileClosure(compile(text, { mode: 'standard', scope }));
    });
    const value = closure(new StoredScope(variables), undefined, {
      now: () => Date.parse(run.options.now),
      onNull: (reason) => reasons.push(reason),
    });
    const wrong = isMissing(value) ? reasons.find(({ severity }) => severity === 'error') : undefined;
    if (wrong !== undefined) throw new Stop('expression-failed', `The ${what} "${shortened(text)}" has no value: ${wrong.message}.`);
    return value;
  } catch (error) {
    if (error instanceof PlinthError) throw new Stop('expression-failed', `The ${what} "${shortened(text)}" fails: ${error.message}`);
    throw error;
  }
}

/** The value of a condition; one that is neither true nor false is no answer. */
export function isTrue(run: Run, visit: Visit, expression: ModelExpression, what: string, besides: Besides = {}): boolean {
  const value = evaluateIn(run, visit, expression, what, besides);
  if (typeof value === 'boolean') return value;
  throw new Stop('condition-not-boolean', `The ${what} "${shortened(expression.text)}" is neither true nor false.`);
}

/** Values of mappings by what they go to, each seeing those before it. */
export function mapped(run: Run, visit: Visit, mappings: readonly DataMapping[], besides: Besides = {}): StoredVariables {
  const values: Record<string, StoredValue> = {};
  for (const { from, isName, ...target } of mappings) {
    const { to, path } = targetOf(run, target);
    const seen = { ...besides, ...values };
    const value =
      isName === true ? named(run, visit, from.text, to, seen) : storedValue(evaluateIn(run, visit, from, `value of ${to}`, seen), to);
    const whole = () => (Object.hasOwn(values, to) ? values[to] : visibleVariables(run, visit)[to]) ?? null;
    defineOwn(values, to, path === undefined ? value : withPart(whole(), path, value, to));
  }
  return values;
}

/** What a mapping sets. */
function targetOf(run: Run, { to, path, whole = to }: Omit<DataMapping, 'from'>): Pick<DataMapping, 'to' | 'path'> {
  if (path === undefined) return { to };
  return run.behaves('partsOfData') ? { to, path } : { to: whole };
}

/** A context with a part of it set, and with what is missing on the way there. */
function withPart(whole: StoredValue, [name, ...rest]: readonly string[], value: StoredValue, to: string): StoredValue {
  if (name === undefined) return value;
  if (whole !== null && (!isJsonObject(whole) || Object.keys(whole).some((key) => key.startsWith('$'))))
    throw new Stop('expression-failed', `The value of ${to} goes into its ${name}, and it is no context.`);
  const part: Record<string, StoredValue> = { ...whole };
  defineOwn(part, name, withPart(part[name] ?? null, rest, value, to));
  return part;
}

/** The value of a variable whose name need not be one of FEEL. */
function named(run: Run, visit: Visit, name: string, to: string, besides: Besides): StoredValue {
  const seen = { ...visibleVariables(run, visit), ...besides };
  const value = Object.hasOwn(seen, name) ? seen[name] : undefined;
  if (value === undefined)
    throw new Stop('expression-failed', `The value of ${to} is that of "${shortened(name)}", and there is nothing of that name.`);
  return value;
}

/** Null, or a context with an entry that is: where there is a reason for it, a part of the result could not be known. */
function isMissing(value: FeelValue): boolean {
  return value === null || (isContext(value) && Object.values(value).includes(null));
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/** Values are made from what is kept only where an expression asks for them. */
class StoredScope implements Scope {
  readonly #variables: StoredVariables;

  constructor(variables: StoredVariables) {
    this.#variables = variables;
  }

  get(name: string): FeelValue | undefined {
    const value = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
    return value === undefined ? undefined : fromStored(value);
  }
}
