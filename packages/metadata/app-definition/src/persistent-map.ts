interface Leaf<Value> {
  readonly hash: number;
  readonly key: string;
  readonly value: Value;
}

/** 32 places; at the deepest level a plain list of leaves whose hashes are equal, ordered by key. */
type Branch<Value> = readonly (Leaf<Value> | Branch<Value> | undefined)[];

const bits = 5;
const width = 1 << bits;
const deepest = 30;

function isBranch<Value>(place: Leaf<Value> | Branch<Value> | undefined): place is Branch<Value> {
  return Array.isArray(place);
}

/** FNV-1a over UTF-16 code units, mixed so that ids that differ only at the end spread over all levels. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function find<Value>(branch: Branch<Value>, hash: number, key: string): Leaf<Value> | undefined {
  let current: Branch<Value> = branch;
  for (let shift = 0; shift <= deepest; shift += bits) {
    const place = current[(hash >>> shift) & (width - 1)];
    if (!isBranch(place)) return place?.key === key ? place : undefined;
    current = place;
  }
  return (current as readonly Leaf<Value>[]).find((leaf) => leaf.key === key);
}

function put<Value>(branch: Branch<Value>, shift: number, leaf: Leaf<Value>): Branch<Value> {
  if (shift > deepest) {
    const others = (branch as readonly Leaf<Value>[]).filter((other) => other.key !== leaf.key);
    return [...others, leaf].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
  const at = (leaf.hash >>> shift) & (width - 1);
  const place = branch[at];
  const copy = branch.length === 0 ? new Array<Leaf<Value> | Branch<Value> | undefined>(width).fill(undefined) : branch.slice();
  if (isBranch(place)) copy[at] = put(place, shift + bits, leaf);
  else if (place === undefined || place.key === leaf.key) copy[at] = leaf;
  else copy[at] = put(put<Value>([], shift + bits, place), shift + bits, leaf);
  return copy;
}

type OwnBranch<Value> = (Leaf<Value> | Branch<Value> | undefined)[];

/** Puts a leaf in place into a branch that nobody else has seen; whether its key is a new one. */
function fill<Value>(branch: OwnBranch<Value>, shift: number, leaf: Leaf<Value>): boolean {
  const at = (leaf.hash >>> shift) & (width - 1);
  const place = branch[at];
  if (place === undefined || (!isBranch(place) && place.key === leaf.key)) {
    branch[at] = leaf;
    return place === undefined;
  }
  if (isBranch(place) && shift < deepest) return fill(place as OwnBranch<Value>, shift + bits, leaf);
  const isNew = !isBranch(place) || !place.some((other) => !isBranch(other) && other?.key === leaf.key);
  branch[at] = put(isBranch(place) ? place : put<Value>([], shift + bits, place), shift + bits, leaf);
  return isNew;
}

function drop<Value>(branch: Branch<Value>, shift: number, hash: number, key: string): Branch<Value> {
  if (shift > deepest) return branch.filter((leaf) => (leaf as Leaf<Value>).key !== key);
  const at = (hash >>> shift) & (width - 1);
  const place = branch[at];
  const copy = branch.slice();
  copy[at] = isBranch(place) ? drop(place, shift + bits, hash, key) : undefined;
  return copy;
}

function* leaves<Value>(branch: Branch<Value>): Generator<Leaf<Value>> {
  for (const place of branch) {
    if (place === undefined) continue;
    if (isBranch(place)) yield* leaves(place);
    else yield place;
  }
}

/** The keys under which two places of one level differ; what they share is not looked at. */
function* differing<Value>(one: Branch<Value>, other: Branch<Value>, shift: number): Generator<string> {
  if (shift > deepest) {
    yield* differingLeaves(one, other);
    return;
  }
  for (let at = 0; at < width; at++) {
    const [before, after] = [one[at], other[at]];
    if (before === after) continue;
    if (isBranch(before) && isBranch(after)) yield* differing(before, after, shift + bits);
    else yield* differingLeaves([before], [after]);
  }
}

function* differingLeaves<Value>(one: Branch<Value>, other: Branch<Value>): Generator<string> {
  const before = new Map(Array.from(leaves(one), ({ key, value }) => [key, value] as const));
  for (const { key, value } of leaves(other)) {
    if (!before.has(key) || before.get(key) !== value) yield key;
    before.delete(key);
  }
  yield* before.keys();
}

/**
 * An immutable map from text: a change copies one path of a hash trie, so it costs the same at ten records and at a
 * million, and versions share what they have in common. The order depends only on the keys, not on their history.
 */
export class PersistentMap<Value> implements ReadonlyMap<string, Value> {
  readonly size: number;
  readonly #root: Branch<Value>;

  private constructor(root: Branch<Value>, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>([], 0);
  }

  static from<Value>(entries: Iterable<readonly [string, Value]>): PersistentMap<Value> {
    // Nobody has seen it yet, so that it is filled in place instead of copied for each entry.
    const root: OwnBranch<Value> = new Array<undefined>(width).fill(undefined);
    let size = 0;
    for (const [key, value] of entries) if (fill(root, 0, { hash: hashOf(key), key, value })) size++;
    return new PersistentMap(root, size);
  }

  get(key: string): Value | undefined {
    return find(this.#root, hashOf(key), key)?.value;
  }

  has(key: string): boolean {
    return find(this.#root, hashOf(key), key) !== undefined;
  }

  /** This map with the entry set; itself where nothing changes. */
  with(key: string, value: Value): PersistentMap<Value> {
    const hash = hashOf(key);
    const existing = find(this.#root, hash, key);
    if (existing !== undefined && existing.value === value) return this;
    return new PersistentMap(put(this.#root, 0, { hash, key, value }), existing === undefined ? this.size + 1 : this.size);
  }

  /** This map without the entry; itself where there is none. */
  without(key: string): PersistentMap<Value> {
    if (!this.has(key)) return this;
    return new PersistentMap(drop(this.#root, 0, hashOf(key), key), this.size - 1);
  }

  /** The keys under which the other map has something else, or only one of the two has anything; costs what differs, not what there is. */
  differing(other: PersistentMap<Value>): Generator<string> {
    return differing(this.#root, other.#root, 0);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const leaf of leaves(this.#root)) yield [leaf.key, leaf.value];
  }

  *keys(): MapIterator<string> {
    for (const leaf of leaves(this.#root)) yield leaf.key;
  }

  *values(): MapIterator<Value> {
    for (const leaf of leaves(this.#root)) yield leaf.value;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const leaf of leaves(this.#root)) visit(leaf.value, leaf.key, this);
  }
}
