import { type Client, createClient } from '@plinth/api-contract';
import { compose } from './compose.ts';
import { readConfiguration } from './configuration.ts';
import type { Platform } from './platform.ts';
import type { TestPlatform } from './testing.ts';

/** What another server of the same platform is started with. */
export const settingsOfAnother = ({ databaseUrl, folder, masterKeys }: TestPlatform) => ({
  DATABASE_URL: databaseUrl,
  PLINTH_DATA: folder,
  PLINTH_MASTER_KEYS: masterKeys,
});

/** Runs another server of the same platform for a while; what it is asked comes by its own address. */
export async function onAnotherServer<Result>(
  running: TestPlatform,
  work: (there: Client, platform: Platform) => Promise<Result>,
): Promise<Result> {
  const own = { PLINTH_PORT: '0', PLINTH_LOG_LEVEL: 'error', PLINTH_EXAMPLES: 'false' };
  const platform = await compose(readConfiguration({ ...settingsOfAnother(running), ...own }));
  try {
    const address = await platform.listen();
    return await work(createClient({ address, fetch, headers: { authorization: `Bearer ${running.token}` } }), platform);
  } finally {
    await platform.close();
  }
}
