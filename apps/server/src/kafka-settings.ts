import { readFile } from 'node:fs/promises';
import type { KafkaOptions } from '@plinth/event-bus';
import type { Violation } from '@plinth/foundation';
import type { Configuration } from './configuration.ts';

/** What of the settings for Kafka does not go together. */
export function kafkaViolations(values: Readonly<Record<string, unknown>>): readonly Violation[] {
  const given = (name: string) => values[`PLINTH_KAFKA_${name}`] !== undefined;
  const tls = values.PLINTH_KAFKA_TLS === true;
  const found: Violation[] = [];
  const tell = (name: string, message: string, hint: string) => found.push({ path: `/PLINTH_KAFKA_${name}`, message, hint });
  for (const name of ['CA', 'CERTIFICATE', 'KEY'])
    if (given(name) && !tls) tell(name, 'is of no use without TLS', 'Set PLINTH_KAFKA_TLS to true.');
  if (given('CERTIFICATE') !== given('KEY'))
    tell(given('KEY') ? 'CERTIFICATE' : 'KEY', 'is missing', 'A certificate and its key go together.');
  if (given('USER') !== given('PASSWORD')) tell(given('USER') ? 'PASSWORD' : 'USER', 'is missing', 'A name and its password go together.');
  if (given('USER') && values.PLINTH_KAFKA_MECHANISM === 'PLAIN' && !tls)
    tell('MECHANISM', 'would send the password for everybody on the way to read', 'Set PLINTH_KAFKA_TLS to true, or sign in by SCRAM.');
  return found;
}

/** How Kafka is reached; null where it is not used. */
export async function kafkaOptions(configuration: Configuration): Promise<KafkaOptions | null> {
  const { PLINTH_KAFKA_BROKERS: brokers, PLINTH_KAFKA_USER: user, PLINTH_KAFKA_PASSWORD: password } = configuration;
  if (brokers === undefined) return null;
  const [ca, certificate, key] = await Promise.all(
    [configuration.PLINTH_KAFKA_CA, configuration.PLINTH_KAFKA_CERTIFICATE, configuration.PLINTH_KAFKA_KEY].map((path) =>
      path === undefined ? undefined : readFile(path, 'utf8'),
    ),
  );
  return {
    brokers: brokers.split(','),
    ...(configuration.PLINTH_KAFKA_TLS
      ? {
          tls: {
            ...(ca === undefined ? {} : { ca }),
            ...(certificate === undefined ? {} : { certificate }),
            ...(key === undefined ? {} : { key }),
          },
        }
      : {}),
    ...(user === undefined || password === undefined ? {} : { login: { mechanism: configuration.PLINTH_KAFKA_MECHANISM, user, password } }),
  };
}
