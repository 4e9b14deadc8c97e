const seed = 0x9747_b28c;
const multiplier = 0x5bd1_e995;

/** Murmur 2 (Austin Appleby) of 32 bits, by which Kafka's own clients spread keys. */
function murmur2(bytes: Buffer): number {
  let hash = seed ^ bytes.byteLength;
  const whole = bytes.byteLength & ~3;
  for (let at = 0; at < whole; at += 4) {
    let part = Math.imul(bytes.readInt32LE(at), multiplier);
    part = Math.imul(part ^ (part >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ part;
  }
  if (whole < bytes.byteLength) {
    hash ^= bytes.readUIntLE(whole, bytes.byteLength - whole);
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}

/** The partition into which Kafka's own clients put a key, so that ours lies with theirs and stays in order. */
export function partitionOfKey(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitions;
}
