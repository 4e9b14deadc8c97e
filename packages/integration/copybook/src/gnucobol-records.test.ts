import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from './copybook.ts';
import { jsonLine } from './json/json-line.ts';
import { RecordCodec } from './records/record-codec.ts';

interface Kept {
  readonly source: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly bytes: string;
}

/** Written by `conformance/copybook` with GnuCOBOL 3.1.2, IBM's rules, on x86. */
const kept = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'gnucobol-records.json'), 'utf8')) as Kept[];

test.each(kept)('L1 L2 L4 W4: as a program of GnuCOBOL has it in memory ($bytes)', ({ source, value, bytes }) => {
  const codec = new RecordCodec(layoutOf(source), { codePage: 'ascii', floats: 'ieee', littleEndian: true });
  const ours = codec.encode(value);
  if ('problems' in ours) throw new Error(JSON.stringify(ours.problems));
  expect(Buffer.from(ours.bytes).toString('hex')).toBe(bytes);
  const read = codec.decode(Buffer.from(bytes, 'hex'), 0, bytes.length / 2, true);
  expect(read.problems).toEqual([]);
  expect(read.end).toBe(bytes.length / 2);
  expect(jsonLine(read.value)).toBe(jsonLine(codec.decode(ours.bytes).value));
});
