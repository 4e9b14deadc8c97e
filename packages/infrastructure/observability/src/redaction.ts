export const redacted = '[redacted]';

/** Compared without case and separators, so `Set-Cookie`, `client_secret` and `apiKey` are all found. */
const secretName =
  /password|passwd|passphrase|secret|token|authorization|cookie|apikey|privatekey|masterkey|credential|connectionstring|databaseurl/;

export function isSecretName(name: string): boolean {
  return secretName.test(name.replace(/[-_.\s]/g, '').toLowerCase());
}

/**
 * Secrets known by their form. They are sought in finished lines of JSON, so none may match a quotation mark or half an
 * escape sequence: the line must stay JSON. None may take more than linear time.
 */
const secretForms: readonly (readonly [form: RegExp, replacement: string])[] = [
  // Plinth's own: sessions, API tokens, one-time links.
  [/\bpl[a-z]_[a-z0-9-]+_[A-Za-z0-9_-]{16,}/g, redacted],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${redacted}`],
  [/\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, redacted],
  [/\b([a-z][a-z0-9+.]{0,20}:\/\/[^\s:@/"\\]*):(?:\\["\\]|[^\s@/"\\])+@/gi, `$1:${redacted}@`],
  [/(password|passwd|pwd|secret|token|api_key|apikey)=(?:\\["\\]|[^\s&;,"\\])+/gi, `$1=${redacted}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="|$))/g, redacted],
];

/** A text with what has the form of a secret replaced. */
export function redactText(text: string): string {
  let clean = text;
  for (const [form, replacement] of secretForms) clean = clean.replace(form, replacement);
  return clean;
}
