import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { messageOf, overAmqp, readDelivery } from './amqp-place.ts';
import { AmqpRefusal, type AmqpSession } from './amqp-session.ts';
import { FieldWriter } from './fields.ts';
import { headerFrame, methodFrame, methods } from './frames.ts';

/** Speaks to brokers of AMQP 0-9-1 over sockets that lead only where they may; a connection for each call. */
export function speakAmqp(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command } = request;
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (work === undefined) throw connectorErrors.notCallable({ action, protocol: `AMQP (${command})` });
    return overAmqp(sockets, request, 0, (session) => work(session, request));
  };
}

const commands: Readonly<Record<string, (session: AmqpSession, request: SystemRequest) => Promise<JsonValue>>> = {
  publish,
  get,
  probe: async () => null,
};

async function publish(session: AmqpSession, { input }: SystemRequest): Promise<JsonValue> {
  const { exchange = '', routingKey, message, headers = {} } = input;
  const optional = ['contentType', 'messageId', 'correlationId', 'replyTo', 'type'].filter((name) => input[name] !== undefined);
  const body = Buffer.from(String(message));
  const properties = {
    ...Object.fromEntries(optional.map((name) => [name, String(input[name])])),
    headers: headers as Record<string, string>,
  };
  const head = writable(() =>
    Buffer.concat([
      // Mandatory: what no queue takes comes back.
      methodFrame(1, methods.publish, new FieldWriter().short(0).shortText(String(exchange)).shortText(String(routingKey)).octet(1)),
      headerFrame(1, body.byteLength, properties),
    ]),
  );
  session.say(methods.confirmSelect, new FieldWriter().octet(0));
  await session.expect(methods.confirmSelectOk);
  session.sayContent(head, body);
  const { method, fields } = await session.expect(methods.ack, methods.nack, methods.returned);
  if (method === methods.returned) throw new AmqpRefusal(fields.short(), fields.shortText().slice(0, 500));
  if (method === methods.nack) throw new AmqpRefusal(506, 'the broker could not keep it');
  return { taken: true };
}

function writable(write: () => Buffer): Buffer {
  try {
    return write();
  } catch (error) {
    if (error instanceof RangeError) throw connectorErrors.unwritableInput({ parameter: 'a name or property', reason: error.message });
    throw error;
  }
}

async function get(session: AmqpSession, { input, limits, address }: SystemRequest): Promise<JsonValue> {
  const { queue, count = 100 } = input;
  const name = String(queue);
  const messages: JsonValue[] = [];
  let [left, last] = [limits.bytes, 0n];
  while (messages.length < Number(count)) {
    session.say(methods.get, new FieldWriter().short(0).shortText(name).octet(0));
    const { method, fields } = await session.expect(methods.getOk, methods.getEmpty);
    if (method === methods.getEmpty) break;
    const delivery = readDelivery(fields);
    const content = await session.content(left);
    if (content.size > left) {
      // Those before it are given; it goes back to its queue with the end of the connection.
      if (messages.length > 0) break;
      throw outgoingErrors.tooLarge({ host: address.host, limit: limits.bytes });
    }
    left -= content.size;
    last = delivery.tag;
    messages.push(messageOf(delivery, content) as unknown as JsonValue);
  }
  if (messages.length > 0) session.say(methods.ack, new FieldWriter().longLong(last).octet(1));
  return { messages };
}
