import { decrypt, encrypt, keyBytes } from './envelope.ts';
import { secretsErrors } from './errors.ts';

/** Wraps data keys; the port behind which a key management service may stand as well as a file. */
export interface MasterKeys {
  /** The key that new secrets are wrapped with. */
  readonly currentId: string;
  wrap(dataKey: Uint8Array, bound: string): Promise<Uint8Array>;
  unwrap(keyId: string, wrapped: Uint8Array, bound: string): Promise<Uint8Array>;
}

/** Master keys written as `id:base64,id:base64`, the current one first: for machines whose files do not last. */
export function parseMasterKeys(text: string): MasterKeys {
  const entries = text.split(',').map((entry) => {
    const [id = '', key = '', ...rest] = entry.trim().split(':');
    if (!/^[\w-]+$/.test(id) || rest.length > 0 || !/^[A-Za-z0-9+/_-]{43}=?$/.test(key)) throw secretsErrors.malformedKeys();
    return [id, Buffer.from(key, 'base64')] as const;
  });
  const keys = new Map(entries);
  const [current] = entries;
  if (current === undefined || keys.size < entries.length) throw secretsErrors.malformedKeys();
  return masterKeysOf(current[0], keys);
}

/** Master keys at hand, by id: 32 bytes each. */
export function masterKeysOf(currentId: string, keys: ReadonlyMap<string, Uint8Array>): MasterKeys {
  function keyOf(id: string): Uint8Array {
    const key = keys.get(id);
    if (key === undefined) throw secretsErrors.unknownKey({ key: id });
    return key;
  }
  for (const [id, key] of keys) {
    if (!/^[\w-]+$/.test(id) || key.byteLength !== keyBytes) throw new RangeError(`A master key has a plain id and ${keyBytes} bytes.`);
  }
  keyOf(currentId);
  return {
    currentId,
    wrap: async (dataKey, bound) => encrypt(keyOf(currentId), dataKey, bound),
    unwrap: async (id, wrapped, bound) => decrypt(keyOf(id), wrapped, bound),
  };
}
