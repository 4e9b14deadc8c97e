import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Channel } from '../binding.ts';
import { connectorErrors } from '../errors.ts';
import { scalarText } from './parameter-text.ts';

/** Systems by which channels are spoken, by AsyncAPI's names of their protocols (3.0.0, section "Server Object"). */
const systems: Readonly<Record<string, ChannelSystem>> = {
  kafka: 'kafka',
  'kafka-secure': 'kafka',
  mqtt: 'mqtt',
  mqtts: 'mqtt',
  'secure-mqtt': 'mqtt',
  amqp: 'amqp',
  amqps: 'amqp',
};

export type ChannelSystem = 'kafka' | 'mqtt' | 'amqp';

/** The system that speaks a transport; null where none does. */
export function channelSystem(transport: string): ChannelSystem | null {
  return Object.hasOwn(systems, transport) ? (systems[transport] ?? null) : null;
}

/** How addresses of a connection to such a system begin, the encrypted way first. */
export const channelSchemes: Readonly<Record<ChannelSystem, readonly string[]>> = {
  kafka: ['kafkas:', 'kafka:'],
  mqtt: ['mqtts:', 'mqtt:'],
  amqp: ['amqps:', 'amqp:'],
};

/** The system that a connection leads to; null where it is none that channels are spoken by. */
export function systemAt(address: string): ChannelSystem | null {
  const { protocol } = new URL(address);
  const found = Object.entries(channelSchemes).find(([, schemes]) => schemes.includes(protocol));
  return found === undefined ? null : (found[0] as ChannelSystem);
}

/** What a system is asked for a message that is put into a channel. Throws `connectors.unwritable-input`. */
export function messageToSend(
  system: ChannelSystem,
  channel: Channel,
  input: JsonObject,
): { readonly command: string; readonly input: JsonObject } {
  const place = addressOf(channel, input, null);
  const { message = null } = input;
  const headers: JsonObject = isJsonObject(input.headers) ? { headers: textsOf(input.headers) } : {};
  if (system === 'kafka') {
    const form = channel.form === 'bytes' ? 'base64' : channel.form;
    const key: JsonObject = typeof input.key === 'string' ? { key: input.key } : {};
    return { command: 'produce', input: { topic: channel.topic ?? place, value: message, form, ...key, ...headers } };
  }
  if (channel.form === 'bytes')
    throw connectorErrors.unwritableInput({ parameter: 'message', reason: `bytes are sent over Kafka alone, and this is ${system}` });
  const text = channel.form === 'json' ? JSON.stringify(message) : scalarText(message);
  if (system === 'mqtt') return { command: 'publish', input: { topic: place, message: text } };
  const contentType = channel.form === 'json' ? 'application/json' : 'text/plain';
  return {
    command: 'publish',
    input: { exchange: channel.exchange ?? '', routingKey: channel.queue ?? place, message: text, contentType, ...headers },
  };
}

/** What a system is told to hear the messages of a channel; parts of its address that nobody gives are any, where the system knows that. */
export function messagesToHear(system: ChannelSystem, channel: Channel, input: JsonObject): JsonObject {
  const form = channel.form === 'json' ? 'json' : 'text';
  const { from, group, receiver, queue } = input;
  switch (system) {
    case 'kafka':
      return {
        topic: channel.topic ?? addressOf(channel, input, null),
        from: from ?? 'now',
        form,
        ...(group === undefined ? {} : { group }),
      };
    case 'mqtt':
      return { topic: addressOf(channel, input, '+'), receiver: receiver ?? '', form };
    case 'amqp':
      return { queue: queue ?? channel.queue ?? addressOf(channel, input, null), form };
  }
}

function addressOf({ address }: Channel, input: JsonObject, otherwise: string | null): string {
  return address.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const given = Object.hasOwn(input, name) ? scalarText(input[name] ?? null) : otherwise;
    // What separates or stands for several would lead to other channels.
    if (given !== null && (given === otherwise || /^[^/+#*\s\0]{1,500}$/.test(given))) return given;
    throw connectorErrors.unwritableInput({ parameter: name, reason: 'it is no part of the address of a channel' });
  });
}

function textsOf(headers: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]: [string, JsonValue]) => [name, scalarText(value)]));
}
