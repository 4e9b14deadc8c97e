import { type ContextType, compile, compileTemplate, type FeelType, parseType, printType } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

/** What is written: one expression, or text with expressions between `{{` and `}}`. */
export type ExpressionKind = 'expression' | 'template';

/** What is said below an expression while it is written. */
export type ExpressionFinding =
  | { readonly ok: true; readonly type: string }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/** What is wrong with an expression, or what it gives; `expects` is a FEEL type, and `any` where every one will do. */
export function checkExpression(text: string, kind: ExpressionKind, scope: ContextType, expects: string): ExpressionFinding {
  try {
    if (kind === 'template') {
      compileTemplate(text, { scope });
      return { ok: true, type: 'string' };
    }
    const { type } = compile(text, { scope });
    const wanted = expectedType(expects);
    // Anything that has a text may be shown as text.
    if (wanted !== null && wanted.kind !== 'string') compile(text, { scope, expects: wanted });
    return { ok: true, type: printType(type) };
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { ok: false, message: error.message.replace(/^The expression is not valid: /, ''), hint: error.hint };
  }
}

function expectedType(text: string): FeelType | null {
  if (text === 'any' || text.includes('context') || text.includes('record')) return null;
  try {
    return parseType(text);
  } catch {
    return null;
  }
}
