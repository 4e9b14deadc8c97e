import { createHash } from 'node:crypto';
import { type Heard, type HearRequest, jsonOrProblem, type SystemListener } from '@plinth/connectors';
import type { OutgoingSockets } from '@plinth/outgoing';
import { overAmqp, readDelivery } from './amqp-place.ts';
import { AmqpRefusal, type AmqpSession } from './amqp-session.ts';
import { FieldWriter } from './fields.ts';
import { methods } from './frames.ts';

const heartbeatSeconds = 20;
/** Messages that the broker gives out before the first of them is confirmed. */
const prefetch = 50;

/** Hears the messages of a queue as they come; each is confirmed when it is kept, so that what is not kept is given out again. */
export function hearAmqp(sockets: OutgoingSockets): SystemListener {
  return (request) => overAmqp(sockets, { ...request, action: request.trigger }, heartbeatSeconds, (session) => consume(session, request));
}

async function consume(session: AmqpSession, { input, limits, take }: HearRequest): Promise<never> {
  const form = input.form === 'text' ? 'text' : 'json';
  const queue = String(input.queue);
  session.say(methods.qos, new FieldWriter().long(0).short(prefetch).octet(0));
  await session.expect(methods.qosOk);
  session.say(methods.consume, new FieldWriter().short(0).shortText(queue).shortText('').octet(0).table({}));
  await session.expect(methods.consumeOk);
  for (;;) {
    const { method, fields } = await session.expect(methods.deliver, methods.cancelled);
    if (method === methods.cancelled) throw new AmqpRefusal(404, 'the queue is gone');
    fields.shortText();
    const { tag, routingKey } = readDelivery(fields);
    const { properties, body, size } = await session.content(limits.bytes);
    const id = properties.messageId === undefined ? null : createHash('sha256').update(`${queue} ${properties.messageId}`).digest('hex');
    const heard: Heard = { id, subject: routingKey, ...jsonOrProblem(body, form, size) };
    await take([heard], null);
    session.say(methods.ack, new FieldWriter().longLong(tag).octet(0));
  }
}
