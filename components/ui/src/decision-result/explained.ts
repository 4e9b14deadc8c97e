import type { DecisionExplanation } from '@plinth/component-contract';

type Values = Readonly<Record<string, unknown>>;

/** The value as an explanation, or null where it is none. */
export function explained(value: unknown): DecisionExplanation | null {
  if (!isValues(value) || !Array.isArray(value.steps) || !Array.isArray(value.reasons)) return null;
  return value as unknown as DecisionExplanation;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What people call a thing: `riskClass` is "Risk class". */
export function spoken(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
