/** A packet of MQTT 3.1.1: its kind, the four bits beside it, and what is in it. */
export interface Packet {
  readonly kind: number;
  readonly flags: number;
  /** Of one that is too large only the beginning. */
  readonly body: Buffer;
  /** How many bytes it has. */
  readonly size: number;
}

/** Kinds of packets, by their numbers in the standard. */
export const kinds = {
  connect: 1,
  connected: 2,
  publish: 3,
  published: 4,
  subscribe: 8,
  subscribed: 9,
  ping: 12,
  pong: 13,
  disconnect: 14,
} as const;

/** What came is no MQTT. */
export class NoMqtt extends Error {}

export function packet(kind: number, flags: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.byteLength;
  do {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    length.push(rest > 0 ? digit | 128 : digit);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([(kind << 4) | flags, ...length]), body]);
}

export function number(value: number): Buffer {
  return Buffer.from([(value >> 8) & 255, value & 255]);
}

/** A text with its length before it; at most 65,535 bytes. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.byteLength > 65_535) throw new RangeError('A text of MQTT has at most 65535 bytes.');
  return Buffer.concat([number(bytes.byteLength), bytes]);
}

/** How many bytes stand before the body of the first packet, and how many the body has; null where that is not there yet. Throws `NoMqtt`. */
export function firstLengths(bytes: Buffer): { readonly head: number; readonly body: number } | null {
  let length = 0;
  for (let at = 1; at <= 5; at++) {
    const digit = bytes[at];
    if (digit === undefined) return null;
    if (at === 5) break;
    length += (digit & 127) * 128 ** (at - 1);
    if (digit >= 128) continue;
    return { head: at + 1, body: length };
  }
  throw new NoMqtt('a length has no end');
}

/** A message as it was published, with the number by which it is confirmed; null where it need not be. */
export function publishedBytes({ flags, body }: Packet): { readonly topic: string; readonly bytes: Buffer; readonly id: number | null } {
  const quality = (flags >> 1) & 3;
  const topicEnd = 2 + (body.byteLength >= 2 ? body.readUInt16BE(0) : 0);
  const start = quality === 0 ? topicEnd : topicEnd + 2;
  if (body.byteLength < start) throw new NoMqtt('a message is cut');
  return {
    topic: decoded(body.subarray(2, topicEnd)),
    bytes: body.subarray(start),
    id: quality === 0 ? null : body.readUInt16BE(topicEnd),
  };
}

/** The same where it is text. */
export function messageOf(packet: Packet): { readonly topic: string; readonly message: string; readonly id: number | null } {
  const { bytes, ...message } = publishedBytes(packet);
  return { ...message, message: decoded(bytes) };
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NoMqtt('it has bytes that are no text');
  }
}
