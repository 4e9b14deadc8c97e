import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { greetedWithin } from '../greeted-within.ts';
import { loginOf, placeOf } from '../stream-place.ts';
import { AmqpRefusal, AmqpSession, type Content } from './amqp-session.ts';
import { type FieldReader, type FieldValue, NoAmqp } from './fields.ts';

type Asked = Pick<SystemRequest, 'action' | 'address' | 'secrets' | 'signal' | 'limits'>;

const ports = { 'amqp:': 5672, 'amqps:': 5671 };

/** Does something over a connection to a broker, which ends with it, and tells what fails without secrets. */
export async function overAmqp<Result>(
  sockets: OutgoingSockets,
  asked: Asked,
  heartbeatSeconds: number,
  work: (session: AmqpSession) => Promise<Result>,
): Promise<Result> {
  const { action, address, signal } = asked;
  const { host, pathname } = address;
  const login = loginOf(asked);
  if (login === null) throw connectorErrors.noCredential({ action, credential: 'login' });
  const socket = await openOutgoingStream(sockets, placeOf(asked, ports), signal);
  let session: AmqpSession | null = null;
  try {
    const virtualHost = pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/';
    const greeted = greetedWithin(socket, asked);
    session = await AmqpSession.open(socket, { host, ...login, virtualHost, heartbeatSeconds });
    greeted();
    const result = await work(session);
    await session.close();
    return result;
  } catch (error) {
    socket.destroy();
    throw failure(asked, error);
  } finally {
    session?.stop();
  }
}

function failure({ action, address: { host } }: Asked, error: unknown): unknown {
  if (error instanceof AmqpRefusal)
    return connectorErrors.refused({ action, host, status: error.status }, { cause: error, details: { answer: error.message } });
  if (error instanceof NoAmqp) return connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall === undefined ? error : outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: error });
}

/** What a broker says of a message that it gives out. */
export interface Delivery {
  readonly tag: bigint;
  readonly redelivered: boolean;
  readonly exchange: string;
  readonly routingKey: string;
}

export function readDelivery(fields: FieldReader): Delivery {
  return { tag: fields.longLong(), redelivered: fields.octet() !== 0, exchange: fields.shortText(), routingKey: fields.shortText() };
}

/** A message as the connector's types have it. */
export function messageOf({ redelivered, exchange, routingKey }: Delivery, { properties, body }: Content) {
  const { contentType = null, messageId = null, correlationId = null, type = null, headers = {} } = properties;
  const message = decoded(body);
  return {
    message,
    bytes: message === null ? body.toString('base64') : null,
    ...{ routingKey, exchange, contentType, messageId, correlationId, type, redelivered },
    headers: headers as Readonly<Record<string, FieldValue>>,
  };
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
