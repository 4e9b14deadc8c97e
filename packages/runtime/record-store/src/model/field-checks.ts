import type { FieldRecord } from '@plinth/app-definition';
import { quoteIdentifier, quoteLiteral } from '@plinth/database';
import type { FieldModel } from './entity-model.ts';

/** The part of regular expressions that PostgreSQL and JavaScript read alike; anything else is checked by the server alone. */
const agreedPattern =
  /^(?:[A-Za-z0-9 _@#%&=:;,<>!"'~`/-]|\\[d.\\^$*+?()[\]{}|/-]|\[\^?(?:[A-Za-z0-9 _.@+/-]|\\d)+\]|[*+?](?![?+])|\{\d+(?:,\d*)?\}(?![?+])|\((?:\?:)?|[)|])*$/;

const numeric = /^-?\d{1,40}(?:\.\d{1,40})?$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const time = /^\d{2}:\d{2}(?::\d{2})?$/;
const duration = /^-?P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

/** A bound as SQL literal of the field's type, or null where it is written wrongly. */
function boundLiteral(field: FieldRecord, bound: string): string | null {
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'money':
      return numeric.test(bound) ? bound : null;
    case 'date':
      return date.test(bound) ? `date '${bound}'` : null;
    case 'dateTime':
      return dateTime.test(bound) ? `timestamptz '${bound}'` : null;
    case 'time':
      return time.test(bound) ? `time '${bound}'` : null;
    case 'duration':
      return duration.test(bound) ? `interval '${bound}'` : null;
    default:
      return null;
  }
}

/** The conditions that PostgreSQL itself holds a field to. */
export function fieldChecks(field: FieldModel): string[] {
  const { record } = field;
  const column = quoteIdentifier(field.column);
  const checks: string[] = [];
  switch (record.type) {
    case 'text':
    case 'longText':
      if (record.minLength !== undefined) checks.push(`char_length(${column}) >= ${Math.trunc(record.minLength)}`);
      if (record.maxLength !== undefined) checks.push(`char_length(${column}) <= ${Math.trunc(record.maxLength)}`);
      if (record.pattern !== undefined && agreedPattern.test(record.pattern))
        checks.push(`${column} ~ ${quoteLiteral(`^(?:${record.pattern})$`)}`);
      break;
    case 'integer':
      // The largest integers that JSON numbers carry exactly (RFC 8259 §6).
      checks.push(`${column} between -9007199254740991 and 9007199254740991`);
      break;
    case 'decimal':
      checks.push(`${column} not in ('NaN', 'Infinity', '-Infinity')`);
      break;
    case 'money':
      checks.push(`${column} <> 'NaN'`);
      break;
    case 'email':
      checks.push(`${column} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`);
      break;
    case 'url':
      checks.push(`${column} ~* '^https?://[^[:space:]]+$'`);
      break;
    case 'duration':
      // Months have no fixed length: only durations of one sort compare exactly.
      checks.push(
        `extract(year from ${column}) * 12 + extract(month from ${column}) = 0 or ${column} = make_interval(months => (extract(year from ${column}) * 12 + extract(month from ${column}))::integer)`,
      );
      break;
    case 'choice':
      if (record.options !== undefined)
        checks.push(`${column} in (${record.options.map((option) => quoteLiteral(option.value)).join(', ')})`);
      break;
    case 'multiChoice':
      if (record.options !== undefined)
        checks.push(`${column} <@ array[${record.options.map((option) => quoteLiteral(option.value)).join(', ')}]::text[]`);
      break;
    default:
  }
  for (const [operator, bound] of [
    ['>=', record.minimum],
    ['<=', record.maximum],
  ] as const) {
    const literal = bound === undefined ? null : boundLiteral(record, bound);
    if (literal !== null) checks.push(`${column} ${operator} ${literal}`);
  }
  if (field.currencyColumn !== null) {
    const currency = quoteIdentifier(field.currencyColumn);
    checks.push(`${currency} ~ '^[A-Z]{3}$'`, `(${column} is null) = (${currency} is null)`);
  }
  return checks;
}
