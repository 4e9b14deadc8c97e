import { join } from 'node:path';
import { dovecot } from './dovecot.ts';
import { kafka, kafkaVersion } from './kafka.ts';
import { mariadb } from './mariadb.ts';
import { mosquitto } from './mosquitto.ts';
import { openssh } from './openssh.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { s3 } from './s3.ts';
import type { ServerKind } from './test-server.ts';

const plinth = join(import.meta.dirname, '..', '..', '..', '.plinth');

const cache = join(plinth, 'test-servers', 'cache');

/** What Kafka consists of, once a test has asked for it. */
export const kafkaLibraries: string = join(cache, `kafka-${kafkaVersion}`);

/** Every server that tests may ask for. */
export const kinds: readonly ServerKind[] = [kafka(cache), mariadb, redis, mosquitto, s3(cache), openssh, dovecot, rabbitmq];

/** Where running servers keep what they store. */
export const dataRoot: string = join(plinth, 'test-servers', 'data');
