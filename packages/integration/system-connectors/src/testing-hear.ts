import { ConnectorCalls, ConnectorTriggers, type CredentialSecret, type Heard, type OpenConnection, usualLimits } from '@plinth/connectors';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { systemFormats, systemListeners, systemSpeakers } from './index.ts';

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
  system: string,
  address: string,
  secrets: Readonly<Record<string, CredentialSecret>>,
  limits: Partial<OpenConnection['limits']> = {},
): Promise<(trigger: string, input: JsonObject, cursor?: JsonValue, keep?: () => void) => Listening> {
  const exchange = httpExchange(sockets);
  const calls = new ConnectorCalls({ exchange, systems: systemSpeakers(sockets, exchange) });
  const triggers = new ConnectorTriggers({ calls, systems: systemListeners(sockets) });
  const load = systemFormats[system];
  if (load === undefined) throw new Error(`There is no ${system}.`);
  const { connector } = (await load())('');
  const connection: OpenConnection = { id: `hear-${system}`, connector, address, secrets, limits: { ...usualLimits, ...limits } };
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
