import type { DecisionTableShape } from '@plinth/component-contract';
import { explained, isValues } from '../decision-result/explained.ts';

/** The value as a decision table, or null where it is none. */
export function tableShape(value: unknown): DecisionTableShape | null {
  const known = isValues(value) && Array.isArray(value.inputs) && Array.isArray(value.outputs) && Array.isArray(value.rules);
  return known ? (value as unknown as DecisionTableShape) : null;
}

/** What an explanation says of the rules of a table: which made its result, which only matched. */
export function firedRules(
  { name }: DecisionTableShape,
  explanation: unknown,
): { readonly fired: ReadonlySet<string>; readonly matched: ReadonlySet<string> } {
  const tables =
    explained(explanation)
      ?.steps.filter((step) => step.name === name && step.kind !== 'input')
      .flatMap((step) => step.tables) ?? [];
  const keyOf = ({ rule, id }: { readonly rule: number; readonly id: string | null }) => id ?? String(rule);
  return {
    fired: new Set(tables.flatMap(({ matched, fired }) => matched.filter(({ rule }) => fired.includes(rule)).map(keyOf))),
    matched: new Set(tables.flatMap(({ matched }) => matched.map(keyOf))),
  };
}
