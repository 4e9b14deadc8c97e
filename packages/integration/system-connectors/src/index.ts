import type { Import, SystemSpeaker } from '@plinth/connectors';
import type { HttpExchange, OutgoingSockets } from '@plinth/outgoing';
import { builtIn } from './built-in.ts';
import { mqttForm } from './mqtt/mqtt-form.ts';
import { redisForm } from './redis/redis-form.ts';
import { s3Form } from './s3/s3-form.ts';

/** Connectors to systems of which each is asked the same: their document is empty, and their name is the format. */
export const systemFormats: Readonly<Record<string, () => Promise<Import>>> = Object.fromEntries(
  [redisForm, s3Form, mqttForm].map((form) => [form.system, async () => () => builtIn(form)]),
);

/** Who speaks to them, each loaded when it is asked for the first time. */
export function systemSpeakers(sockets: OutgoingSockets, exchange: HttpExchange): Readonly<Record<string, SystemSpeaker>> {
  return {
    redis: async (request) => (await import('./redis/speak-redis.ts')).speakRedis(sockets)(request),
    s3: async (request) => (await import('./s3/speak-s3.ts')).speakS3(exchange)(request),
    mqtt: async (request) => (await import('./mqtt/speak-mqtt.ts')).speakMqtt(sockets)(request),
  };
}
