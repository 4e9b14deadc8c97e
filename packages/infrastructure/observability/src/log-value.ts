import { isSecretName, redacted, redactText } from './redaction.ts';

const deepest = 8;
const mostItems = 100;
const longestText = 10_000;

/** What is said about an error beside its texts. Not its other fields: PostgreSQL's `detail`, for one, quotes people's data. */
const errorFields = ['code', 'status', 'fault', 'errno', 'syscall', 'severity', 'schema', 'table', 'column', 'constraint'] as const;

/** A copy of a value fit for a log: bounded in depth and width, without cycles, fields with secret names hidden, errors with their causes. */
export function logValue(value: unknown, path: readonly object[] = []): unknown {
  if (typeof value === 'string') return logText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (path.includes(value)) return '[circular]';
  if (path.length >= deepest) return '[deeper]';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const inner = [...path, value];
  if (value instanceof Error) return logError(value, inner);
  if (value instanceof Map) return logFields(Object.fromEntries(value), inner);
  const items = value instanceof Set ? [...value] : value;
  if (Array.isArray(items)) {
    const shown = items.slice(0, mostItems).map((item) => logValue(item, inner));
    return items.length > mostItems ? [...shown, `[${items.length - mostItems} more]`] : shown;
  }
  return logFields(value, inner);
}

/** Half a secret would no longer be known by its form, so a long text is cleaned before it is cut. */
function logText(text: string): string {
  return text.length <= longestText ? text : `${redactText(text).slice(0, longestText)}…`;
}

function logFields(value: object, path: readonly object[]): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value).slice(0, mostItems)) {
    copy[name] = isSecretName(name) && field !== null && field !== undefined ? redacted : logValue(field, path);
  }
  return copy;
}

function logError(error: Error, path: readonly object[]): Record<string, unknown> {
  const copy: Record<string, unknown> = { type: error.name, message: logText(error.message) };
  for (const name of errorFields) {
    const field = (error as Error & Partial<Record<(typeof errorFields)[number], unknown>>)[name];
    if (field !== undefined) copy[name] = logValue(field, path);
  }
  copy.stack = logValue(error.stack);
  if (error.cause !== undefined) copy.cause = logValue(error.cause, path);
  if (error instanceof AggregateError) copy.errors = logValue(error.errors, path);
  return copy;
}
