type Values = Readonly<Record<string, unknown>>;

/** A rule that matched, as an explanation tells it. */
export interface ExplainedRule {
  readonly rule: number;
  readonly id: string | null;
  readonly description: string | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** A decision table that was asked. */
export interface ExplainedTable {
  readonly inputs: readonly { readonly label: string | null; readonly expression: string; readonly value: unknown }[];
  readonly matched: readonly ExplainedRule[];
  readonly fired: readonly number[];
  readonly isDefault: boolean;
}

export interface ExplainedStep {
  readonly kind: string;
  readonly name: string;
  readonly value: unknown;
  readonly tables: readonly ExplainedTable[];
}

/** An explanation of a decision as the platform answers it. */
export interface Explained {
  readonly asked: string;
  readonly value: unknown;
  readonly steps: readonly ExplainedStep[];
  readonly reasons: readonly { readonly element: string; readonly place: string; readonly message: string }[];
}

/** The value as an explanation, or null where it is none. */
export function explained(value: unknown): Explained | null {
  if (!isValues(value) || !Array.isArray(value.steps) || !Array.isArray(value.reasons)) return null;
  return value as unknown as Explained;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What people call a thing: `riskClass` is "Risk class". */
export function spoken(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
