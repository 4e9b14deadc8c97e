import type { CodePage } from '../code-pages/code-page.ts';
import { copybookErrors } from '../errors.ts';
import type { Layout } from '../layout/item.ts';
import { type Condition, recordCondition } from './conditions.ts';
import { RecordProblem } from './reading.ts';
import { type Codec, type CodecOptions, type DecodedRecord, type Encoded, RecordCodec } from './record-codec.ts';
import { bytesMember } from './record-value.ts';

interface Choice {
  /** The member that holds a record of it. */
  readonly key: string;
  readonly codec: RecordCodec;
  /** Null for the record that is meant where no other is. */
  readonly condition: Condition | null;
}

/**
 * Reads and writes a file in which records of several layouts stand: `when` says of each, by its name, which it is; one may be without,
 * and is what is left. The value of a record is an object whose only member is the record, by its name.
 */
export class RecordChoice implements Codec {
  readonly #choices: readonly Choice[];
  readonly layout: { readonly minimum: number; readonly maximum: number };

  /** Conditions of views are those with a longer path: `DETAIL.AMOUNT-AREA`. Throws `copybook.wrong-condition`. */
  constructor(layouts: readonly Layout[], options: CodecOptions) {
    const { when = {} } = options;
    for (const path of Object.keys(when)) checkPath(path, layouts);
    const choices = layouts.map((layout): Choice => {
      const text = when[layout.root.key];
      const codec = new RecordCodec(layout, { ...options, when: conditionsBelow(when, layout.root.key) });
      return { key: layout.root.key, codec, condition: text === undefined ? null : recordCondition(layout, text) };
    });
    const [left, another] = choices.filter(({ condition }) => condition === null);
    if (left !== undefined && another !== undefined)
      throw copybookErrors.wrongCondition({
        name: another.key,
        problem: `neither it nor ${left.key} has one; only one record may be what is left.`,
      });
    this.#choices = choices.toSorted((a, b) => Number(a.condition === null) - Number(b.condition === null));
    this.layout = {
      minimum: Math.min(...layouts.map(({ minimum }) => minimum)),
      maximum: Math.max(...layouts.map(({ maximum }) => maximum)),
    };
  }

  get codePage(): CodePage {
    const [first] = this.#choices;
    if (first === undefined) throw new RangeError('There is no record to choose.');
    return first.codec.codePage;
  }

  decode(bytes: Uint8Array, start = 0, end = bytes.length, exact = false): DecodedRecord {
    for (const { key, codec, condition } of this.#choices) {
      const { value, problems, end: next, failure } = codec.attempt(bytes, start, end, exact);
      if (condition?.([], value) === false) continue;
      if (failure !== null) throw new RecordProblem(`as ${key}, ${failure.message}`);
      return { value: { [key]: value }, problems, end: next };
    }
    throw new RecordProblem('no condition says which record it is.');
  }

  encode(value: Readonly<Record<string, unknown>>): Encoded {
    const { [bytesMember]: bytes, ...records } = value;
    const [key = '', another] = Object.keys(records);
    const choice = this.#choices.find((each) => each.key === key);
    const record = records[key];
    if (choice === undefined || another !== undefined || typeof record !== 'object' || record === null || Array.isArray(record)) {
      const known = this.#choices.map((each) => each.key).join(', ');
      return { problems: [{ path: 'the record', message: `must have one member, which is the record by its name: ${known}.` }] };
    }
    const encoded = choice.codec.encode(bytes === undefined ? (record as Record<string, unknown>) : { ...record, [bytesMember]: bytes });
    if ('bytes' in encoded) return encoded;
    return { problems: encoded.problems.map(({ path, message }) => ({ path: `${key}.${path}`, message })) };
  }
}

function checkPath(path: string, layouts: readonly Layout[]): void {
  if (layouts.some(({ root }) => path === root.key || path.startsWith(`${root.key}.`))) return;
  throw copybookErrors.wrongCondition({
    name: path,
    problem: `it is no record; these are: ${layouts.map(({ root }) => root.key).join(', ')}.`,
  });
}

function conditionsBelow(when: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  const below = Object.entries(when).filter(([path]) => path.startsWith(`${key}.`));
  return Object.fromEntries(below.map(([path, text]) => [path.slice(key.length + 1), text]));
}
