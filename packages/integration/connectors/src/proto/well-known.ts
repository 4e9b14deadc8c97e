import type { JsonSchema } from '@plinth/json-schema';

const int64: JsonSchema = { type: ['string', 'integer'], format: 'int64' };
const decimal: JsonSchema = { type: ['number', 'string'] };

/** Scalars of Protocol Buffers in their JSON form, in which whole numbers of 64 bits are texts. */
export const scalars: Readonly<Record<string, JsonSchema>> = {
  double: decimal,
  float: decimal,
  int32: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  sint32: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  sfixed32: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  uint32: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
  fixed32: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
  int64,
  sint64: int64,
  sfixed64: int64,
  uint64: int64,
  fixed64: int64,
  bool: { type: 'boolean' },
  string: { type: 'string' },
  bytes: { type: 'string', contentEncoding: 'base64' },
};

const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });

/** Messages of `google.protobuf` that have a JSON form of their own. */
export const wellKnown: Readonly<Record<string, JsonSchema>> = {
  'google.protobuf.Any': { type: 'object', properties: { '@type': { type: 'string' } }, required: ['@type'] },
  'google.protobuf.BoolValue': orNull({ type: 'boolean' }),
  'google.protobuf.BytesValue': orNull({ type: 'string', contentEncoding: 'base64' }),
  'google.protobuf.DoubleValue': orNull(decimal),
  'google.protobuf.Duration': { type: 'string', pattern: '^-?\\d+(\\.\\d{1,9})?s$' },
  'google.protobuf.Empty': { type: 'object', additionalProperties: false },
  'google.protobuf.FieldMask': { type: 'string' },
  'google.protobuf.FloatValue': orNull(decimal),
  'google.protobuf.Int32Value': orNull({ type: 'integer' }),
  'google.protobuf.Int64Value': orNull(int64),
  'google.protobuf.ListValue': { type: 'array' },
  'google.protobuf.NullValue': { type: 'null' },
  'google.protobuf.StringValue': orNull({ type: 'string' }),
  'google.protobuf.Struct': { type: 'object' },
  'google.protobuf.Timestamp': { type: 'string', format: 'date-time' },
  'google.protobuf.UInt32Value': orNull({ type: 'integer', minimum: 0 }),
  'google.protobuf.UInt64Value': orNull(int64),
  'google.protobuf.Value': {},
};
