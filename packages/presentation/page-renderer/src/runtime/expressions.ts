import type { CompositePlan } from '@plinth/api-contract';
import type { FormulaLanguage } from '@plinth/component-kit';

const languageInScope: unique symbol = Symbol('language');

/** Names in scope. Reading one reads its signal; a row's scope has the page's as its prototype. */
export type Scope = Readonly<Record<string, unknown>> & { readonly [languageInScope]?: ExpressionLanguage };

/** A compiled expression or template. */
export interface CompiledExpression {
  /** The value as JSON carries it: exact decimals, dates, times and durations as text. Throws an error made for people. */
  evaluate(scope: Scope): unknown;
  /** What it reads of its scope, as dotted paths. */
  readonly reads: readonly string[];
}

/** The language in which properties are bound, knowing the types of the names in scope. */
export interface ExpressionLanguage {
  expression(text: string): CompiledExpression;
  template(text: string): CompiledExpression;
  /** The same with `row`, and `event.row`, of the type of the query's rows. */
  forRowsOf(query: string): ExpressionLanguage;
  /** The same, whose values keep what JSON has no type for, as variables of processes are given: `{"$date": "2026-01-31"}`. */
  readonly exact: ExpressionLanguage;
  /** For what people write into components. */
  readonly formulas: FormulaLanguage;
  /** For a composite, which sees only its own names. */
  forComposite(plan: CompositePlan): ExpressionLanguage;
  /** For an entity's own rules: bare names are its fields. */
  forEntity(entity: string): ExpressionLanguage;
}

/** A scope with further names, read through to the outer one; rows bring the language that knows their type. */
export function innerScope(outer: Scope, names: Readonly<Record<string, unknown>>, language?: ExpressionLanguage): Scope {
  const inner = Object.assign(Object.create(outer) as Record<string | symbol, unknown>, names);
  if (language !== undefined) inner[languageInScope] = language;
  return inner as Scope;
}

/** The language of a scope. */
export function languageOfScope(scope: Scope, fallback: ExpressionLanguage): ExpressionLanguage {
  return scope[languageInScope] ?? fallback;
}

/** Reads a dotted path, so that whoever reads it follows its changes. */
export function readPath(scope: Readonly<Record<string, unknown>>, path: string): unknown {
  return readNames(scope, path.split('.'));
}

/** The same for a path whose names are apart already. */
export function readNames(scope: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  let value: unknown = scope;
  for (const name of names) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
