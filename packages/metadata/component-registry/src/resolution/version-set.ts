/**
 * Some of the places a component can take in a lock: place 0 is to be absent, place n + 1 its n-th version in the order
 * of trying. 30 places a word, because the engine keeps such integers without a box.
 */
export type VersionSet = readonly number[];

export const absent = 0;
const placesPerWord = 30;

export function versionSet(places: number, has: (place: number) => boolean): VersionSet {
  const words = Array.from({ length: Math.ceil(places / placesPerWord) }, () => 0);
  for (let place = 0; place < places; place++) {
    const word = Math.floor(place / placesPerWord);
    if (has(place)) words[word] = (words[word] ?? 0) | (1 << (place % placesPerWord));
  }
  return words;
}

export function has(set: VersionSet, place: number): boolean {
  return ((set[Math.floor(place / placesPerWord)] ?? 0) & (1 << (place % placesPerWord))) !== 0;
}

export function isWithin(set: VersionSet, other: VersionSet): boolean {
  for (let word = 0; word < set.length; word++) if (((set[word] ?? 0) & ~(other[word] ?? 0)) !== 0) return false;
  return true;
}

export function isDisjoint(set: VersionSet, other: VersionSet): boolean {
  for (let word = 0; word < set.length; word++) if (((set[word] ?? 0) & (other[word] ?? 0)) !== 0) return false;
  return true;
}

export function union(set: VersionSet, other: VersionSet): VersionSet {
  return set.map((word, index) => word | (other[index] ?? 0));
}

export function intersection(set: VersionSet, other: VersionSet): VersionSet {
  return set.map((word, index) => word & (other[index] ?? 0));
}

export function difference(set: VersionSet, other: VersionSet): VersionSet {
  return set.map((word, index) => word & ~(other[index] ?? 0));
}

/** The first place of a set; -1 for the empty one. */
export function firstPlace(set: VersionSet): number {
  for (const [index, word] of set.entries()) if (word !== 0) return index * placesPerWord + 31 - Math.clz32(word & -word);
  return -1;
}

/** Whether it has exactly one place. */
export function isSingle(set: VersionSet): boolean {
  let found = false;
  for (const word of set) {
    if (word === 0) continue;
    if (found || (word & (word - 1)) !== 0) return false;
    found = true;
  }
  return found;
}
