import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import { outgoingErrors } from '@plinth/outgoing';
import { loginOf } from '../stream-place.ts';
import type { MqttSession } from './mqtt-session.ts';
import { kinds, NoMqtt, number, packet, text } from './packets.ts';

type Asked = Pick<SystemRequest, 'action' | 'address' | 'secrets'>;

export const ports = { 'mqtt:': 1883, 'mqtts:': 8883 };

const reasons = ['', 'the version of MQTT', 'the name of the receiver', 'to serve now', 'login or password', 'the right to connect'];

/** Signs in under a name; the broker keeps what comes for it where the session is not to be a clean one. */
export async function connect(session: MqttSession, request: Asked, name: string, clean: boolean): Promise<void> {
  const login = loginOf(request);
  const flags = (clean ? 2 : 0) | (login === null ? 0 : 0xc0);
  const seconds = number(60);
  const who = login === null ? [] : [text(login.login), text(login.password)];
  session.say(packet(kinds.connect, 0, text('MQTT'), Buffer.from([4, flags]), seconds, text(name), ...who));
  const [, code = 0] = await answered(session, kinds.connected);
  if (code !== 0) throw refused(request, reasons[code] ?? `code ${code}`);
}

/** What follows the head of the next packet, which has to be of a kind. */
export async function answered(session: MqttSession, kind: number): Promise<Buffer> {
  return (await session.packet({ only: kind }))?.body ?? Buffer.alloc(0);
}

export function refused({ action, address }: Asked, what: string) {
  return connectorErrors.refused({ action, host: address.host, status: `that it refuses ${what}` });
}

/** What is told of what went wrong. */
export function failure({ address: { host } }: Asked, error: unknown): unknown {
  if (error instanceof NoMqtt) return connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall === undefined ? error : outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: error });
}
