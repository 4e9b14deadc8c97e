/** A secret, and what is to be read in its place. */
export interface HiddenSecret {
  readonly value: string;
  readonly shown: string;
}

/** Shorter parts of base64 are found in any. */
const shortestPart = 8;

/**
 * Takes secrets out of texts that others wrote, as they are or in a spelling that systems like to repeat them in: of JSON (also within
 * JSON), addresses, forms, HTML, base64 wherever they begin in it, and hexadecimal; in capitals and small letters alike, for names of
 * headers and of hosts come in small ones.
 */
export function secretsHider(secrets: Iterable<HiddenSecret>): (text: string) => string {
  const spelled = [...secrets].flatMap(({ value, shown }) => {
    return spellingsOf(value).map((spelling) => ({ shown, small: spelling.toLowerCase(), pattern: exactly(spelling) }));
  });
  // The longest first: some hold others.
  spelled.sort((a, b) => b.small.length - a.small.length);
  const shortest = spelled.at(-1)?.small.length ?? Number.POSITIVE_INFINITY;
  return (text) => {
    if (text.length < shortest) return text;
    const small = text.toLowerCase();
    return spelled.reduce(
      (rest, { shown, small: one, pattern }) => (small.includes(one) ? rest.replace(pattern, () => shown) : rest),
      text,
    );
  };
}

function exactly(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), 'gi');
}

function spellingsOf(value: string): readonly string[] {
  const plain = [
    value,
    encodeURI(value),
    encodeURIComponent(value),
    // RFC 3986, section 2.2, has a few signs more that are reserved.
    encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
    new URLSearchParams([['', value]]).toString().slice(1),
    inHtml(value, '&#39;'),
    inHtml(value, '&#x27;'),
    inHtml(value, "'"),
  ];
  const once = plain.flatMap((text) => [inJson(text), inJsonOfPages(text)]);
  const bytes = [value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1)].map((text) => Buffer.from(text));
  return [
    ...new Set([
      ...plain,
      ...once,
      ...once.map(inJson),
      ...bytes.flatMap((all) => [all.toString('base64'), all.toString('base64url'), all.toString('hex')]),
      ...bytes.flatMap((all) => [0, 1, 2].flatMap((before) => withinBase64(all, before))),
    ]),
  ];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As JSON is written where it stands within a page. */
function inJsonOfPages(text: string): string {
  return inJson(text).replace(/[<>&'\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
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
