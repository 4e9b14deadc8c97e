import { FieldReader, type FieldValue, FieldWriter, NoAmqp } from './fields.ts';

/** A frame of AMQP 0-9-1 (section 4.2.3). */
export interface Frame {
  readonly kind: number;
  readonly channel: number;
  readonly payload: Buffer;
}

export const frameKinds = { method: 1, header: 2, body: 3, heartbeat: 8 } as const;

/** Methods by class and number, as one number. */
export const methods = {
  start: method(10, 10),
  startOk: method(10, 11),
  tune: method(10, 30),
  tuneOk: method(10, 31),
  open: method(10, 40),
  openOk: method(10, 41),
  close: method(10, 50),
  closeOk: method(10, 51),
  channelOpen: method(20, 10),
  channelOpenOk: method(20, 11),
  channelClose: method(20, 40),
  channelCloseOk: method(20, 41),
  confirmSelect: method(85, 10),
  confirmSelectOk: method(85, 11),
  qos: method(60, 10),
  qosOk: method(60, 11),
  consume: method(60, 20),
  consumeOk: method(60, 21),
  cancelled: method(60, 30),
  publish: method(60, 40),
  returned: method(60, 50),
  deliver: method(60, 60),
  get: method(60, 70),
  getOk: method(60, 71),
  getEmpty: method(60, 72),
  ack: method(60, 80),
  reject: method(60, 90),
  nack: method(60, 120),
} as const;

const frameEnd = 0xce;
/** Bytes of a frame that are not its payload. */
export const frameOverhead = 8;
/** The most that we let a server put into one frame. */
export const mostFrame = 131_072;
const basicClass = 60;

function method(group: number, number: number): number {
  return group * 0x1_0000 + number;
}

export function frame(kind: number, channel: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(kind);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(payload.byteLength, 3);
  return Buffer.concat([head, payload, Buffer.from([frameEnd])]);
}

export function methodFrame(channel: number, which: number, fields = new FieldWriter()): Buffer {
  return frame(frameKinds.method, channel, Buffer.concat([new FieldWriter().long(which).bytes, fields.bytes]));
}

/** The first frame in bytes, and how many it takes; null where it is not all there. Throws {@link NoAmqp}. */
export function firstFrame(bytes: Buffer): { readonly frame: Frame; readonly size: number } | null {
  const [kind] = bytes;
  if (kind === undefined) return null;
  // A server that speaks another version answers with its own header, which begins as ours does.
  if (kind !== 1 && kind !== 2 && kind !== 3 && kind !== 8) throw new NoAmqp('it is not the protocol AMQP 0-9-1');
  if (bytes.byteLength < 7) return null;
  const length = bytes.readUInt32BE(3);
  if (length > mostFrame) throw new NoAmqp('a frame is larger than was agreed on');
  const size = length + frameOverhead;
  if (bytes.byteLength < size) return null;
  if (bytes[size - 1] !== frameEnd) throw new NoAmqp('a frame has no end');
  return { frame: { kind, channel: bytes.readUInt16BE(1), payload: bytes.subarray(7, size - 1) }, size };
}

/** What is told of a message beside its bytes. */
export interface Properties {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, FieldValue>>;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly messageId?: string;
  readonly type?: string;
}

/** A header for a message, which outlives a restart of the broker where its queue does. */
export function headerFrame(
  channel: number,
  size: number,
  properties: Properties & { readonly headers?: Readonly<Record<string, string>> },
) {
  const { contentType = 'text/plain', headers = {}, correlationId, replyTo, messageId, type } = properties;
  const texts = [
    [correlationId, 10],
    [replyTo, 9],
    [messageId, 7],
    [type, 5],
  ] as const;
  const given = texts.filter(([value]) => value !== undefined);
  const flags = given.reduce((sum, [, bit]) => sum | (1 << bit), (1 << 15) | (1 << 13) | (1 << 12));
  const fields = new FieldWriter().short(basicClass).short(0).longLong(BigInt(size)).short(flags);
  fields.shortText(contentType).table(headers).octet(2);
  for (const [value] of given) fields.shortText(value ?? '');
  return frame(frameKinds.header, channel, fields.bytes);
}

/** Size and properties of a message (sections 4.2.6.1, 1.8). */
export function readHeader(payload: Buffer): { readonly size: number; readonly properties: Properties } {
  const fields = new FieldReader(payload);
  fields.long();
  const size = Number(fields.longLong());
  const flags = fields.short();
  const has = (bit: number) => (flags & (1 << bit)) !== 0;
  const text = (bit: number) => (has(bit) ? fields.shortText() : undefined);
  const contentType = text(15);
  text(14);
  const headers = has(13) ? fields.table() : undefined;
  if (has(12)) fields.octet();
  if (has(11)) fields.octet();
  const [correlationId, replyTo] = [text(10), text(9)];
  text(8);
  const messageId = text(7);
  if (has(6)) fields.longLong();
  const type = text(5);
  const found = { contentType, headers, correlationId, replyTo, messageId, type };
  return { size, properties: Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) };
}
