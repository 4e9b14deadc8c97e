import { connectorErrors, type SystemSpeaker } from '@plinth/connectors';
import { GrowingBytes, type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { loginOf, placeOf } from '../stream-place.ts';
import { redisCommand } from './redis-commands.ts';
import { AnswerEnd, commandBytes, MalformedAnswer, RedisError, type RedisValue, readValues } from './resp.ts';

const ports = { 'redis:': 6379, 'rediss:': 6379 };

/** Speaks to Redis over sockets that lead only where they may; a connection for each call, with all that is said in one write. */
export function speakRedis(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command, input, address } = request;
    const { host, pathname } = address;
    const asked = redisCommand(command, input);
    if (asked === null) throw connectorErrors.notCallable({ action, protocol: `Redis (${command})` });
    const login = loginOf(request);
    const database = pathname.slice(1);
    const said = [
      ...(login === null ? [] : [['AUTH', ...(login.login === '' ? [] : [login.login]), login.password]]),
      ...(database === '' || database === '0' ? [] : [['SELECT', database]]),
      asked.words,
    ];
    const values = await exchange(sockets, request, said, asked.lossy);
    const refused = values.find((value) => value instanceof RedisError);
    if (refused instanceof RedisError) {
      const [status = ''] = refused.message.split(' ');
      throw connectorErrors.refused({ action, host, status }, { details: { answer: refused.message } });
    }
    // Who signs in, and where, is confirmed, or it is no Redis that answers.
    if (values.slice(0, -1).some((value) => value !== 'OK'))
      throw connectorErrors.unreadableAnswer({ host, reason: 'it does not confirm who signs in' });
    return asked.read(values.at(-1) ?? null);
  };
}

async function exchange(
  sockets: OutgoingSockets,
  request: Parameters<SystemSpeaker>[0],
  said: readonly (readonly string[])[],
  lossy?: boolean,
): Promise<readonly RedisValue[]> {
  const { address, limits, signal } = request;
  const { host } = address;
  const socket = await openOutgoingStream(sockets, placeOf(request, ports), signal);
  try {
    socket.write(Buffer.concat(said.map(commandBytes)));
    const got = new GrowingBytes();
    const end = new AnswerEnd(said.length);
    for await (const part of socket as AsyncIterable<Buffer>) {
      got.add(part);
      if (got.size > limits.bytes) throw outgoingErrors.tooLarge({ host, limit: limits.bytes });
      if (end.isIn(got.bytes)) return readValues(got.bytes, said.length, lossy);
    }
    throw outgoingErrors.brokeOff({ host, reason: 'it ended the connection' });
  } catch (error) {
    if (error instanceof MalformedAnswer) throw connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
    if ((error as NodeJS.ErrnoException).syscall !== undefined)
      throw outgoingErrors.brokeOff({ host, reason: (error as NodeJS.ErrnoException).code ?? 'it ended the connection' }, { cause: error });
    throw error;
  } finally {
    socket.destroy();
  }
}
