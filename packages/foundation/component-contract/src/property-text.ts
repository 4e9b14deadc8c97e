/**
 * How a property's value is written in a definition. Plain JSON is a literal. A string that starts with `=` is an
 * expression; one that contains `{{` is a template; a leading apostrophe makes any string a literal, as in a spreadsheet.
 */
export type PropertyText =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'template'; readonly text: string };

/** Reads a stored property value. */
export function readPropertyText(value: unknown): PropertyText {
  if (typeof value !== 'string') return { kind: 'literal', value };
  if (value.startsWith("'")) return { kind: 'literal', value: value.slice(1) };
  if (value.startsWith('=')) return { kind: 'expression', text: value.slice(1).trim() };
  if (value.includes('{{')) return { kind: 'template', text: value };
  return { kind: 'literal', value };
}

/** Writes a literal so that {@link readPropertyText} reads it back as the same literal. */
export function writeLiteral(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return readPropertyText(value).kind === 'literal' && !value.startsWith("'") ? value : `'${value}`;
}
