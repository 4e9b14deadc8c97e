import {
  type ContextType,
  compile,
  compileTemplate,
  type Diagnostic,
  type FeelType,
  fromSpreadsheet,
  parseType,
  printType,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';

/** What is written: one expression, or text with expressions between `{{` and `}}`. */
export type ExpressionKind = 'expression' | 'template';

/** A change that mends something. */
export interface QuickFix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Something wrong at a place of what is written. */
export interface Finding {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint: string;
  readonly fix: QuickFix | null;
}

/** What is said of an expression while it is written. */
export type ExpressionFinding =
  | {
      readonly ok: true;
      readonly type: string;
      /** What will be kept, where a formula of a spreadsheet was written. */
      readonly feel: string | null;
    }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly findings: readonly Finding[] };

/** What is wrong with an expression, or what it gives; `expects` is a FEEL type, and `any` where every one will do. */
export function checkExpression(text: string, kind: ExpressionKind, scope: ContextType, expects: string): ExpressionFinding {
  try {
    if (kind === 'template') {
      compileTemplate(text, { scope });
      return { ok: true, type: 'string', feel: null };
    }
    return { ok: true, type: typeGiven(text, scope, expects), feel: null };
  } catch (error) {
    const found = failureOf(error, text);
    return kind === 'template' ? found : (asFormula(text, scope, expects) ?? found);
  }
}

/** What a formula of a spreadsheet is in FEEL, or what is wrong with it; null where nothing in it is of spreadsheets. */
function asFormula(text: string, scope: ContextType, expects: string): ExpressionFinding | null {
  const formula = fromSpreadsheet(text, scope);
  if (formula.edits.length === 0 && formula.findings.length === 0) return null;
  const own = formula.findings.map((finding) => findingOf(finding, text));
  if (own.length > 0) return failed(own);
  try {
    return { ok: true, type: typeGiven(formula.text, scope, expects), feel: formula.text };
  } catch (error) {
    const found = failureOf(error, formula.text);
    if (found.ok) return found;
    const place = (offset: number) => Math.min(text.length, formula.offsetOf(offset));
    return failed(
      found.findings.map((finding) => ({
        ...finding,
        from: place(finding.from),
        to: Math.max(place(finding.from), place(finding.to)),
        fix: finding.fix === null ? null : { ...finding.fix, from: place(finding.fix.from), to: place(finding.fix.to) },
      })),
    );
  }
}

function typeGiven(text: string, scope: ContextType, expects: string): string {
  const { type } = compile(text, { scope });
  const wanted = expectedType(expects);
  // Anything that has a text may be shown as text.
  if (wanted !== null && wanted.kind !== 'string') compile(text, { scope, expects: wanted });
  return printType(type);
}

function expectedType(text: string): FeelType | null {
  if (text === 'any' || text.includes('context') || text.includes('record')) return null;
  try {
    return parseType(text);
  } catch {
    return null;
  }
}

function failureOf(error: unknown, text: string): ExpressionFinding {
  if (!(error instanceof PlinthError)) throw error;
  const { diagnostics } = error.details as { readonly diagnostics?: readonly Diagnostic[] };
  const found = (diagnostics ?? []).map((diagnostic) => findingOf(diagnostic, text));
  if (found.length > 0) return failed(found);
  return failed([{ from: 0, to: text.length, message: error.message, hint: error.hint, fix: null }]);
}

function failed(findings: readonly Finding[]): ExpressionFinding {
  const [first] = findings;
  return { ok: false, message: first === undefined ? '' : first.message, hint: first?.hint ?? '', findings };
}

/** Codes whose suggestion is a name that may stand in place of what was written. */
const named: ReadonlySet<Diagnostic['code']> = new Set(['unknown-name', 'unknown-property', 'unknown-function', 'syntax']);

function findingOf({ code, message, from, to, suggestion, expected }: Diagnostic, text: string): Finding {
  // What serves instead of a function without an equal is an example, not a name.
  const isName = suggestion !== undefined && named.has(code) && !/[[(…]/.test(suggestion) && to > from && to <= text.length;
  const hint =
    suggestion !== undefined
      ? isName
        ? `Did you mean ${suggestion}?`
        : `Write ${suggestion}.`
      : expected !== undefined
        ? `Expected: ${expected}.`
        : '';
  return {
    from,
    to,
    message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
    hint,
    fix: isName ? { from, to, text: suggestion } : null,
  };
}
