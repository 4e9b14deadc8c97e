import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BoundedOutput, TooMuch } from './bounded-output.ts';
import { committedOf } from './committed-messages.ts';
import { crc32c } from './crc32c.ts';
import { decompressed } from './decompress.ts';
import { NoKafka } from './kafka-fields.ts';
import { partitionOfKey } from './partition-of-key.ts';
import { batchOf, type ReadBatch, readBatches } from './record-batch.ts';

const message = { key: Buffer.from('k'), value: Buffer.from('Größe '.repeat(50)), headers: [['shop', Buffer.from('Süd')]] as const };
const time = 1_700_000_000_000n;

/** The batch of a message with other attributes, and its messages compressed. */
function batchWith(codec: number, compress: (bytes: Buffer) => Buffer): Buffer {
  const plain = batchOf(message, time);
  const batch = Buffer.concat([plain.subarray(0, 61), compress(plain.subarray(61))]);
  batch.writeInt32BE(batch.byteLength - 12, 8);
  batch.writeInt16BE(codec, 21);
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
  return batch;
}

test('sums and partitions are those of Kafka', () => {
  // RFC 3720, appendix B.4, and Kafka's own tests of its hash.
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a91_36aa);
  expect(crc32c(Buffer.alloc(32, 0xff))).toBe(0x62a8_ab43);
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe306_9283);
  const most = 0x7fff_ffff;
  for (const [key, hash] of [
    ['21', -973_932_308],
    ['foobar', -790_332_482],
    ['a-little-bit-long-string', -985_981_536],
    ['abc', 479_470_107],
  ] as const)
    expect(partitionOfKey(Buffer.from(key), most)).toBe((hash & most) % most);
});

test('what is written is read, compressed in each way that has a library here', () => {
  const kept = { offset: 0n, timestamp: time, key: message.key, value: message.value };
  const batches = [batchOf(message, time), batchWith(1, gzipSync), batchWith(4, zstdCompressSync)];
  for (const batch of batches) expect(readBatches(batch, 10_000)).toMatchObject([{ first: 0n, last: 0n, messages: [kept] }]);
  // The last one is cut off: it comes with the next answer.
  const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = batches;
  expect(readBatches(Buffer.concat([one, two.subarray(0, -1)]), 10_000)).toHaveLength(1);
  expect(() =>
    readBatches(
      batchWith(5, (bytes) => bytes),
      10_000,
    ),
  ).toThrow(NoKafka);
  const spoilt = Buffer.from(one);
  spoilt.writeUInt8(spoilt.readUInt8(70) ^ 1, 70);
  expect(() => readBatches(spoilt, 10_000)).toThrow(/checksum/);
});

/** Three messages from offset 42 on, as the library of Kafka 4.1.1 for Java writes them (`MemoryRecords.withRecords`). */
test.each([
  [
    'gzip',
    'AAAAAAAAACoAAACe/////wIcuedxAAEAAAACAAABi8/laAAAAAGLz+VoB///////////////////AAAAAx+LCAAAAAAAAP87IsTAwMCWn5c6Qci96PC2w/NTdRRK81IUyjNTU1KLFKBiegqjkqOSo5KjknSQZOEozsgv4Ag+vCeFIw9YMjF+Y2fgY2J8wV4xCkYcYBBjEGbhKskoSk1lZAAA6cKBLa0GAAA=',
  ],
  [
    'snappy',
    'AAAAAAAAACoAAADk/////wLYn8YrAAIAAAACAAABi8/laAAAAAGLz+VoB///////////////////AAAAA4JTTkFQUFkAAAAAAQAAAAEAAACfrQ14xBIAAAAGb25lkBJHcsO2w59lLCB1bmQgd2llZGVyIA0UAC4RCf4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAP4dAI4dAGQECHNob3AIU8O8ZAhub25lAfYHAA4CAegHeP4BAP4BAP4BAP4BAP4BAP4BAP4BAMoBADAAFgATBAp0aHJlZQEA',
  ],
  [
    'lz4',
    'AAAAAAAAACoAAACd/////wKQ9WOaAAMAAAACAAABi8/laAAAAAGLz+VoB///////////////////AAAAAwQiTRhgQIJdAAAA8xDEEgAAAAZvbmWQEkdyw7bDn2UsIHVuZCB3aWVkZXIgFAAULgkADx0A/////1X/CwQIc2hvcAhTw7xkCG5vbmUB9gcADgIB6Ad4AQD/4dAAFgATBAp0aHJlZQEAAAAAAA==',
  ],
  [
    'zstd',
    'AAAAAAAAACoAAACV/////wKxi2VBAAQAAAACAAABi8/laAAAAAGLz+VoB///////////////////AAAAAyi1L/0AWMQCAHQExBIAAAAGb25lkBJHcsO2w59lLCB1bmQgd2llZGVyIC4ECHNob3AIU8O8ZAhub25lAfYHAA4CAegHeAAWABMECnRocmVlAQAEAMLj1AkDqG8sj33uzAMBAAA=',
  ],
])("a batch of Kafka's own library is read, compressed by %s", (_, batch) => {
  const messages = [
    { offset: 42n, timestamp: time, key: Buffer.from('one'), value: Buffer.from('Größe, und wieder Größe. '.repeat(40)) },
    { offset: 43n, timestamp: time + 7n, key: null, value: Buffer.from('x'.repeat(500)) },
    { offset: 44n, timestamp: time - 10n, key: Buffer.from('three'), value: null },
  ];
  expect(readBatches(Buffer.from(batch, 'base64'), 10_000)).toMatchObject([{ first: 42n, last: 44n, control: null, messages }]);
});

/** As the program `lz4` 1.9.4 writes it: dependent blocks, as the fast and as the small one; without its checksum. */
const text = `${'Größe, und wieder Größe. '.repeat(40)}${'x'.repeat(500)}`;
const lz4 = [
  'BCJNGGRApzAAAADzBUdyw7bDn2UsIHVuZCB3aWVkZXIgFAAULgkADx0A/////1UfeAEA/9xQeHh4eHgAAAAAHdoEHw==',
  'BCJNGGRApy4AAADzBUdyw7bDn2UsIHVuZCB3aWVkZXIgFAAvLiAdAP////9cH3gBAP/cUHh4eHh4AAAAAB3aBB8=',
  'BCJNGHBArTAAAADzBUdyw7bDn2UsIHVuZCB3aWVkZXIgFAAULgkADx0A/////1UfeAEA/9xQeHh4eHhBSwKzAAAAAA==',
].map((each) => Buffer.from(each, 'base64'));
/** "abcabcabc!" by the format's description: a length, a literal of three, a copy of six from three before, a literal of one. */
const snappyBlock = Buffer.from([10, 2 << 2, 0x61, 0x62, 0x63, (2 << 2) | 1, 3, 0, 0x21]);
const snappyOfJava = (block: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(block.byteLength);
  return Buffer.concat([Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]), length, block, length, block]);
};

test('LZ4 and Snappy are read as others write them', () => {
  for (const frame of lz4) expect(decompressed(3, frame, 10_000).toString()).toBe(text);
  expect(decompressed(3, Buffer.concat(lz4), 10_000).toString()).toBe(text.repeat(3));
  expect(decompressed(2, snappyBlock, 100).toString()).toBe('abcabcabc!');
  expect(decompressed(2, snappyOfJava(snappyBlock), 100).toString()).toBe('abcabcabc!abcabcabc!');
});

test('what comes to more than may be heard is stopped on its way, and its batch is told without messages', () => {
  const bomb = Buffer.alloc(5_000_000);
  for (const [codec, bytes] of [
    [1, gzipSync(bomb)],
    [2, snappyOfJava(snappyBlock)],
    [3, lz4[0] ?? bomb],
    [4, zstdCompressSync(bomb)],
  ] as const)
    expect(() => decompressed(codec, bytes, 15)).toThrow(TooMuch);
  expect(
    readBatches(
      batchWith(1, (bytes) => gzipSync(Buffer.concat([bytes, bomb]))),
      10_000,
    ),
  ).toMatchObject([{ messages: null }]);
  // Many that are small become large one after the other: what is too much together comes with the next answer.
  const many = Buffer.concat(Array.from({ length: 100 }, () => batchWith(1, gzipSync)));
  expect(readBatches(many, 1000)).toHaveLength(2);
  expect(() => new BoundedOutput(10).repeat(1, 1)).toThrow(NoKafka);
});

test('whatever bytes are spoilt, what is compressed is read, refused or too much, and nothing else', () => {
  let seed = 6;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (seed >> 8) % below;
  };
  const sources = [
    [2, snappyBlock],
    [2, snappyOfJava(snappyBlock)],
    ...lz4.map((frame) => [3, frame] as const),
    [1, gzipSync(text)],
    [4, zstdCompressSync(Buffer.from(text))],
  ] as const;
  for (let round = 0; round < 3000; round++) {
    const [codec, source] = sources[random(sources.length)] ?? sources[0];
    const bytes = Buffer.from(source.subarray(0, 1 + random(source.byteLength)));
    for (let change = random(3); change >= 0; change--) bytes.writeUInt8(random(256), random(bytes.byteLength));
    try {
      expect(decompressed(codec, bytes, 5000).byteLength).toBeLessThanOrEqual(5000);
    } catch (error) {
      if (!(error instanceof NoKafka || error instanceof TooMuch)) throw error;
    }
  }
});

test('messages of transactions that were aborted are none, those beside and behind them are', () => {
  const batch = (first: bigint, producer: bigint, more: Partial<ReadBatch> = {}): ReadBatch => ({
    ...{ first, last: first, size: 70, unpacked: 9, producer, isTransactional: true, control: null },
    messages: [{ offset: first, timestamp: 0n, key: null, value: null }],
    ...more,
  });
  const note = (first: bigint, producer: bigint, aborts: boolean) => batch(first, producer, { control: { aborts }, messages: [] });
  const batches = [
    batch(0n, 7n),
    batch(1n, 8n),
    note(2n, 7n, true),
    batch(3n, 7n),
    note(4n, 7n, false),
    note(5n, 8n, false),
    batch(6n, 7n, { isTransactional: false }),
    batch(7n, 8n),
    note(8n, 8n, true),
  ];
  const heard = committedOf(batches, [
    { producer: 8n, first: 7n },
    { producer: 7n, first: 0n },
  ]);
  expect(heard.flatMap(({ messages }) => messages?.map(({ offset }) => offset) ?? [])).toEqual([1n, 3n, 6n]);
});
