import { spellingsOf } from './secret-spellings.ts';

/** A secret, and what is to be read in its place. */
export interface HiddenSecret {
  readonly value: string;
  readonly shown: string;
}

interface Spelling {
  readonly small: string;
  readonly shown: string;
}

/** Where a spelling stands in a text. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly spelling: Spelling;
}

/** Characters by which a spelling is looked up, and places of the table for them. */
const [looked, places, factor] = [4, 65_536, 31];

/**
 * Takes secrets out of texts that others wrote, as they are or in a spelling that systems like to repeat them in; in capitals and small
 * letters alike, for names of headers and of hosts come in small ones. A text is read once, however many secrets there are: whoever
 * has many of them and receives much would keep everybody else waiting.
 */
export function secretsHider(secrets: Iterable<HiddenSecret>): (text: string) => string {
  const spellings = [...secrets].flatMap(({ value, shown }) => spellingsOf(value).map((spelling) => ({ shown, small: folded(spelling) })));
  const all = spellings.filter(({ small }) => small !== '').sort((a, b) => b.small.length - a.small.length);
  const shortest = all.at(-1)?.small.length ?? Number.POSITIVE_INFINITY;
  const width = Math.min(looked, shortest);
  const table = new Map<number, Spelling[]>();
  const isTaken = new Uint8Array(places);
  const gone = factor ** width;
  for (const spelling of all) {
    const place = placeOf(spelling.small, 0, width);
    isTaken[place] = 1;
    const others = table.get(place);
    if (others === undefined) table.set(place, [spelling]);
    else if (!others.some(({ small }) => small === spelling.small)) others.push(spelling);
  }
  return (text) => {
    if (text.length < shortest) return text;
    const small = folded(text);
    let [hidden, from] = ['', 0];
    let found: Found | null = null;
    const put = (last: Found | null) => {
      if (last === null) return;
      hidden += text.slice(from, last.start) + last.spelling.shown;
      from = last.end;
    };
    let place = placeOf(small, 0, width - 1);
    for (let at = 0; at <= small.length - width; at++) {
      // Each place follows from the one before: one character more, and one less.
      place = (Math.imul(place, factor) + small.charCodeAt(at + width - 1)) & (places - 1);
      if (at > 0) place = (place - Math.imul(small.charCodeAt(at - 1), gone)) & (places - 1);
      if (isTaken[place] === 0) continue;
      const spelling = table.get(place)?.find((each) => small.startsWith(each.small, at));
      if (spelling === undefined) continue;
      const end = at + spelling.small.length;
      if (found !== null && at < found.end) {
        // Where two overlap, nothing of either is left.
        const isLonger: boolean = spelling.small.length > found.spelling.small.length;
        found = { start: found.start, end: Math.max(found.end, end), spelling: isLonger ? spelling : found.spelling };
        continue;
      }
      put(found);
      found = { start: at, end, spelling };
    }
    put(found);
    return hidden + text.slice(from);
  };
}

/** In small letters, each of which stands where it stood: two change their length or their form by what is around them. */
function folded(text: string): string {
  return text.replaceAll('\u0130', 'i').toLowerCase().replaceAll('\u03c2', '\u03c3');
}

function placeOf(text: string, at: number, width: number): number {
  let place = 0;
  for (let next = at; next < at + width; next++) place = (Math.imul(place, factor) + text.charCodeAt(next)) & (places - 1);
  return place;
}
