/** Shorter ones would blot out parts of any text. */
const shortest = 4;
/** Shorter parts of base64 are found in any. */
const shortestPart = 8;

/** Takes secrets, name to value, out of texts, as they are or in a spelling that systems like to repeat them in; their names stand there instead. */
export function secretsHider(secrets: ReadonlyMap<string, string>): (text: string) => string {
  const spelled = [...secrets].flatMap(([name, value]) =>
    value.length < shortest ? [] : spellingsOf(value).map((spelling) => ({ name, length: spelling.length, pattern: exactly(spelling) })),
  );
  // The longest first: some hold others.
  spelled.sort((a, b) => b.length - a.length);
  return (text) => spelled.reduce((rest, { name, pattern }) => rest.replace(pattern, () => `[${name}]`), text);
}

/** In capitals and small letters alike: names of headers and of hosts come in small ones. */
function exactly(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
}

function spellingsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const spellings = [
    value,
    json,
    json.replace(/[<>&'\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
    encodeURIComponent(value),
    encodeURI(value),
    new URLSearchParams([['', value]]).toString().slice(1),
    inHtml(value, '&#39;'),
    inHtml(value, '&#x27;'),
    inHtml(value, "'"),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before)),
  ];
  return [...new Set(spellings)];
}

function inHtml(value: string, apostrophe: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", () => apostrophe);
}

/** The characters that are the same whatever stands around it, where so many bytes of a group of three stand before. */
function withinBase64(bytes: Buffer, before: number): readonly string[] {
  const all = Buffer.concat([Buffer.alloc(before), bytes]);
  const part = [before === 0 ? 0 : before + 1, Math.floor((all.length * 8) / 6)] as const;
  const texts = [all.toString('base64').slice(...part), all.toString('base64url').slice(...part)];
  return texts.filter((text) => text.length >= shortestPart);
}
