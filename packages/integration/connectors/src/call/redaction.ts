import { type JsonValue, PlinthError } from '@plinth/foundation';

/** Shorter ones would blot out parts of any text. */
const shortest = 8;

/** The same error where nothing that is told holds a secret: systems like to repeat what they were sent. */
export function errorWithoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (!(error instanceof PlinthError)) return error;
  const { code, status, fault, retryAfter } = error;
  const told: JsonValue = [error.message, error.hint, error.details as JsonValue];
  const kept = withoutSecrets(told, secrets);
  if (kept === told) return error;
  const [message, hint, details] = kept as [string, string, PlinthError['details']];
  return new PlinthError(
    code,
    { message, hint, status, cause: fault },
    {},
    { details, ...(retryAfter === undefined ? {} : { retryAfter }) },
  );
}

/** The same value where no text in it holds a secret. */
export function withoutSecrets(value: JsonValue, secrets: readonly string[]): JsonValue {
  const long = secrets.filter((secret) => secret.length >= shortest);
  const spellings = new Set(long.flatMap((secret) => [secret, encodeURIComponent(secret)]));
  const text = JSON.stringify(value);
  // What is written within JSON has its quotes and line breaks escaped.
  const found = [...spellings].filter((secret) => text.includes(JSON.stringify(secret).slice(1, -1)));
  return found.length === 0 ? value : blotted(value, found);
}

function blotted(value: JsonValue, secrets: readonly string[]): JsonValue {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '•••'), value);
  if (Array.isArray(value)) return value.map((item) => blotted(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [String(blotted(name, secrets)), blotted(member, secrets)]));
}
