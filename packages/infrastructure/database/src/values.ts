/** What may be given as a parameter. Arrays become PostgreSQL arrays, plain objects JSON. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | null
  | undefined
  | readonly SqlValue[]
  | { readonly [name: string]: unknown };

/** A parameter in PostgreSQL's text form (bytes stay bytes). */
export function encodeValue(value: SqlValue): string | Buffer | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    case 'undefined':
      return null;
    default:
  }
  if (value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return encodeArray(value);
  return JSON.stringify(value);
}

function encodeArray(values: readonly SqlValue[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return encodeArray(value);
    const encoded = encodeValue(value);
    const text = typeof encoded === 'string' ? encoded : `\\x${encoded?.toString('hex') ?? ''}`;
    return `"${text.replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

type Decoder = (text: string) => unknown;

/** By type OID. What JavaScript cannot hold exactly (int8, numeric, dates, times) stays text. */
const decoders: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [16, (text) => text === 't'],
  [17, (text) => Buffer.from(text.slice(2), 'hex')],
  [21, Number],
  [23, Number],
  [26, Number],
  [700, Number],
  [701, Number],
  [114, JSON.parse],
  [3802, JSON.parse],
  [1005, numbers],
  [1007, numbers],
  [1009, decodeArray],
  [1015, decodeArray],
  [1003, decodeArray],
  [2951, decodeArray],
]);

export function decoderOf(typeOid: number): Decoder | undefined {
  return decoders.get(typeOid);
}

function numbers(text: string): (number | null)[] {
  return decodeArray(text).map((item) => (item === null ? null : Number(item)));
}

/** A one-dimensional array in PostgreSQL's text form. */
function decodeArray(text: string): (string | null)[] {
  const items: (string | null)[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/g;
  for (const match of text.matchAll(pattern)) {
    const [, quoted, bare] = match;
    if (quoted !== undefined) items.push(quoted.replace(/\\(.)/g, '$1'));
    else items.push(bare === 'NULL' ? null : (bare ?? ''));
  }
  return items;
}
