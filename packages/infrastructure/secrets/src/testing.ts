import { randomBytes } from 'node:crypto';
import { keyBytes } from './envelope.ts';
import { type MasterKeys, masterKeysOf } from './master-keys.ts';

/** One random master key that ends with the process. */
export function temporaryMasterKeys(): MasterKeys {
  return masterKeysOf('temporary', new Map([['temporary', randomBytes(keyBytes)]]));
}
