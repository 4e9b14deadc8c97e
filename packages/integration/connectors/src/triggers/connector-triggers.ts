import { foundationErrors, isJsonObject, type JsonObject, type JsonValue, nearestName, PlinthError } from '@plinth/foundation';
import { schemaViolations } from '@plinth/json-schema';
import { outgoingErrors } from '@plinth/outgoing';
import { type ChannelSystem, messagesToHear } from '../call/channel-request.ts';
import type { ConnectorCalls } from '../call/connector-calls.ts';
import { errorWithoutSecrets } from '../call/redaction.ts';
import { type OpenConnection, secretTexts } from '../connection.ts';
import type { Connector, Trigger } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { hearRows, rowsTrigger } from './rows.ts';
import type { SystemListener, Take } from './system-listener.ts';

const rows = 'rows';

/** What can be heard of a system: what it tells, and new rows wherever it can be asked for some. */
export function triggersOf({ triggers, actions }: Connector): Readonly<Record<string, Trigger>> {
  const reads = Object.values(actions).some(({ effect }) => effect === 'reads');
  return reads ? { ...triggers, [rows]: rowsTrigger } : triggers;
}

export interface TriggerOptions {
  readonly calls: Pick<ConnectorCalls, 'call' | 'systemSecrets' | 'forgetTokens'>;
  /** Who hears from systems with protocols of their own, by the name of the system. */
  readonly systems: Readonly<Record<string, SystemListener>>;
}

/** What is to be heard. */
export interface ToHear {
  readonly trigger: string;
  readonly input: JsonObject;
  readonly cursor: JsonValue;
  readonly take: Take;
}

/** Hears the triggers of connectors, with what all of them share: the check of what is asked for, limits, no secret in what is told. */
export class ConnectorTriggers {
  readonly #options: TriggerOptions;

  constructor(options: TriggerOptions) {
    this.#options = options;
  }

  /**
   * Hears until everything was taken, or until the signal where the system goes on. Throws `connectors.no-trigger`, `not-heard`,
   * `wrong-input`, and what speakers and exchanges throw; in none of them stands a secret.
   */
  async hear(
    { signal }: { readonly signal: AbortSignal },
    connection: OpenConnection,
    { trigger, input, cursor, take }: ToHear,
  ): Promise<void> {
    const found = triggerOf(connection.connector, trigger);
    const given = withDefaults(found, input);
    const violations = schemaViolations(found.input ?? {}, given, connection.connector.types);
    if (violations.length > 0) throw connectorErrors.wrongInput({ action: trigger, count: violations.length }, { details: { violations } });
    // Tokens that are given on the way are added.
    const hidden = [...secretTexts(connection.secrets)];
    try {
      if (trigger === rows) return await hearRows(this.#options.calls, { signal }, connection, { input: given, cursor, take });
      await this.#system(signal, connection, { trigger, input: given, cursor, take }, found, hidden);
    } catch (error) {
      throw signal.aborted ? foundationErrors.cancelled({}, { cause: error }) : errorWithoutSecrets(error, hidden);
    }
  }

  async #system(signal: AbortSignal, connection: OpenConnection, heard: ToHear, { binding }: Trigger, hidden: string[]): Promise<void> {
    // Nobody is asked for what is sent by itself: that is taken where it arrives.
    if (binding?.hears === 'called') return;
    const { systems, calls } = this.#options;
    const listener = binding !== undefined && Object.hasOwn(systems, binding.system) ? systems[binding.system] : undefined;
    if (binding === undefined || listener === undefined) throw connectorErrors.notHeard({ trigger: heard.trigger });
    const { limits } = connection;
    const address = new URL(connection.address);
    // What stays has an end of its own; a system that does not answer is noticed there by its silence.
    const timer = binding.hears === 'asking' ? AbortSignal.timeout(limits.milliseconds) : null;
    const either = timer === null ? signal : AbortSignal.any([signal, timer]);
    try {
      const { channel } = binding;
      const input = channel === undefined ? heard.input : messagesToHear(binding.system as ChannelSystem, channel, heard.input);
      const secrets = await calls.systemSecrets({ signal: either }, connection);
      hidden.push(...secretTexts(secrets));
      // Whoever went away meanwhile is not heard for.
      either.throwIfAborted();
      await listener({ ...heard, input, command: binding.command, address, secrets, limits, signal: either });
    } catch (error) {
      if (error instanceof PlinthError && error.code === 'connectors.refused') calls.forgetTokens(connection);
      if (timer?.aborted !== true || signal.aborted) throw error;
      throw outgoingErrors.timedOut({ host: address.host, seconds: Math.ceil(limits.milliseconds / 1000) }, { cause: error });
    }
  }
}

function triggerOf(connector: Connector, name: string): Trigger {
  const triggers = triggersOf(connector);
  const found = Object.hasOwn(triggers, name) ? triggers[name] : undefined;
  if (found !== undefined) return found;
  const near = nearestName(name, Object.keys(triggers));
  throw connectorErrors.noTrigger({
    connector: connector.title,
    trigger: name,
    suggestion: near === null ? 'See what it tells.' : `Is ${near} meant?`,
  });
}

function withDefaults({ input: schema }: Trigger, input: JsonObject): JsonObject {
  const properties = isJsonObject(schema) && isJsonObject(schema.properties) ? schema.properties : {};
  const usual = Object.entries(properties).flatMap(([name, of]) =>
    isJsonObject(of) && of.default !== undefined ? [[name, of.default] as const] : [],
  );
  return { ...Object.fromEntries(usual), ...input };
}
