import type { FieldModel } from '@plinth/record-store';

/** A JSON Schema (2020-12), as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
const writtenDecimal: JsonSchema = { anyOf: [{ type: 'number' }, decimal] };
const id: JsonSchema = { type: 'string', format: 'uuid' };
const fileReference: JsonSchema = { $ref: '#/components/schemas/File' };

/** What a field is in an answer: exact numbers as text, references as ids or, where they are expanded, as records. */
export function answeredField(field: FieldModel): JsonSchema {
  const schema = answered(field);
  return { ...about(field), ...(field.record.required ? schema : nullable(schema)) };
}

/** What may be written to a field. */
export function writtenField(field: FieldModel): JsonSchema {
  const schema = written(field);
  return { ...about(field), ...(field.record.required ? schema : nullable(schema)) };
}

function about({ record }: FieldModel): JsonSchema {
  const range = [
    record.minimum === undefined ? '' : `at least ${record.minimum}`,
    record.maximum === undefined ? '' : `at most ${record.maximum}`,
    record.unique ? 'no two records have the same' : '',
  ].filter((part) => part !== '');
  return {
    title: record.label,
    description: [record.help ?? '', range.join(', ')].filter((part) => part !== '').join(' ') || record.label,
  };
}

function answered(field: FieldModel): JsonSchema {
  switch (field.record.type) {
    case 'decimal':
      return decimal;
    case 'money':
      return field.currencyColumn === null ? decimal : money(decimal);
    case 'file':
      return fileReference;
    case 'reference':
      return { anyOf: [id, { type: 'object' }] };
    default:
      return plain(field);
  }
}

function written(field: FieldModel): JsonSchema {
  switch (field.record.type) {
    case 'decimal':
      return writtenDecimal;
    case 'money':
      return field.currencyColumn === null ? { anyOf: [writtenDecimal, money(writtenDecimal)] } : money(writtenDecimal);
    case 'file':
    case 'reference':
      return { anyOf: [id, { type: 'object', required: ['id'], properties: { id } }] };
    default:
      return plain(field);
  }
}

/** Types that are written as they are answered. */
function plain({ record }: FieldModel): JsonSchema {
  switch (record.type) {
    case 'integer':
      return { type: 'integer', ...bound('minimum', record.minimum), ...bound('maximum', record.maximum) };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string', pattern: '^\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$' };
    case 'dateTime':
      return { type: 'string', format: 'date-time' };
    case 'duration':
      return { type: 'string', pattern: '^-?P' };
    case 'email':
      return { type: 'string', format: 'email' };
    case 'url':
      return { type: 'string', format: 'uri' };
    case 'choice':
      return { enum: (record.options ?? []).map(({ value }) => value) };
    case 'multiChoice':
      return { type: 'array', items: { enum: (record.options ?? []).map(({ value }) => value) } };
    case 'json':
      return {};
    default:
      return {
        type: 'string',
        ...(record.minLength === undefined ? {} : { minLength: record.minLength }),
        ...(record.maxLength === undefined ? {} : { maxLength: record.maxLength }),
        ...(record.pattern === undefined ? {} : { pattern: `^(?:${record.pattern})$` }),
      };
  }
}

function bound(name: 'minimum' | 'maximum', text: string | undefined): JsonSchema {
  return text === undefined || !Number.isSafeInteger(Number(text)) ? {} : { [name]: Number(text) };
}

function money(amount: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['amount', 'currency'],
    properties: { amount, currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217.' } },
    additionalProperties: false,
  };
}

function nullable(schema: JsonSchema): JsonSchema {
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}
