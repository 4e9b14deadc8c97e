/** Shorter parts of base64 are found in any. */
const shortestPart = 8;

/** The spellings in which systems like to repeat a text: of JSON (also within JSON), addresses, forms, HTML, base64 wherever it begins in it, and hexadecimal. */
export function spellingsOf(value: string): readonly string[] {
  const plain = [
    value,
    encodeURI(value),
    encodeURIComponent(value),
    // RFC 3986, section 2.2, has a few signs more that are reserved.
    encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
    new URLSearchParams([['', value]]).toString().slice(1),
    Array.from(Buffer.from(value), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    inHtml(value, '&#39;'),
    inHtml(value, '&#x27;'),
    inHtml(value, "'"),
    inHtmlByNumbers(value, /[&<>"'+]/g, 10),
    inHtmlByNumbers(value, /[/=`'"<>]/g, 16),
  ];
  const once = plain.flatMap((text) => [inJson(text), inJsonOfPages(text), inJson(text).replaceAll('/', '\\/'), inAscii(inJson(text))]);
  const bytes = [value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1)].map((text) => Buffer.from(text));
  return [
    ...new Set([
      ...plain,
      ...once,
      ...once.map(inJson),
      inAscii(inJson(value)).replaceAll('/', '\\/'),
      ...[...bytes, Buffer.from(value, 'utf16le')].flatMap((all) => [
        all.toString('base64'),
        all.toString('base64url'),
        all.toString('hex'),
      ]),
      ...bytes.flatMap((all) => [0, 1, 2].flatMap((before) => withinBase64(all, before))),
    ]),
  ];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As JSON is written where it stands within a page. */
function inJsonOfPages(text: string): string {
  return inJson(text).replace(/[<>&'\u2028\u2029]/g, inUnits);
}

/** As JSON is written by those who trust no other letters. */
function inAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, inUnits);
}

function inUnits(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function inHtml(value: string, apostrophe: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", () => apostrophe);
}

/** As templates write it that trust few signs: some by names, the others by numbers. */
function inHtmlByNumbers(value: string, signs: RegExp, base: 10 | 16): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    ...(base === 16 ? { '"': '&quot;', "'": '&#39;' } : {}),
  };
  const written = base === 16 ? value.replaceAll('&', '&amp;') : value;
  return written.replace(signs, (sign) => names[sign] ?? `&#${base === 16 ? 'x' : ''}${sign.charCodeAt(0).toString(base)};`);
}

/** The characters that are the same whatever stands around it, where so many bytes of a group of three stand before. */
function withinBase64(bytes: Buffer, before: number): readonly string[] {
  const all = Buffer.concat([Buffer.alloc(before), bytes]);
  const part = [before === 0 ? 0 : before + 1, Math.floor((all.length * 8) / 6)] as const;
  const texts = [all.toString('base64').slice(...part), all.toString('base64url').slice(...part)];
  return texts.filter((text) => text.length >= shortestPart);
}
