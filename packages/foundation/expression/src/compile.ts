import { analyse } from './analysis/analyse.ts';
import type { TypedExpression } from './analysis/typed-expression.ts';
import { builtinNames } from './builtins/index.ts';
import { compileClosure } from './closures/compile-closure.ts';
import type { EvaluationOptions, Scope } from './closures/frame.ts';
import { type Diagnostic, invalidExpression } from './diagnostic.ts';
import { KnownNames } from './syntax/known-names.ts';
import { parseExpression, parseUnaryTests } from './syntax/parser.ts';
import { type ContextType, conforms, contextType, type FeelType, printType } from './types/feel-type.ts';
import type { NamedTypes } from './types/parse-type.ts';
import type { FeelContext, FeelValue } from './values/value.ts';

export interface CompileOptions {
  /** The names in scope with their types; nothing where absent. */
  readonly scope?: ContextType;
  /** `strict` refuses what cannot be right; `standard` makes it null at run time, as DMN says. */
  readonly mode?: 'strict' | 'standard';
  /** The type the value must have. */
  readonly expects?: FeelType;
  /** Declared types by name, for `instance of` and typed parameters. */
  readonly types?: NamedTypes;
  /** Read as unary tests of an input of this type, which is `?` there. */
  readonly testsOf?: FeelType;
}

const temporalProperties = ['time offset', 'start included', 'end included'];
const nothing = contextType({});
/** Names of the language itself, the same in every scope. */
const ownNames = new KnownNames();
for (const name of builtinNames()) ownNames.add(name);
for (const name of temporalProperties) ownNames.add(name);
const namesByScope = new WeakMap<ContextType, KnownNames>();

/** A page compiles hundreds of expressions in one scope: its names, and those of builtins, are gathered once. */
export function namesOf(scope: ContextType): KnownNames {
  const known = namesByScope.get(scope);
  if (known !== undefined) return known;
  const names = new KnownNames(ownNames);
  names.addAll(scope);
  namesByScope.set(scope, names);
  return names;
}

/** Parses and type-checks an expression; throws `expression.invalid` with every finding in its details. */
export function compile(text: string, options: CompileOptions = {}): TypedExpression {
  const { scope = nothing, mode = 'strict', expects, testsOf } = options;
  const names = new KnownNames(namesOf(scope));
  const root = testsOf === undefined ? parseExpression(text, names, options.types) : parseUnaryTests(text, names, options.types);
  const analysis = analyse(text, root, scope, testsOf ?? null);
  if (mode === 'standard') return analysis;
  const findings: Diagnostic[] = [...analysis.diagnostics];
  if (expects !== undefined && findings.length === 0 && !conforms(analysis.type, expects)) {
    const message = `it gives ${printType(analysis.type)} where ${printType(expects)} belongs`;
    findings.push({ severity: 'error', code: 'type', message, from: root.from, to: root.to, expected: printType(expects) });
  }
  if (findings.length > 0) throw invalidExpression(text, findings);
  return analysis;
}

/** Compiles nothing again: evaluates a typed expression over plain values. For anything evaluated more than once use {@link compileClosure}. */
export function evaluate(typed: TypedExpression, values: FeelContext = {}, options: EvaluationOptions = {}): FeelValue {
  return compileClosure(typed, options)(scopeOf(values));
}

/** A scope over a plain object; only its own properties are names. */
export function scopeOf(values: FeelContext): Scope {
  return new ObjectScope(values);
}

/** A class, because a new function for every row costs more than the look-up. */
class ObjectScope implements Scope {
  readonly #values: FeelContext;

  constructor(values: FeelContext) {
    this.#values = values;
  }

  get(name: string): FeelValue | undefined {
    const value = this.#values[name];
    // What every object inherits are functions and its prototype: for anything else the dearer question can be left out.
    const mayBeInherited = typeof value === 'function' || name === '__proto__';
    return mayBeInherited && !Object.hasOwn(this.#values, name) ? undefined : value;
  }
}
