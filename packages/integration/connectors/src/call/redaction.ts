import { type JsonValue, PlinthError } from '@plinth/foundation';
import { secretsHider } from '@plinth/outgoing';

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

/** The same value where no text in it holds a secret, in any of the spellings that systems repeat them in. */
export function withoutSecrets(value: JsonValue, secrets: readonly string[]): JsonValue {
  const long = secrets.filter((secret) => secret.length >= shortest);
  return long.length === 0 ? value : blotted(value, secretsHider(long.map((secret) => ({ value: secret, shown: '•••' }))));
}

/** The very same where nothing was found. */
function blotted(value: JsonValue, hide: (text: string) => string): JsonValue {
  if (typeof value === 'string') return hide(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => blotted(item, hide));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  const members = Object.entries(value);
  const told = members.map(([name, member]) => [hide(name), blotted(member, hide)] as const);
  const isSame = told.every(([name, member], at) => name === members[at]?.[0] && member === members[at]?.[1]);
  return isSame ? value : Object.fromEntries(told);
}
