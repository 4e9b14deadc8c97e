import { Decimal } from '@plinth/expression';
import type { RecordValue, Value } from '../records/record-value.ts';

/** A record as one line of JSON. Numbers have every digit, as JSON allows and readers that use doubles may lose. */
export function jsonLine(record: RecordValue): string {
  let text = '';
  for (const name in record) {
    const value = record[name];
    if (value === undefined) continue;
    text += `${text === '' ? '{' : ','}${memberName(name)}:${valueText(value)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

function valueText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return plain.test(value) ? `"${value}"` : JSON.stringify(value);
    case 'number':
      return String(value);
    default:
      if (value === null) return 'null';
      if (value instanceof Decimal) return value.toString();
      return Array.isArray(value) ? `[${value.map(valueText).join(',')}]` : jsonLine(value);
  }
}

/** What stands in JSON as it is. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e\xa0-\xff]*$/;

const names = new Map<string, string>();

function memberName(name: string): string {
  let text = names.get(name);
  if (text === undefined) {
    text = JSON.stringify(name);
    // Names are those of copybooks, of which a process sees few; those of a hostile one shall not stay.
    if (names.size > 100_000) names.clear();
    names.set(name, text);
  }
  return text;
}
