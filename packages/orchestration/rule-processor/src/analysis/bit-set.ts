/** A set of small whole numbers. */
export type BitSet = Int32Array;

export function bitSetOf(size: number, members: Iterable<number> = []): BitSet {
  const set = new Int32Array(Math.ceil(size / 32));
  for (const member of members) add(set, member);
  return set;
}

export function add(set: BitSet, member: number): void {
  set[member >> 5] = (set[member >> 5] as number) | (1 << (member & 31));
}

export function has(set: BitSet, member: number): boolean {
  return (((set[member >> 5] as number) >>> (member & 31)) & 1) === 1;
}

export function* membersOf(set: BitSet): Generator<number> {
  for (let word = 0; word < set.length; word++) {
    for (let left = set[word] as number; left !== 0; left &= left - 1) yield (word << 5) + 31 - Math.clz32(left & -left);
  }
}

export function firstOf(set: BitSet): number | null {
  for (const member of membersOf(set)) return member;
  return null;
}

export function isEmpty(set: BitSet): boolean {
  for (let word = 0; word < set.length; word++) if (set[word] !== 0) return false;
  return true;
}

export function intersects(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] as number) & (b[word] as number)) !== 0) return true;
  return false;
}

/** Whether every member of the second is one of the first. */
export function contains(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) if ((~(a[word] as number) & (b[word] as number)) !== 0) return false;
  return true;
}

export function intersection(a: BitSet, b: BitSet): BitSet {
  return a.map((word, index) => word & (b[index] as number));
}

export function difference(a: BitSet, b: BitSet): BitSet {
  return a.map((word, index) => word & ~(b[index] as number));
}

export function addAll(a: BitSet, b: BitSet): void {
  for (let word = 0; word < a.length; word++) a[word] = (a[word] as number) | (b[word] as number);
}
