import { type ContextType, compile, compileTemplate, evaluate, type FeelValue, fromJson, printValue, types } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ExpressionKind } from '../expression-finding.ts';

/** The value of a name in scope now, as JSON; undefined where nobody knows. */
export type PreviewValues = (name: string) => unknown;

/** Steps that a preview may take: it is computed at every key. */
const stepLimit = 50_000;
const longest = 300;

/** What an expression gives with these values, as text; null where it cannot be computed or reads what nobody knows. */
export function previewOf(text: string, kind: ExpressionKind, scope: ContextType, values: PreviewValues): string | null {
  let isKnown = true;
  const get = (name: string): FeelValue => {
    const value = values(name);
    if (value === undefined) isKnown = false;
    return fromJson((Object.hasOwn(scope.entries, name) ? scope.entries[name] : undefined) ?? types.any, value);
  };
  try {
    const shown =
      kind === 'template'
        ? compileTemplate(text, { scope }, { stepLimit }).evaluate({ get })
        : printValue(evaluated(text, scope, get), true);
    if (!isKnown) return null;
    return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
  } catch (error) {
    if (error instanceof PlinthError) return null;
    throw error;
  }
}

function evaluated(text: string, scope: ContextType, get: (name: string) => FeelValue): FeelValue {
  const typed = compile(text, { scope });
  const names = [...new Set(typed.dependencies.map(([name = '']) => name))];
  return evaluate(typed, Object.fromEntries(names.map((name) => [name, get(name)])), { stepLimit });
}
