import { feelText, isPlainText } from '@plinth/entity-pages';
import type { FieldShape } from './column-type.ts';
import { isSign, type SqlToken, sqlTokens, unbracketed } from './sql-tokens.ts';

/** A column's default: as FEEL says it, or given by the database alone. */
export type DefaultValue = { readonly feel: string } | { readonly byDatabase: string } | null;

const nowCalls = new Set(['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp']);
const nowWords = new Set(['current_timestamp', 'localtimestamp']);

/** What a default is in FEEL; null where it is null. */
export function defaultValue(sql: string, shape: FieldShape): DefaultValue {
  if (/^nextval\(/.test(sql)) return { byDatabase: 'the next number of a sequence' };
  if (/^(?:\w+\.)?(?:gen_random_uuid|uuid_generate_v\w+|uuidv[47])\(\)/.test(sql)) return { byDatabase: 'a new UUID' };
  const tokens = unbracketed(sqlTokens(sql) ?? []);
  const feel = literal(tokens, shape) ?? moment(tokens, shape);
  if (feel === 'null') return null;
  return feel === null ? { byDatabase: sql } : { feel };
}

function literal(tokens: readonly SqlToken[], shape: FieldShape): string | null {
  const [token] = tokens;
  if (tokens.length !== 1 || token === undefined) return null;
  const { kind, value } = token;
  if (kind === 'name') {
    const word = value.toLowerCase();
    if (word === 'null') return 'null';
    return shape.type === 'boolean' && (word === 'true' || word === 'false') ? word : null;
  }
  switch (shape.type) {
    case 'integer':
      return /^-?\d{1,15}$/.test(value) ? value : null;
    case 'decimal':
      return /^-?\d{1,20}(?:\.\d{1,14})?$/.test(value) && withinScale(value, shape.scale) ? value : null;
    case 'boolean':
      return /^(?:t|true|f|false)$/.test(value) ? String(value.startsWith('t')) : null;
    case 'text':
    case 'longText':
      return kind === 'text' &&
        isPlainText(value) &&
        (shape.maxLength === undefined || [...value].length <= shape.maxLength) &&
        value !== ''
        ? feelText(value)
        : null;
    case 'choice':
      return shape.values?.includes(value) === true && isPlainText(value) ? feelText(value) : null;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? `date(${feelText(value)})` : null;
    default:
      return null;
  }
}

function withinScale(value: string, scale: number | undefined): boolean {
  return scale === undefined || (value.split('.')[1] ?? '').length <= scale;
}

function moment(tokens: readonly SqlToken[], shape: FieldShape): string | null {
  const word = tokens[0]?.kind === 'name' ? tokens[0].value.toLowerCase() : '';
  const called = nowCalls.has(word) && tokens.length === 3 && isSign(tokens[1], '(');
  const now = called || (nowWords.has(word) && tokens.length === 1);
  if (shape.type === 'dateTime') return now ? 'now()' : null;
  if (shape.type === 'date') return now || (word === 'current_date' && tokens.length === 1) ? 'today()' : null;
  return null;
}
