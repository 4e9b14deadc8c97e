import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';

/** A message of `google.protobuf` between its own form in JSON and what its fields have. */
interface OwnForm {
  /** Null where the value is none of it. */
  toFields(value: JsonValue): JsonObject | null;
  fromFields(fields: JsonObject): JsonValue;
}

const wrapper: OwnForm = { toFields: (value) => ({ value }), fromFields: ({ value }) => value ?? null };

const timestamp: OwnForm = {
  toFields(value) {
    const [, date = '', fraction = '', zone = ''] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(String(value)) ?? [];
    const milliseconds = Date.parse(date + zone);
    return Number.isNaN(milliseconds) ? null : { seconds: String(milliseconds / 1000), nanos: Number(fraction.padEnd(9, '0')) };
  },
  fromFields({ seconds, nanos }) {
    const whole = new Date(Number(seconds) * 1000);
    if (Number.isNaN(whole.getTime())) return null;
    return whole.toISOString().replace('.000Z', `${fractionOf(Number(nanos))}Z`);
  },
};

const duration: OwnForm = {
  toFields(value) {
    const [, sign = '', seconds = '', fraction = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(String(value)) ?? [];
    const nanos = Number(fraction.padEnd(9, '0'));
    return seconds === '' ? null : { seconds: sign + seconds, nanos: sign === '' ? nanos : -nanos };
  },
  fromFields({ seconds, nanos }) {
    const isBelow = String(seconds).startsWith('-') || Number(nanos) < 0;
    return `${isBelow ? '-' : ''}${String(seconds).replace('-', '')}${fractionOf(Math.abs(Number(nanos)))}s`;
  },
};

const fieldMask: OwnForm = {
  toFields: (value) => ({
    paths: String(value)
      .split(',')
      .filter((path) => path !== '')
      .map((path) => path.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)),
  }),
  fromFields: ({ paths }) =>
    (Array.isArray(paths) ? paths : [])
      .map((path) => String(path).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
      .join(','),
};

const struct: OwnForm = {
  toFields: (value) => (isJsonObject(value) ? { fields: value } : null),
  fromFields: ({ fields }) => fields ?? {},
};
const list: OwnForm = { toFields: (value) => (Array.isArray(value) ? { values: value } : null), fromFields: ({ values }) => values ?? [] };

const anyValue: OwnForm = {
  toFields(value): JsonObject {
    if (value === null) return { nullValue: 'NULL_VALUE' };
    if (typeof value === 'number') return { numberValue: value };
    if (typeof value === 'string') return { stringValue: value };
    if (typeof value === 'boolean') return { boolValue: value };
    return Array.isArray(value) ? { listValue: value } : { structValue: value };
  },
  fromFields: ({ nullValue: _, ...fields }) => Object.values(fields)[0] ?? null,
};

/** The content of an Any stays as it is: its type is known to whoever sent it. */
const any: OwnForm = {
  toFields: (value) =>
    isJsonObject(value) && typeof value['@type'] === 'string' ? { typeUrl: value['@type'], value: value.value ?? '' } : null,
  fromFields: ({ typeUrl, value }) => ({ '@type': typeUrl ?? '', value: value ?? '' }),
};

const forms: Readonly<Record<string, OwnForm>> = {
  Any: any,
  BoolValue: wrapper,
  BytesValue: wrapper,
  DoubleValue: wrapper,
  Duration: duration,
  FieldMask: fieldMask,
  FloatValue: wrapper,
  Int32Value: wrapper,
  Int64Value: wrapper,
  ListValue: list,
  StringValue: wrapper,
  Struct: struct,
  Timestamp: timestamp,
  UInt32Value: wrapper,
  UInt64Value: wrapper,
  Value: anyValue,
};

/** The form of a message that has one of its own in JSON; null for all others. */
export function ownForm(type: string): OwnForm | null {
  const name = type.startsWith('google.protobuf.') ? type.slice('google.protobuf.'.length) : '';
  return Object.hasOwn(forms, name) ? (forms[name] ?? null) : null;
}

function fractionOf(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}
