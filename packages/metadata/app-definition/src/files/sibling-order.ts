import type { Definition } from '../definition.ts';
import { placeOf } from '../definition-index.ts';
import { indexAt, indexBetween } from '../fractional-index.ts';

/**
 * Places for siblings in the order in which a file lists them. Those that had a place keep it wherever the order
 * allows (a longest rising sequence of them), so that a file somebody only read changes nothing.
 */
export function placesInOrder(ids: readonly string[], previous: Definition | undefined): Map<string, string> {
  const places = ids.map((id) => {
    const record = previous?.records.get(id);
    return record === undefined ? '' : placeOf(record);
  });
  const kept = longestRising(places);
  const result = new Map<string, string>();
  let low: string | null = null;
  for (const [at, id] of ids.entries()) {
    const keptPlace = kept.has(at) ? places[at] : undefined;
    const place: string = keptPlace ?? placeAt(at, low, nextKept(places, kept, at), kept.size);
    result.set(id, place);
    low = place;
  }
  return result;
}

function placeAt(at: number, low: string | null, high: string | null, kept: number): string {
  return kept === 0 ? indexAt(at) : indexBetween(low, high);
}

function nextKept(places: readonly string[], kept: ReadonlySet<number>, from: number): string | null {
  for (let at = from + 1; at < places.length; at++) if (kept.has(at)) return places[at] ?? null;
  return null;
}

/** Positions of a longest strictly rising subsequence of the non-empty texts. */
function longestRising(texts: readonly string[]): Set<number> {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, text] of texts.entries()) {
    if (text === '') continue;
    let length = tails.length;
    while (length > 0 && (texts[tails[length - 1] ?? 0] ?? '') >= text) length--;
    before[at] = tails[length - 1];
    tails[length] = at;
  }
  const rising = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = before[at]) rising.add(at);
  return rising;
}
