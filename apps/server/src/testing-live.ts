import { type Client, createApplication, createClient } from '@plinth/api-contract';
import { openSession, type SessionOptions, type SessionTarget, type StudioSession } from '@plinth/studio-session';
import { memoryClaims, memorySiblings, memoryStorage, socketTo } from '@plinth/studio-session/testing';
import type { TestPlatform } from './testing.ts';

/** A session of the Studio by API token, in a browser of its own where nothing else is said. */
export function studioAs(
  at: { readonly address: string; readonly token: string },
  target: SessionTarget,
  client: Client = createClient({ address: at.address, fetch, headers: { authorization: `Bearer ${at.token}` } }),
  own: SessionOptions = {},
): Promise<StudioSession> {
  const browser = { storage: memoryStorage(), claims: memoryClaims().window(), siblings: memorySiblings(), ...own };
  return openSession(client, target, { openSocket: socketTo(at.address, { authorization: `Bearer ${at.token}` }), ...browser });
}

/** An empty application of the tenant `main`, and what a session of its administrator opens. */
export async function newApplication(running: TestPlatform, key: string): Promise<SessionTarget> {
  await running.client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: key });
  const [row] = await running.ask(`select id from plinth.member limit 1`);
  return { tenant: 'main', application: key, memberId: String(row?.id) };
}
