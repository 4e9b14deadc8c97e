import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { HttpAnswer } from '@plinth/outgoing';
import type { GraphqlBinding, HttpBinding } from '../binding.ts';
import type { OpenConnection } from '../connection.ts';
import type { Action } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { exactJson } from './exact-json.ts';
import { readAnswer } from './http-answer.ts';
import { httpRequest, type PlainRequest } from './http-request.ts';
import { speakGrpc } from './speak-grpc.ts';
import { speakSoap } from './speak-soap.ts';

/** An action with its input as a request, and how what is answered to it is read. */
export interface Spoken {
  readonly request: PlainRequest;
  read(answer: HttpAnswer): JsonValue;
  /** For each attempt: told the parts of an answer that streams, it says when there is enough. */
  enough?(): (part: Uint8Array) => boolean;
  /** The answer as it would be were the protocol that of HTTP, where what failed is told otherwise. */
  inWordsOfHttp?(answer: HttpAnswer): HttpAnswer;
}

/** Says an action in the protocol of its system. Throws `connectors.unwritable-input`, `connectors.not-callable`. */
export function speak(connection: OpenConnection, name: string, action: Action, input: JsonObject): Spoken {
  const { connector, address } = connection;
  const { binding } = action;
  switch (binding.protocol) {
    case 'http':
      return speakHttp(connector, action, binding, address, input);
    case 'graphql':
      return speakGraphql(name, binding, address, input);
    case 'grpc':
      return speakGrpc(connection, name, binding, input);
    case 'soap':
      return speakSoap(connection, action, binding, input);
    case 'system':
      throw connectorErrors.notCallable({ action: name, protocol: binding.system });
    case 'channel':
      throw connectorErrors.notCallable({ action: name, protocol: binding.transport === '' ? 'messages' : binding.transport });
  }
}

function speakHttp(
  connector: OpenConnection['connector'],
  action: Action,
  binding: HttpBinding,
  address: string,
  input: JsonObject,
): Spoken {
  const base = binding.servers.find((server) => /^https?:/.test(server)) ?? address;
  const request = httpRequest(connector, action, binding, base, input);
  return { request, read: (answer) => readAnswer(binding, answer, request.address.host) };
}

function speakGraphql(name: string, { query, field }: GraphqlBinding, address: string, variables: JsonObject): Spoken {
  const headers = {
    'user-agent': 'Plinth',
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
  };
  const url = new URL(address);
  return {
    request: { method: 'POST', address: url, headers, body: Buffer.from(JSON.stringify({ query, variables })) },
    read({ status, body }) {
      const told = parsed(body, url.host);
      const errors = Array.isArray(told.errors) ? told.errors : [];
      // Whoever answers with errors did not do all of what was asked.
      if (errors.length > 0)
        throw connectorErrors.refused({ action: name, host: url.host, status }, { details: { answer: { status, body: { errors } } } });
      const data = isJsonObject(told.data) ? told.data : {};
      return Object.hasOwn(data, field) ? (data[field] ?? null) : null;
    },
  };
}

function parsed(body: Uint8Array, host: string): JsonObject {
  try {
    const value = exactJson(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isJsonObject(value)) return value;
  } catch (cause) {
    throw connectorErrors.unreadableAnswer({ host, reason: 'it is no JSON' }, { cause: new Error((cause as Error).name) });
  }
  throw connectorErrors.unreadableAnswer({ host, reason: 'it is no answer of GraphQL' });
}
