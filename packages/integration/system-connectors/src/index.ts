import type { Import, SystemListener, SystemSpeaker } from '@plinth/connectors';
import type { HttpExchange, OutgoingSockets } from '@plinth/outgoing';
import { amqpForm } from './amqp/amqp-form.ts';
import { builtIn } from './built-in.ts';
import { imapForm } from './imap/imap-form.ts';
import { kafkaForm } from './kafka/kafka-form.ts';
import { mariadbForm } from './mariadb/mariadb-form.ts';
import { mqttForm } from './mqtt/mqtt-form.ts';
import { redisForm } from './redis/redis-form.ts';
import { s3Form } from './s3/s3-form.ts';
import { sftpForm } from './sftp/sftp-form.ts';
import { smtpForm } from './smtp/smtp-form.ts';

/** Connectors to systems that are asked the same wherever they are: they need no document, and their name is the format. */
export const systemFormats: Readonly<Record<string, () => Promise<Import>>> = Object.fromEntries(
  [mariadbForm, redisForm, s3Form, sftpForm, mqttForm, amqpForm, kafkaForm, smtpForm, imapForm].map((form) => [
    form.system,
    async () => () => builtIn(form),
  ]),
);

/** Who speaks to them, each loaded when it is asked for the first time. */
export function systemSpeakers(sockets: OutgoingSockets, exchange: HttpExchange): Readonly<Record<string, SystemSpeaker>> {
  return {
    mariadb: async (request) => (await import('./mariadb/speak-mariadb.ts')).speakMariadb(sockets)(request),
    redis: async (request) => (await import('./redis/speak-redis.ts')).speakRedis(sockets)(request),
    s3: async (request) => (await import('./s3/speak-s3.ts')).speakS3(exchange)(request),
    mqtt: async (request) => (await import('./mqtt/speak-mqtt.ts')).speakMqtt(sockets)(request),
    sftp: async (request) => (await import('./sftp/speak-sftp.ts')).speakSftp(sockets)(request),
    amqp: async (request) => (await import('./amqp/speak-amqp.ts')).speakAmqp(sockets)(request),
    kafka: async (request) => (await import('./kafka/speak-kafka.ts')).speakKafka(sockets)(request),
    imap: async (request) => (await import('./imap/speak-imap.ts')).speakImap(sockets)(request),
    smtp: async (request) => (await import('./smtp/speak-smtp.ts')).speakSmtp(sockets)(request),
  };
}

/** Who hears from them, each loaded when it is listened to for the first time. */
export function systemListeners(sockets: OutgoingSockets): Readonly<Record<string, SystemListener>> {
  return {
    redis: async (request) => (await import('./redis/hear-redis.ts')).hearRedis(sockets)(request),
    sftp: async (request) => (await import('./sftp/hear-sftp.ts')).hearSftp(sockets)(request),
    mqtt: async (request) => (await import('./mqtt/hear-mqtt.ts')).hearMqtt(sockets)(request),
    amqp: async (request) => (await import('./amqp/hear-amqp.ts')).hearAmqp(sockets)(request),
    kafka: async (request) => (await import('./kafka/hear-kafka.ts')).hearKafka(sockets)(request),
    imap: async (request) => (await import('./imap/hear-imap.ts')).hearImap(sockets)(request),
  };
}
