import { type Clock, foundationErrors, isJsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { type JsonSchema, schemaViolations } from '@plinth/json-schema';
import { type OpenConnection, secretTexts } from '../connection.ts';
import type { Action } from '../connector.ts';
import { connectorErrors } from '../errors.ts';
import { writeMessage } from '../proto/wire/write-message.ts';
import { Conversation } from './conversation.ts';
import type { Gate } from './gate.ts';
import { refusal } from './http-answer.ts';
import { errorWithoutSecrets, withoutSecrets } from './redaction.ts';
import { type SignInPorts, signIn } from './sign-in.ts';
import { grpcMessage, grpcRequest, inWordsOfHttp } from './speak-grpc.ts';

/** What a conversation is held through. */
export interface ConversePorts extends Pick<SignInPorts, 'exchange' | 'tokens' | 'signal'> {
  readonly clock: Clock;
  readonly gate: Gate;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Opens a conversation; see {@link ConnectorCalls.converse}. */
export async function converse(ports: ConversePorts, connection: OpenConnection, name: string, action: Action): Promise<Conversation> {
  const { exchange, clock, gate, signal } = ports;
  const { binding } = action;
  const { wire } = connection.connector;
  if (binding.protocol !== 'grpc' || !(binding.inputStream || binding.outputStream)) throw connectorErrors.noConversation({ action: name });
  if (wire === undefined) throw connectorErrors.noWire({ action: name });
  const secrets = [...secretTexts(connection.secrets)];
  const until = clock.now() + connection.limits.milliseconds;
  const limitsNow = () => ({ milliseconds: Math.max(1, until - clock.now()), bytes: connection.limits.bytes });
  const plain = grpcRequest(connection, binding);
  const { host } = plain.address;
  await ports.pause(gate.enter(host, connection.limits.milliseconds));
  const signed = await signIn({ ...ports, limits: limitsNow() }, connection, name, action, plain).catch((error: unknown) => {
    throw errorWithoutSecrets(error, secrets);
  });
  secrets.push(signed.headers.authorization?.replace(/^\w+ /, '') ?? '');
  const schema = messageSchema(action, binding.inputStream);
  const write = (message: JsonValue) => {
    const violations = schemaViolations(schema, message, connection.connector.types, 'sent');
    if (violations.length > 0) throw connectorErrors.wrongInput({ action: name, count: violations.length }, { details: { violations } });
    return writeMessage(wire, binding.input, message);
  };
  const read = (bytes: Uint8Array) => withoutSecrets(grpcMessage(wire, binding.output, bytes, host), secrets);
  const stop = new AbortController();
  const conversation = new Conversation({ host, bytes: connection.limits.bytes, write, read }, () => stop.abort());
  const limits = limitsNow();
  const { method, address, body, tls, protocol } = signed;
  const headers = { ...signed.headers, 'grpc-timeout': `${Math.ceil(limits.milliseconds)}m` };
  const either = AbortSignal.any([signal, stop.signal]);
  const hold = async () => {
    try {
      const told = inWordsOfHttp(
        await exchange({ method, address, headers, body, tls, protocol, talk: conversation, limits, signal: either }),
      );
      gate.leave(told.status < 500);
      if (told.status === 401) for (const one of signed.by) ports.tokens.forget(`${connection.id} ${one}`);
      conversation.over(told.status === 200 ? null : errorOf(refusal(name, host, told), secrets));
    } catch (error) {
      // Whoever ended it is told of no failure.
      if (!either.aborted) gate.leave(error instanceof PlinthError && !error.code.startsWith('outgoing.'));
      conversation.over(signal.aborted ? foundationErrors.cancelled({}, { cause: error }) : errorOf(error, secrets));
    }
  };
  void hold();
  return conversation;
}

function errorOf(error: unknown, secrets: readonly string[]): Error {
  const told = errorWithoutSecrets(error, secrets);
  return told instanceof Error ? told : new Error(String(told));
}

/** What one message may be; the action says it of the list of them where they stream. */
function messageSchema({ input }: Action, isList: boolean): JsonSchema {
  const properties = isJsonObject(input) && isJsonObject(input.properties) ? input.properties : {};
  const message = properties.message ?? {};
  return (isList && isJsonObject(message) ? (message.items ?? {}) : message) as JsonSchema;
}
