const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A random id of lower-case letters and digits, about 5.17 bits a character; 16 characters make collisions a matter of theory. */
export function shortId(length = 16): string {
  let id = '';
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      // 252 is the largest multiple of 36 in a byte: above it a remainder would favour the first characters.
      if (byte < 252 && id.length < length) id += alphabet[byte % 36];
    }
  }
  return id;
}

const pool = new Uint8Array(4096);
let used = pool.length;

/** Sixteen random bytes as hexadecimal digits. Asking the operating system once for many ids is what makes one cheap. */
function randomHex(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let hex = '';
  for (const end = used + 16; used < end; used++) hex += hexOfByte[pool[used] ?? 0];
  return hex;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A UUID version 7 (RFC 9562 §5.7): sortable by the millisecond it was made in, so index pages fill in order. */
export function uuidV7(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0');
  const random = randomHex();
  const variant = '89ab'[Number.parseInt(random.charAt(3), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

/** A W3C trace id: 32 hexadecimal digits, never all zero in practice. */
export function traceId(): string {
  return randomHex();
}
