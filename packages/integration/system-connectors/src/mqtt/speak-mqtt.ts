import { randomBytes } from 'node:crypto';
import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import { type OutgoingSockets, openOutgoingStream } from '@plinth/outgoing';
import { placeOf } from '../stream-place.ts';
import { answered, connect, failure, ports, refused } from './mqtt-place.ts';
import { MqttSession } from './mqtt-session.ts';
import { kinds, messageOf, NoMqtt, number, packet, text } from './packets.ts';

const once = 1;

/** Speaks to brokers of MQTT over sockets that lead only where they may: a connection for each call, a session for each receiver. */
export function speakMqtt(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command, address, limits, signal } = request;
    const work = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (work === undefined) throw connectorErrors.notCallable({ action, protocol: `MQTT (${command})` });
    const socket = await openOutgoingStream(sockets, placeOf(request, ports), signal);
    try {
      const session = new MqttSession(socket, address.host, limits.bytes);
      const output = await work(session, request);
      session.say(packet(kinds.disconnect, 0));
      socket.end();
      return output;
    } catch (error) {
      socket.destroy();
      throw failure(request, error);
    }
  };
}

const commands: Readonly<Record<string, (session: MqttSession, request: SystemRequest) => Promise<JsonValue>>> = {
  publish,
  receive,
  async probe(session, request) {
    await connect(session, request, unlike(), true);
    return null;
  },
};

/** A name that no other client of the broker has. */
function unlike(): string {
  return `plinth-${randomBytes(8).toString('hex')}`;
}

async function publish(session: MqttSession, request: SystemRequest): Promise<JsonValue> {
  const { topic, message, kept = false } = request.input;
  if (/[#+\0]/.test(String(topic))) throw connectorErrors.unwritableInput({ parameter: 'topic', reason: 'a message goes to one topic' });
  await connect(session, request, unlike(), true);
  const body = Buffer.from(String(message));
  session.say(packet(kinds.publish, (once << 1) | (kept === true ? 1 : 0), text(String(topic)), number(1), body));
  await answered(session, kinds.published);
  return { taken: true };
}

async function receive(session: MqttSession, request: SystemRequest): Promise<JsonValue> {
  const { topic, receiver, count = 100, waitMilliseconds = 200 } = request.input;
  await connect(session, request, `plinth-${String(receiver)}`, false);
  session.say(packet(kinds.subscribe, 2, number(1), text(String(topic)), Buffer.from([once])));
  const messages: { topic: string; message: string }[] = [];
  let subscribed = false;
  while (messages.length < Number(count)) {
    const next = await session.packet(subscribed ? { milliseconds: Number(waitMilliseconds) } : {});
    if (next === null) break;
    if (next.kind === kinds.subscribed) {
      if (next.body.at(-1) === 0x80) throw refused(request, 'the topic');
      subscribed = true;
    } else if (next.kind === kinds.publish) {
      const { id, ...message } = messageOf(next);
      messages.push(message);
      if (id !== null) session.say(packet(kinds.published, 0, number(id)));
    } else throw new NoMqtt(`a packet of kind ${next.kind} is not expected`);
  }
  return { messages };
}
