import { tableFileErrors } from '../errors.ts';

/** Bytes looked at to tell single-byte encodings apart. */
const sampleSize = 65_536;

/** Letters by which the languages of one encoding show, with how telling each is; on a tie the first one wins. */
const singleByteEncodings: readonly { readonly encoding: string; readonly letters: ReadonlyMap<string, number> }[] = [
  { encoding: 'windows-1252', letters: weights({ 2: 'èàñåæãçøêÅÆØÑÀÈÉ', 1: 'õûïôœ', 0.5: 'ìùò' }) },
  { encoding: 'windows-1250', letters: weights({ 2: 'čřěšžůąęłśżńťČŘŠŽŁŚŻŤ', 1: 'ňďćőűźľĽŹ', 0.5: 'ŕĺă' }) },
  { encoding: 'iso-8859-2', letters: weights({ 2: 'čřěšžůąęłśżńťČŘŠŽŁŚŻŤ', 1: 'ňďćőűźľĽŹ', 0.5: 'ŕĺă' }) },
];

function weights(groups: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(groups).flatMap(([weight, letters]) => [...letters].map((letter) => [letter, Number(weight)] as const)));
}

/** The encoding that a file's first bytes tell: by its byte order mark, or by the zeros that UTF-16 has in Western text. */
function markedEncoding(start: Uint8Array): string | null {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const length = Math.min(start.length, 1000);
  const zeros = [0, 0];
  for (let place = 0; place < length; place++) if (start[place] === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 5 && even < odd / 10) return 'utf-16le';
  if (even > length / 5 && odd < even / 10) return 'utf-16be';
  return null;
}

/** The likeliest encoding of bytes that are not all ASCII: UTF-8 where they are valid, else the one in which they read best. */
function likelyEncoding(sample: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    // Not UTF-8: a code page.
  }
  let best = { encoding: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  for (const { encoding, letters } of singleByteEncodings) {
    const score = scoreOf(new TextDecoder(encoding).decode(sample), letters);
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

function scoreOf(text: string, letters: ReadonlyMap<string, number>): number {
  let score = 0;
  for (const [character] of text.matchAll(/[^\0-\x7f]/g)) {
    if (/[\x80-\x9f\ufffd]/.test(character)) score -= 10;
    else score += letters.get(character) ?? 0;
  }
  // A sign amid letters was a letter in the encoding that was meant.
  for (const _ of text.matchAll(/[A-Za-z][^\p{L}\p{M}\0-\x7f][A-Za-z]/gu)) score -= 3;
  return score;
}

const ascii = new TextDecoder('windows-1252');

/**
 * The text of a file in the encoding given, or in the one its bytes show, which is told as soon as it is known. Bytes that do not
 * fit become U+FFFD.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding?: string,
  tell: (encoding: string) => void = () => {},
): AsyncGenerator<string> {
  const decoderFor = (label: string) => {
    const made = newDecoder(label);
    tell(made.encoding);
    return made;
  };
  let decoder = encoding === undefined ? null : decoderFor(encoding);
  let held: Uint8Array = new Uint8Array();
  let started = false;
  for await (const chunk of bytes) {
    if (decoder !== null) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    held = held.length === 0 ? chunk : joined(held, chunk);
    if (!started) {
      if (held.length < 4) continue;
      started = true;
      const marked = markedEncoding(held);
      if (marked !== null) decoder = decoderFor(marked);
    }
    const foreign = decoder === null ? held.findIndex((byte) => byte > 0x7f) : 0;
    if (foreign < 0) {
      // ASCII reads alike in every encoding still possible, so nothing need be decided yet.
      yield ascii.decode(held);
      held = new Uint8Array();
    } else if (decoder !== null || held.length - foreign >= sampleSize) {
      decoder ??= decoderFor(likelyEncoding(held));
      yield decoder.decode(held, { stream: true });
      held = new Uint8Array();
    }
  }
  decoder ??= decoderFor(markedEncoding(held) ?? likelyEncoding(held));
  yield decoder.decode(held, { stream: true }) + decoder.decode();
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function newDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch (error) {
    throw tableFileErrors.unreadable({ reason: `there is no encoding ${encoding}` }, { cause: error });
  }
}
