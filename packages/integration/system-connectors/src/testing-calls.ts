import { type Connector, ConnectorCalls, type CredentialSecret, type OpenConnection, usualLimits } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { systemFormats, systemSpeakers } from './index.ts';

const sockets = outgoingSockets(readReachableHosts('127.0.0.1').hosts);
let connections = 0;

/** Asks a system as applications do, with limits that suit tests. */
export async function testCalls(
  system: string | Connector,
  address: string,
  login: CredentialSecret | Readonly<Record<string, CredentialSecret>> | null,
  limits: Partial<OpenConnection['limits']> = {},
): Promise<Asking> {
  const exchange = httpExchange(sockets);
  const calls = new ConnectorCalls({ exchange, systems: systemSpeakers(sockets, exchange), wait: async () => {} });
  const connector = await connectorOf(system);
  const connection: OpenConnection = {
    id: `test-${++connections}`,
    connector,
    address,
    secrets: secretsOf(login),
    limits: { ...usualLimits, ...limits },
  };
  const signal = new AbortController().signal;
  const ask = async (action: string, input: JsonObject = {}) => {
    const { output, mismatches } = await calls.call({ signal }, connection, action, input);
    if (mismatches.length > 0) throw new Error(`The output is not what was told: ${JSON.stringify(mismatches)}`);
    return output as JsonObject;
  };
  return Object.assign(ask, { test: () => calls.test({ signal }, connection) });
}

/** A connector of a system by its name, or one that was made of a document. */
export async function connectorOf(system: string | Connector): Promise<Connector> {
  if (typeof system !== 'string') return system;
  const load = systemFormats[system];
  if (load === undefined) throw new Error(`There is no ${system}.`);
  return (await load())('').connector;
}

/** Asks for an action; `test` only signs in. */
export interface Asking {
  (action: string, input?: JsonObject): Promise<JsonObject>;
  test(): Promise<{ readonly status: number }>;
}

function secretsOf(login: Parameters<typeof testCalls>[2]): OpenConnection['secrets'] {
  if (login === null) return {};
  return 'kind' in login && typeof login.kind === 'string' ? { login: login as CredentialSecret } : (login as OpenConnection['secrets']);
}
