/** Variables as pages are given them: `{"$date": "2026-01-31"}` is the text that fields and parameters of that type have. */
export function plainVariables(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === '$context') return plainVariables(first[1] as Readonly<Record<string, unknown>>);
  if (entries.length === 1 && first?.[0].startsWith('$') === true) return first[1];
  return plainVariables(value as Readonly<Record<string, unknown>>);
}
