import { connectorErrors, type HearRequest, jsonOrProblem, type SystemListener } from '@plinth/connectors';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { greetedWithin } from '../greeted-within.ts';
import { placeOf } from '../stream-place.ts';
import { connect, failure, ports } from './mqtt-place.ts';
import { MqttSession } from './mqtt-session.ts';
import { kinds, NoMqtt, number, packet, publishedBytes, text } from './packets.ts';

const aliveMilliseconds = 20_000;

/** Hears the messages of a topic as they come, in a session that the broker keeps; each is confirmed when it is kept. */
export function hearMqtt(sockets: OutgoingSockets): SystemListener {
  return async (request) => {
    const asked = { ...request, action: request.trigger };
    const socket = await openOutgoingStream(sockets, placeOf(request, ports), request.signal);
    try {
      await receive(new MqttSession(socket, request.address.host, request.limits.bytes), asked, greetedWithin(socket, request));
    } catch (error) {
      throw failure(asked, error);
    } finally {
      socket.destroy();
    }
  };
}

async function receive(session: MqttSession, request: HearRequest & { readonly action: string }, greeted: () => void): Promise<never> {
  const { input, address, action, take } = request;
  const form = input.form === 'text' ? 'text' : 'json';
  await connect(session, request, `plinth-${String(input.receiver)}`, false);
  session.say(packet(kinds.subscribe, 2, number(1), text(String(input.topic)), Buffer.from([1])));
  let asked = false;
  for (;;) {
    const next = await session.packet({ milliseconds: aliveMilliseconds, cut: true });
    if (next === null) {
      // Who does not answer whether it is there is not there.
      if (asked) throw outgoingErrors.brokeOff({ host: address.host, reason: 'it does not answer any longer' });
      session.say(packet(kinds.ping, 0));
      asked = true;
      continue;
    }
    asked = false;
    if (next.kind === kinds.subscribed && next.body.at(-1) === 0x80)
      throw connectorErrors.refused({ action, host: address.host, status: 'that it refuses the topic' });
    greeted();
    if (next.kind === kinds.subscribed || next.kind === kinds.pong) continue;
    if (next.kind !== kinds.publish) throw new NoMqtt(`a packet of kind ${next.kind} is not expected`);
    const { topic, bytes, id } = publishedBytes(next);
    const size = bytes.byteLength + next.size - next.body.byteLength;
    await take([{ id: null, subject: topic, ...jsonOrProblem(bytes, form, size) }], null);
    if (id !== null) session.say(packet(kinds.published, 0, number(id)));
  }
}
