import { PlinthError } from '@plinth/foundation';
import { compileClosure } from './closures/compile-closure.ts';
import type { EvaluationOptions, Scope } from './closures/frame.ts';
import { type CompileOptions, compile } from './compile.ts';
import { type Diagnostic, invalidExpression } from './diagnostic.ts';
import type { Place } from './syntax/ast.ts';
import { printValue } from './values/print.ts';
import type { FeelValue } from './values/value.ts';

export interface Template {
  /** The text with every expression's value in its place; null leaves nothing. */
  readonly evaluate: (scope: Scope) => string;
  readonly dependencies: readonly (readonly string[])[];
}

export interface TemplateOptions extends Omit<CompileOptions, 'expects' | 'testsOf'> {
  /** How values are written; as `string()` does where absent. */
  readonly print?: (value: FeelValue) => string;
}

/** Compiles text with `{{ expression }}` in it. Braces inside a FEEL text or context do not end the expression. */
export function compileTemplate(text: string, options: TemplateOptions = {}, evaluation: EvaluationOptions = {}): Template {
  const { print = (value) => (value === null ? '' : printValue(value)), ...compileOptions } = options;
  const parts: (string | ((scope: Scope) => FeelValue))[] = [];
  const dependencies: (readonly string[])[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const close = endOfExpression(text, open + 2);
    if (close < 0) {
      throw invalidExpression(text, [
        { severity: 'error', code: 'syntax', message: '"{{" is never closed', from: open, to: open + 2, expected: '"}}"' },
      ]);
    }
    parts.push(text.slice(at, open));
    const typed = within(text, open + 2, () => compile(text.slice(open + 2, close), compileOptions));
    dependencies.push(...typed.dependencies);
    parts.push(compileClosure(typed, evaluation));
    at = close + 2;
  }
  parts.push(text.slice(at));
  return { dependencies, evaluate: (scope) => parts.map((part) => (typeof part === 'string' ? part : print(part(scope)))).join('') };
}

/** Where the expressions of a template stand, without their braces; one that is never closed goes on to the end. */
export function expressionsIn(text: string): readonly Place[] {
  const places: Place[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    const close = endOfExpression(text, open + 2);
    const to = close < 0 ? text.length : close;
    places.push({ from: open + 2, to });
    at = to + 2;
  }
  return places;
}

function endOfExpression(text: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index++) {
    const letter = text[index];
    if (letter === '"') {
      for (index++; index < text.length && text[index] !== '"'; index++) if (text[index] === '\\') index++;
    } else if (letter === '{') depth++;
    else if (letter === '}') {
      if (depth === 0) return text[index + 1] === '}' ? index : -1;
      depth--;
    }
  }
  return -1;
}

/** Places of findings as they are in the whole template. */
function within<Result>(text: string, offset: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlinthError) || !Array.isArray(error.details.diagnostics)) throw error;
    const diagnostics = error.details.diagnostics as unknown as Diagnostic[];
    throw invalidExpression(
      text,
      diagnostics.map((finding) => ({ ...finding, from: finding.from + offset, to: finding.to + offset })),
    );
  }
}
