import { randomBytes } from 'node:crypto';
import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { loginOf, placeOf } from '../stream-place.ts';
import { MqttSession } from './mqtt-session.ts';
import { kinds, messageOf, NoMqtt, number, packet, text } from './packets.ts';

const ports = { 'mqtt:': 1883, 'mqtts:': 8883 };
const once = 1;

/** Speaks to brokers of MQTT over sockets that lead only where they may: a connection for each call, a session for each receiver. */
export function speakMqtt(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command, address, limits, signal } = request;
    if (command !== 'publish' && command !== 'receive') throw connectorErrors.notCallable({ action, protocol: `MQTT (${command})` });
    const { host } = address;
    const socket = await openOutgoingStream(sockets, placeOf(request, ports), signal);
    try {
      const session = new MqttSession(socket, host, limits.bytes);
      const output = command === 'publish' ? await publish(session, request) : await receive(session, request);
      session.say(packet(kinds.disconnect, 0));
      socket.end();
      return output;
    } catch (error) {
      socket.destroy();
      if (error instanceof NoMqtt) throw connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
      const { syscall, code } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      throw outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: error });
    }
  };
}

async function publish(session: MqttSession, request: SystemRequest): Promise<JsonValue> {
  const { topic, message, kept = false } = request.input;
  if (/[#+\0]/.test(String(topic))) throw connectorErrors.unwritableInput({ parameter: 'topic', reason: 'a message goes to one topic' });
  await connect(session, request, `plinth-${randomBytes(8).toString('hex')}`, true);
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

const reasons = ['', 'the version of MQTT', 'the name of the receiver', 'to serve now', 'login or password', 'the right to connect'];

async function connect(session: MqttSession, request: SystemRequest, name: string, clean: boolean): Promise<void> {
  const login = loginOf(request);
  const flags = (clean ? 2 : 0) | (login === null ? 0 : 0xc0);
  const seconds = number(60);
  const who = login === null ? [] : [text(login.login), text(login.password)];
  session.say(packet(kinds.connect, 0, text('MQTT'), Buffer.from([4, flags]), seconds, text(name), ...who));
  const [, code = 0] = await answered(session, kinds.connected);
  if (code !== 0) throw refused(request, reasons[code] ?? `code ${code}`);
}

async function answered(session: MqttSession, kind: number): Promise<Buffer> {
  return (await session.packet({ only: kind }))?.body ?? Buffer.alloc(0);
}

function refused({ action, address }: SystemRequest, what: string) {
  return connectorErrors.refused({ action, host: address.host, status: `that it refuses ${what}` });
}
