/** How a type of Protocol Buffers lies in bytes, as data. */
export type WireType =
  | { readonly kind: 'message'; readonly fields: readonly WireField[] }
  | { readonly kind: 'enum'; readonly values: Readonly<Record<string, number>> };

/** Types by their whole names. */
export type WireTypes = Readonly<Record<string, WireType>>;

export interface WireField {
  /** As JSON calls it. */
  readonly name: string;
  readonly number: number;
  /** A scalar, or the whole name of a message or enum. */
  readonly type: string;
  /** Several values: each by itself, all in one piece, or by keys. */
  readonly many?: 'list' | 'packed' | 'map';
  /** Type of the keys of a map. */
  readonly keyType?: string;
  /** Whether one that is absent is something else than one with the first value of its type. */
  readonly presence: boolean;
  /** Whether it is a group of proto2, which ends by a mark instead of a length. */
  readonly group?: boolean;
}

const one = (name: string, number: number, type: string): WireField => ({ name, number, type, presence: false });
const choice = (name: string, number: number, type: string): WireField => ({ name, number, type, presence: true });
const message = (...fields: readonly WireField[]): WireType => ({ kind: 'message', fields });
const wrapped = (type: string): WireType => message(one('value', 1, type));
const moment = message(one('seconds', 1, 'int64'), one('nanos', 2, 'int32'));
const google = 'google.protobuf.';

/** Messages of `google.protobuf` that have a JSON form of their own, which documents do not bring along. */
export const wellKnownWire: WireTypes = {
  [`${google}Any`]: message(one('typeUrl', 1, 'string'), one('value', 2, 'bytes')),
  [`${google}BoolValue`]: wrapped('bool'),
  [`${google}BytesValue`]: wrapped('bytes'),
  [`${google}DoubleValue`]: wrapped('double'),
  [`${google}Duration`]: moment,
  [`${google}Empty`]: message(),
  [`${google}FieldMask`]: message({ ...one('paths', 1, 'string'), many: 'list' }),
  [`${google}FloatValue`]: wrapped('float'),
  [`${google}Int32Value`]: wrapped('int32'),
  [`${google}Int64Value`]: wrapped('int64'),
  [`${google}ListValue`]: message({ ...one('values', 1, `${google}Value`), many: 'list' }),
  [`${google}NullValue`]: { kind: 'enum', values: { NULL_VALUE: 0 } },
  [`${google}StringValue`]: wrapped('string'),
  [`${google}Struct`]: message({ ...one('fields', 1, `${google}Value`), many: 'map', keyType: 'string' }),
  [`${google}Timestamp`]: moment,
  [`${google}UInt32Value`]: wrapped('uint32'),
  [`${google}UInt64Value`]: wrapped('uint64'),
  [`${google}Value`]: message(
    choice('nullValue', 1, `${google}NullValue`),
    choice('numberValue', 2, 'double'),
    choice('stringValue', 3, 'string'),
    choice('boolValue', 4, 'bool'),
    choice('structValue', 5, `${google}Struct`),
    choice('listValue', 6, `${google}ListValue`),
  ),
};
