import { DOMException } from './dom-exception.ts';
import { bytesOf } from './text-coding.ts';

/** The first 64 bits behind the point of a root of a prime: the constants of FIPS 180-4, sections 4.2 and 5.3. */
function fraction(prime: number, degree: 2n | 3n): bigint {
  const shifted = BigInt(prime) << (64n * degree);
  let [low, high] = [0n, 1n << 68n];
  while (low + 1n < high) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= shifted) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(64, low);
}

interface Constants {
  /** Both of 64 bits each, as pairs of 32. */
  readonly rounds: Int32Array;
  readonly starts: Int32Array;
}

let known: Constants | null = null;

/** Found when they are first wanted: most functions never do. */
function constants(): Constants {
  if (known !== null) return known;
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 80; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  const pairs = (values: readonly bigint[]) =>
    new Int32Array(values.flatMap((value) => [Number(value >> 32n) | 0, Number(value & 0xffffffffn) | 0]));
  known = {
    rounds: pairs(primes.map((prime) => fraction(prime, 3n))),
    starts: pairs(primes.slice(0, 16).map((prime) => fraction(prime, 2n))),
  };
  return known;
}

/** What is digested, filled up to whole blocks with its length in bits at the end. */
function blocksOf(bytes: Uint8Array, blockBytes: 64 | 128): DataView {
  const size = Math.ceil((bytes.length + 1 + blockBytes / 8) / blockBytes) * blockBytes;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(size - 4, (bytes.length * 8) >>> 0);
  return view;
}

function buffer(words: readonly number[] | Int32Array, bytes: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, at) => {
    view.setInt32(at * 4, word);
  });
  return view.buffer.slice(0, bytes);
}

const left = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const right = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function sha1(bytes: Uint8Array): ArrayBuffer {
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const blocks = blocksOf(bytes, 64);
  const words = new Int32Array(80);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = blocks.getInt32(block + at * 4);
    for (let at = 16; at < 80; at++)
      words[at] = left(word(words, at - 3) ^ word(words, at - 8) ^ word(words, at - 14) ^ word(words, at - 16), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let at = 0; at < 80; at++) {
      const [mixed, constant] =
        at < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : at < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : at < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (left(a, 5) + mixed + e + constant + word(words, at)) | 0;
      [e, d, c, b, a] = [d, c, left(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((value, at) => {
      state[at] = word(state, at) + value;
    });
  }
  return buffer(state, 20);
}

function sha256(bytes: Uint8Array): ArrayBuffer {
  const { rounds, starts } = constants();
  const state = Int32Array.from({ length: 8 }, (_, at) => word(starts, at * 2));
  const blocks = blocksOf(bytes, 64);
  const words = new Int32Array(64);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = blocks.getInt32(block + at * 4);
    for (let at = 16; at < 64; at++) {
      const [before, last] = [word(words, at - 15), word(words, at - 2)];
      const small = right(before, 7) ^ right(before, 18) ^ (before >>> 3);
      const large = right(last, 17) ^ right(last, 19) ^ (last >>> 10);
      words[at] = word(words, at - 16) + small + word(words, at - 7) + large;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let at = 0; at < 64; at++) {
      const large = right(e, 6) ^ right(e, 11) ^ right(e, 25);
      const first = (h + large + ((e & f) ^ (~e & g)) + word(rounds, at * 2) + word(words, at)) | 0;
      const small = right(a, 2) ^ right(a, 13) ^ right(a, 22);
      const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, at) => {
      state[at] = word(state, at) + value;
    });
  }
  return buffer(state, 32);
}

/** The high half of a word of 64 bits turned to the right; the low one where its halves are given the other way round. */
const turned = (high: number, low: number, by: number) =>
  by < 32 ? (high >>> by) | (low << (32 - by)) : (low >>> (by - 32)) | (high << (64 - by));
/** Both halves of a sum of halves, the low ones with what they carry over. */
const carried = (high: number, low: number): readonly [number, number] => [(high + Math.floor(low / 0x100000000)) | 0, low | 0];

/** SHA-384 and SHA-512: one computation that begins with other numbers, on words of 64 bits as pairs of 32. */
function sha512(bytes: Uint8Array, begins: number, size: number): ArrayBuffer {
  const { rounds, starts } = constants();
  const state = starts.slice(begins * 2, begins * 2 + 16);
  const blocks = blocksOf(bytes, 128);
  const words = new Int32Array(160);
  // a to h: a round moves all of them by one.
  const now = new Int32Array(16);
  for (let block = 0; block < blocks.byteLength; block += 128) {
    for (let at = 0; at < 32; at++) words[at] = blocks.getInt32(block + at * 4);
    for (let at = 32; at < 160; at += 2) {
      const [bh, bl, lh, ll] = [word(words, at - 30), word(words, at - 29), word(words, at - 4), word(words, at - 3)];
      const smallHigh = turned(bh, bl, 1) ^ turned(bh, bl, 8) ^ (bh >>> 7);
      const smallLow = turned(bl, bh, 1) ^ turned(bl, bh, 8) ^ ((bl >>> 7) | (bh << 25));
      const largeHigh = turned(lh, ll, 19) ^ turned(lh, ll, 61) ^ (lh >>> 6);
      const largeLow = turned(ll, lh, 19) ^ turned(ll, lh, 61) ^ ((ll >>> 6) | (lh << 26));
      const low = (word(words, at - 31) >>> 0) + (smallLow >>> 0) + (word(words, at - 13) >>> 0) + (largeLow >>> 0);
      words[at] = word(words, at - 32) + smallHigh + word(words, at - 14) + largeHigh + Math.floor(low / 0x100000000);
      words[at + 1] = low;
    }
    now.set(state);
    for (let at = 0; at < 160; at += 2) {
      const [ah, al, bh, bl, ch, cl] = [word(now, 0), word(now, 1), word(now, 2), word(now, 3), word(now, 4), word(now, 5)];
      const [eh, el, fh, fl, gh, gl] = [word(now, 8), word(now, 9), word(now, 10), word(now, 11), word(now, 12), word(now, 13)];
      const [firstHigh, firstLow] = carried(
        word(now, 14) +
          (turned(eh, el, 14) ^ turned(eh, el, 18) ^ turned(eh, el, 41)) +
          ((eh & fh) ^ (~eh & gh)) +
          word(rounds, at) +
          word(words, at),
        (word(now, 15) >>> 0) +
          ((turned(el, eh, 14) ^ turned(el, eh, 18) ^ turned(el, eh, 41)) >>> 0) +
          (((el & fl) ^ (~el & gl)) >>> 0) +
          (word(rounds, at + 1) >>> 0) +
          (word(words, at + 1) >>> 0),
      );
      const [secondHigh, secondLow] = carried(
        (turned(ah, al, 28) ^ turned(ah, al, 34) ^ turned(ah, al, 39)) + ((ah & bh) ^ (ah & ch) ^ (bh & ch)),
        ((turned(al, ah, 28) ^ turned(al, ah, 34) ^ turned(al, ah, 39)) >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0),
      );
      const [dh, dl] = carried(word(now, 6) + firstHigh, (word(now, 7) >>> 0) + (firstLow >>> 0));
      now.copyWithin(2, 0, 14);
      [now[8], now[9]] = [dh, dl];
      [now[0], now[1]] = carried(firstHigh + secondHigh, (firstLow >>> 0) + (secondLow >>> 0));
    }
    for (let at = 0; at < 16; at += 2)
      [state[at], state[at + 1]] = carried(word(state, at) + word(now, at), (word(state, at + 1) >>> 0) + (word(now, at + 1) >>> 0));
  }
  return buffer(state, size);
}

function word(words: Int32Array, at: number): number {
  return words[at] ?? 0;
}

const digests: Readonly<Record<string, (bytes: Uint8Array) => ArrayBuffer>> = {
  'SHA-1': sha1,
  'SHA-256': sha256,
  'SHA-384': (bytes) => sha512(bytes, 8, 48),
  'SHA-512': (bytes) => sha512(bytes, 0, 64),
};

/** Digests as FIPS 180-4 has them, computed where their time is counted. Throws `NotSupportedError` for others. */
export async function digest(algorithm: string | { readonly name: string }, data: unknown): Promise<ArrayBuffer> {
  const name = String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm).toUpperCase();
  const work = Object.hasOwn(digests, name) ? digests[name] : undefined;
  if (work === undefined)
    throw new DOMException(`There is no ${name.slice(0, 100)} here: ${Object.keys(digests).join(', ')}.`, 'NotSupportedError');
  return work(bytesOf(data).slice());
}
