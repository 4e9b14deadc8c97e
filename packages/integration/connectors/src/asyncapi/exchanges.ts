import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { Channel } from '../binding.ts';
import { below, type DocumentSet, type Place } from '../document/document-set.ts';
import { itemsOf, membersOf, objectAt, textOf } from '../openapi/members.ts';

/** One operation of an AsyncAPI document of either version, seen from the application that it describes. */
export interface Exchange {
  readonly name: string;
  readonly id: string;
  readonly place: Place;
  readonly direction: 'send' | 'receive';
  /** Address of the channel, with the names of its parameters in braces. */
  readonly address: string;
  readonly parameters: readonly ChannelParameter[];
  /** Protocol of the first server that has the channel; empty where none is told. */
  readonly protocol: string;
  /** What the channel says of its topic of Kafka, or its exchange or queue of AMQP. */
  readonly bound: Pick<Channel, 'topic' | 'exchange' | 'queue'>;
  readonly title: string;
  readonly description: string;
  readonly messages: readonly WrittenMessage[];
  /** What is left out of it, a sentence each. */
  readonly changes: readonly string[];
}

/** A part of a channel's address. */
export interface ChannelParameter {
  readonly name: string;
  /** Its schema, as it is written; null where nothing is said. */
  readonly schema: WrittenMessage | null;
}

/** An operation, or a channel with those that it may have, that cannot be read. */
export interface UnreadableExchange {
  readonly name: string;
  readonly place: string;
  readonly reason: string;
  /** What it would be; an action where nobody can tell. */
  readonly kind?: 'action' | 'trigger';
}

/** A message as it is written, perhaps as a reference. */
export interface WrittenMessage {
  readonly value: JsonValue;
  readonly place: Place;
}

const root: Place = { file: '', pointer: '' };

/** The operations of a document; what cannot be found at all is told with the reason. */
export function exchangesOf(documents: DocumentSet, version: string, unreadable: UnreadableExchange[]): readonly Exchange[] {
  return version.startsWith('2.') ? ofVersion2(documents, unreadable) : ofVersion3(documents, unreadable);
}

/** Version 2 names servers, version 3 refers to them; all have the channel where nothing is said. */
function protocolOf(documents: DocumentSet, channel: JsonObject, place: Place): string {
  const own = itemsOf(channel.servers).map((server, index) =>
    typeof server === 'string'
      ? objectAt(
          membersOf(documents.root.servers).find(([name]) => name === server)?.[1] ?? null,
          below(root, 'servers', server),
          documents,
        )
      : objectAt(server, below(place, 'servers', index), documents),
  );
  const all = membersOf(documents.root.servers).map(([name, server]) => objectAt(server, below(root, 'servers', name), documents));
  const [first] = (own.length > 0 ? own : all).filter((found) => typeof found !== 'string');
  return first === undefined ? '' : textOf(first.value.protocol);
}

/** Bindings of a channel (https://github.com/asyncapi/bindings): of Kafka its topic, of AMQP its exchange or its queue. */
function boundOf({ bindings }: JsonObject): Exchange['bound'] {
  const { kafka, amqp } = isJsonObject(bindings) ? bindings : {};
  const nameIn = (value: JsonValue | undefined) => (isJsonObject(value) && typeof value.name === 'string' ? value.name : undefined);
  const topic = isJsonObject(kafka) && typeof kafka.topic === 'string' ? kafka.topic : undefined;
  const isQueue = isJsonObject(amqp) && amqp.is === 'queue';
  const exchange = isJsonObject(amqp) && !isQueue ? nameIn(amqp.exchange) : undefined;
  const queue = isJsonObject(amqp) && isQueue ? nameIn(amqp.queue) : undefined;
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(queue === undefined ? {} : { queue }),
  };
}

/** The names in braces in an address, with what the channel says of them. */
function parametersIn(address: string, channel: JsonObject, place: Place, documents: DocumentSet): readonly ChannelParameter[] {
  const names = new Set([...address.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name));
  const declared = isJsonObject(channel.parameters) ? channel.parameters : {};
  return [...names].map((name): ChannelParameter => {
    const found = Object.hasOwn(declared, name) ? objectAt(declared[name] ?? null, below(place, 'parameters', name), documents) : '';
    if (typeof found === 'string') return { name, schema: null };
    // Version 2 has a schema, version 3 what a text can be.
    const { schema, enum: choices, default: otherwise } = found.value;
    if (schema !== undefined) return { name, schema: { value: schema, place: below(found.place, 'schema') } };
    const value = {
      type: 'string',
      ...(Array.isArray(choices) ? { enum: choices } : {}),
      ...(otherwise === undefined ? {} : { default: otherwise }),
    };
    return { name, schema: { value, place: found.place } };
  });
}

/** An operation or message with what its traits say; in version 2 they stand above what it says itself, from 3 on below. */
export function withTraits(value: JsonObject, place: Place, documents: DocumentSet, above: boolean): JsonObject {
  const traits = itemsOf(value.traits).flatMap((trait, index) => {
    const found = objectAt(trait, below(place, 'traits', index), documents);
    return typeof found === 'string' ? [] : [found.value];
  });
  const merged = Object.assign({}, ...traits) as JsonObject;
  return above ? { ...value, ...merged } : { ...merged, ...value };
}

function ofVersion2(documents: DocumentSet, unreadable: UnreadableExchange[]): readonly Exchange[] {
  const sides = [
    ['publish', 'receive'],
    ['subscribe', 'send'],
  ] as const;
  return membersOf(documents.root.channels).flatMap(([address, written]) => {
    const channel = objectAt(written, below(root, 'channels', address), documents);
    if (typeof channel === 'string') {
      unreadable.push({
        name: address,
        place: below(root, 'channels', address).pointer,
        reason: `The channel cannot be found: ${channel}.`,
      });
      return [];
    }
    return sides.flatMap(([word, direction]): Exchange[] => {
      const written = channel.value[word];
      const place = below(channel.place, word);
      if (written === undefined) return [];
      if (!isJsonObject(written)) {
        unreadable.push({ name: `${word} ${address}`, place: place.pointer, reason: 'It is no object.' });
        return [];
      }
      const operation = withTraits(written, place, documents, true);
      const { title, description, id } = namesOf(operation, `${word} ${address}`);
      const messages = operation.message === undefined ? [] : alternativesOf(operation.message, below(place, 'message'));
      return [
        {
          name: `${word} ${address}`,
          id,
          place,
          direction,
          address,
          parameters: parametersIn(address, channel.value, channel.place, documents),
          protocol: protocolOf(documents, channel.value, channel.place),
          bound: boundOf(channel.value),
          title,
          description,
          messages,
          changes: [],
        },
      ];
    });
  });
}

function namesOf(operation: JsonObject, otherwise: string) {
  const id = textOf(operation.operationId);
  return {
    id,
    title: textOf(operation.title, textOf(operation.summary, id === '' ? otherwise : id)),
    description: textOf(operation.description),
  };
}

function alternativesOf(message: JsonValue, place: Place): readonly WrittenMessage[] {
  if (!isJsonObject(message) || !Array.isArray(message.oneOf)) return [{ value: message, place }];
  return message.oneOf.map((value: JsonValue, index) => ({ value, place: below(place, 'oneOf', index) }));
}

function ofVersion3(documents: DocumentSet, unreadable: UnreadableExchange[]): readonly Exchange[] {
  return membersOf(documents.root.operations).flatMap(([key, written]): Exchange[] => {
    const found = objectAt(written, below(root, 'operations', key), documents);
    const place = typeof found === 'string' ? below(root, 'operations', key) : found.place;
    const operation = typeof found === 'string' ? {} : withTraits(found.value, place, documents, false);
    const channel = operation.channel === undefined ? 'it names none' : objectAt(operation.channel, below(place, 'channel'), documents);
    const { action } = operation;
    if (typeof channel === 'string' || (action !== 'send' && action !== 'receive')) {
      const lost = typeof found === 'string' ? `It cannot be found: ${found}.` : `Its channel cannot be found: ${String(channel)}.`;
      unreadable.push({
        name: key,
        place: place.pointer,
        kind: action === 'send' ? 'trigger' : 'action',
        reason: typeof found === 'string' || typeof channel === 'string' ? lost : 'It neither sends nor receives.',
      });
      return [];
    }
    const address = textOf(channel.value.address, key);
    const own = itemsOf(operation.messages).map((value, index) => ({ value, place: below(place, 'messages', index) }));
    const all = membersOf(channel.value.messages).map(([name, value]) => ({ value, place: below(channel.place, 'messages', name) }));
    const { title, description } = namesOf(operation, key);
    return [
      {
        name: key,
        id: key,
        place,
        direction: action,
        address,
        parameters: parametersIn(address, channel.value, channel.place, documents),
        protocol: protocolOf(documents, channel.value, channel.place),
        bound: boundOf(channel.value),
        title,
        description,
        messages: own.length > 0 ? own : all,
        changes: operation.reply === undefined ? [] : ['what comes back on another channel (reply) is not waited for'],
      },
    ];
  });
}
