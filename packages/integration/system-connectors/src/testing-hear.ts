import {
  type Connector,
  ConnectorCalls,
  ConnectorTriggers,
  type CredentialSecret,
  type Heard,
  type OpenConnection,
  usualLimits,
} from '@plinth/connectors';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { systemListeners, systemSpeakers } from './index.ts';
import { connectorOf } from './testing-calls.ts';

const sockets = outgoingSockets(readReachableHosts('127.0.0.1').hosts);

/** What was heard, and from where to hear on. */
export interface Listening {
  readonly heard: Heard[];
  cursor: JsonValue;
  /** Ends with the listening. */
  readonly ended: Promise<unknown>;
  stop(): void;
}

/** Hears a trigger as applications do; `keep` may fail, as where nothing can be kept. */
export async function testHear(
  system: string | Connector,
  address: string,
  secrets: Readonly<Record<string, CredentialSecret>>,
  limits: Partial<OpenConnection['limits']> = {},
): Promise<(trigger: string, input: JsonObject, cursor?: JsonValue, keep?: () => void) => Listening> {
  const exchange = httpExchange(sockets);
  const calls = new ConnectorCalls({ exchange, systems: systemSpeakers(sockets, exchange) });
  const triggers = new ConnectorTriggers({ calls, systems: systemListeners(sockets) });
  const connector = await connectorOf(system);
  const connection: OpenConnection = { id: `hear-${connector.title}`, connector, address, secrets, limits: { ...usualLimits, ...limits } };
  return (trigger, input, cursor = null, keep = () => {}) => {
    const over = new AbortController();
    const listening: Listening = {
      heard: [],
      cursor,
      ended: triggers
        .hear({ signal: over.signal }, connection, {
          ...{ trigger, input, cursor },
          async take(heard, next) {
            keep();
            listening.heard.push(...heard);
            listening.cursor = next;
          },
        })
        .catch((error: unknown) => error),
      stop: () => over.abort(),
    };
    return listening;
  };
}
