/** Names in scope. Reading one reads its signal; a row's scope has the page's as its prototype. */
export type Scope = Readonly<Record<string, unknown>>;

/** A compiled expression or template. */
export interface CompiledExpression {
  /** The value as JSON carries it: exact decimals, dates, times and durations as text. Throws an error made for people. */
  evaluate(scope: Scope): unknown;
  /** What it reads of its scope, as dotted paths. */
  readonly reads: readonly string[];
}

/** The language in which properties are bound. */
export interface ExpressionLanguage {
  expression(text: string): CompiledExpression;
  template(text: string): CompiledExpression;
}

const kept = new WeakMap<ExpressionLanguage, ExpressionLanguage>();

/** The same language, compiling each text once: instances in rows and pages opened again share closures. */
export function remembering(language: ExpressionLanguage): ExpressionLanguage {
  const known = kept.get(language);
  if (known !== undefined) return known;
  const made: ExpressionLanguage = { expression: memoised(language.expression), template: memoised(language.template) };
  kept.set(language, made);
  return made;
}

function memoised(compile: (text: string) => CompiledExpression): (text: string) => CompiledExpression {
  const compiled = new Map<string, CompiledExpression>();
  return (text) => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const made = compile(text);
    compiled.set(text, made);
    return made;
  };
}

/** A scope with further names, read through to the outer one. */
export function innerScope(outer: Scope, names: Readonly<Record<string, unknown>>): Scope {
  return Object.freeze(Object.assign(Object.create(outer) as Record<string, unknown>, names));
}

/** Reads a dotted path, so that whoever reads it follows its changes. */
export function readPath(scope: Scope, path: string): unknown {
  let value: unknown = scope;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
