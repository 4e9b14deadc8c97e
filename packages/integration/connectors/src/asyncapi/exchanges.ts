import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
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
  readonly parameters: readonly string[];
  /** Protocol of the first server; empty where none is told. */
  readonly protocol: string;
  readonly title: string;
  readonly description: string;
  readonly messages: readonly WrittenMessage[];
}

/** A message as it is written, perhaps as a reference. */
export interface WrittenMessage {
  readonly value: JsonValue;
  readonly place: Place;
}

const root: Place = { file: '', pointer: '' };

/** The operations of a document; what cannot be found at all is noted. */
export function exchangesOf(documents: DocumentSet, version: string, notes: string[]): readonly Exchange[] {
  return version.startsWith('2.') ? ofVersion2(documents, notes) : ofVersion3(documents, notes);
}

function protocolOf({ root: { servers } }: DocumentSet): string {
  const [first] = membersOf(servers);
  return isJsonObject(first?.[1]) ? textOf(first[1].protocol) : '';
}

function parametersIn(address: string): readonly string[] {
  return [...new Set([...address.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name))];
}

function ofVersion2(documents: DocumentSet, notes: string[]): readonly Exchange[] {
  const protocol = protocolOf(documents);
  const sides = [
    ['publish', 'receive'],
    ['subscribe', 'send'],
  ] as const;
  return membersOf(documents.root.channels).flatMap(([address, written]) => {
    const channel = objectAt(written, below(root, 'channels', address), documents);
    if (typeof channel === 'string') {
      notes.push(`The channel ${address} cannot be found: ${channel}.`);
      return [];
    }
    return sides.flatMap(([word, direction]): Exchange[] => {
      const operation = channel.value[word];
      if (!isJsonObject(operation)) return [];
      const place = below(channel.place, word);
      const { title, description, id } = namesOf(operation, `${word} ${address}`);
      const messages = operation.message === undefined ? [] : alternativesOf(operation.message, below(place, 'message'));
      return [
        {
          name: `${word} ${address}`,
          id,
          place,
          direction,
          address,
          parameters: parametersIn(address),
          protocol,
          title,
          description,
          messages,
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

function ofVersion3(documents: DocumentSet, notes: string[]): readonly Exchange[] {
  const protocol = protocolOf(documents);
  return membersOf(documents.root.operations).flatMap(([key, written]): Exchange[] => {
    const found = objectAt(written, below(root, 'operations', key), documents);
    const operation = typeof found === 'string' ? {} : found.value;
    const place = typeof found === 'string' ? below(root, 'operations', key) : found.place;
    const channel = operation.channel === undefined ? 'it names none' : objectAt(operation.channel, below(place, 'channel'), documents);
    const { action } = operation;
    if (typeof channel === 'string' || (action !== 'send' && action !== 'receive')) {
      const reason = typeof channel === 'string' ? `its channel cannot be found: ${channel}` : 'it neither sends nor receives';
      notes.push(`The operation ${key} is left out, for ${reason}.`);
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
        parameters: parametersIn(address),
        protocol,
        title,
        description,
        messages: own.length > 0 ? own : all,
      },
    ];
  });
}
