import { explained, isValues } from '../decision-result/explained.ts';

interface ShownColumn {
  readonly label: string;
  readonly type: string | null;
}

/** A decision table as the platform answers it. */
export interface TableShape {
  readonly name: string;
  readonly question: string | null;
  readonly hitPolicy: string;
  readonly aggregation: string | null;
  readonly inputs: readonly ShownColumn[];
  readonly outputs: readonly ShownColumn[];
  readonly rules: readonly {
    readonly key: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly note: string | null;
  }[];
}

/** The value as a decision table, or null where it is none. */
export function tableShape(value: unknown): TableShape | null {
  const known = isValues(value) && Array.isArray(value.inputs) && Array.isArray(value.outputs) && Array.isArray(value.rules);
  return known ? (value as unknown as TableShape) : null;
}

/** What an explanation says of the rules of a table: which made its result, which only matched. */
export function firedRules(
  { name }: TableShape,
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
