/** Shorter ones would blot out parts of any text. */
const shortest = 4;

/** A text in which no secret stands, as it is or in a spelling that systems like to repeat it in; its name stands there instead. */
export function withoutSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  let rest = text;
  for (const [name, value] of secrets) {
    if (value.length < shortest) continue;
    for (const spelling of spellingsOf(value)) rest = rest.replaceAll(spelling, `[${name}]`);
  }
  return rest;
}

/** The longest first: some hold others. */
function spellingsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const spellings = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams([['', value]]).toString().slice(1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
  return [...new Set(spellings)].sort((a, b) => b.length - a.length);
}
