import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listSettings, setConnector, setSetting } from '@plinth/api-contract';
import { PlinthError, systemContext, type TenantReference } from '@plinth/foundation';
import { callHere, type ExampleHost, examplesFolder } from './examples.ts';

const application = 'bank';
/** The connection and the setting of the example have the same name. */
const key = 'coreBanking';

/**
 * Connects the bank example of a tenant, in production, to a core-banking system, and lets it use that. Says whether it did: not where
 * the bank is not there, or is one that knows of no such system.
 */
export async function connectCoreBanking(host: ExampleHost, tenant: TenantReference, address: string): Promise<boolean> {
  const context = systemContext(tenant);
  const environment = (await host.environments(context)).find((each) => each.key === 'production') ?? null;
  const within = { ...context, environment };
  const known = await callHere(host, listSettings, within, application, {}).catch((error: unknown) => {
    if (error instanceof PlinthError && error.status === 404) return { items: [] };
    throw error;
  });
  if (!known.items.some((setting) => setting.key === key && setting.declaredBy !== 'nobody')) return false;
  const document = await readFile(join(examplesFolder, 'bank', 'core-banking', 'core-banking.proto'), 'utf8');
  await callHere(host, setConnector, within, '', { connection: key, format: 'proto', document, address });
  await callHere(host, setSetting, within, application, { setting: key, value: true });
  return true;
}
