import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from './copybook.ts';
import { jsonLine } from './json/json-line.ts';
import { type CodecOptions, RecordCodec } from './records/record-codec.ts';

interface LanguageRule {
  /** Clause and rule of IBM Enterprise COBOL for z/OS, Language Reference, "Data division". */
  readonly rule: string;
  readonly source: string;
  readonly options?: CodecOptions & { readonly decimalComma?: boolean };
  readonly value: Readonly<Record<string, unknown>>;
  readonly bytes: string;
  /** What is read, where that says more than what was written. */
  readonly read?: Readonly<Record<string, unknown>>;
}

/** Computed by hand; those that GnuCOBOL has too are compared with it by `npm run conformance -- copybook-gnucobol`. */
const rules = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'language-rules.json'), 'utf8')) as LanguageRule[];

test.each(rules)('L1 L2 L3 L4 V2 V3 W4: $rule', ({ source, options = {}, value, bytes, read }) => {
  const { decimalComma = false, ...codecOptions } = options;
  const codec = new RecordCodec(layoutOf(`01 R. ${source}`, { decimalComma }), codecOptions);
  const written = codec.encode(value);
  if ('problems' in written) throw new Error(JSON.stringify(written.problems));
  expect(Buffer.from(written.bytes).toString('hex')).toBe(bytes);
  const decoded = codec.decode(Buffer.from(bytes, 'hex'));
  expect(decoded.problems).toEqual([]);
  expect(JSON.parse(jsonLine(decoded.value))).toEqual(read ?? value);
});
