import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecrets, fileMasterKeys, parseMasterKeys, type Secrets, secretsErrors } from '@plinth/secrets';
import type { Configuration } from './configuration.ts';

/** The secrets port on the configured master keys; throws where they are damaged, cannot be kept or others may read them. */
export async function openSecrets(configuration: Configuration): Promise<Secrets> {
  const { PLINTH_MASTER_KEYS: text, PLINTH_DATA: data } = configuration;
  if (text !== undefined) return createSecrets(parseMasterKeys(text));
  // Not closed to others as the file itself is: the user of the embedded PostgreSQL has to pass through.
  await mkdir(data, { recursive: true }).catch((cause: unknown) => {
    throw secretsErrors.unreachableKey({ file: data }, { cause });
  });
  return createSecrets(await fileMasterKeys(join(data, 'master-keys.json')));
}
