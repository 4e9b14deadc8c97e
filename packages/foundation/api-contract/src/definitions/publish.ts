import type { Static } from 'typebox';
import type { Client } from '../client.ts';
import { followLongOperation, mostSecondsToWait, type OperationPlace, resultOf } from '../long-operations/index.ts';
import { publishRelease } from './operations.ts';
import type { Publication } from './publication.ts';

/** Publishes and waits for the end. Throws what refused or ended the publication. */
export async function publish(
  client: Client,
  place: OperationPlace,
  input: Omit<Static<(typeof publishRelease)['input']>, 'wait'>,
): Promise<Publication> {
  const begun = await client.call(publishRelease, place, { ...input, wait: mostSecondsToWait });
  return resultOf(await followLongOperation(client, place, begun));
}
