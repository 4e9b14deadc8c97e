import type { SystemForm } from '../built-in.ts';
import { answer, heardAs, heardMessage, name, number, text, whole } from '../form-parts.ts';

const topic = name('Name of the topic; it has to be there.', 249);
const mostPartition = 1_000_000;

/** What a cluster of Apache Kafka can be asked, and what it tells. */
export const kafkaForm: SystemForm = {
  system: 'kafka',
  title: 'Apache Kafka',
  description:
    'Topics of Apache Kafka 2.1 or newer, or of what speaks its protocol. The address names a broker, and others by which the rest is found where that one is away. Who has a login signs in by SCRAM, or over an encrypted connection by PLAIN. Brokers have to be reachable as they say themselves that they are.',
  addresses: ['kafkas://{host}:9093?brokers={host}:9093,{host}:9093', 'kafka://{host}:9092?brokers={host}:9092'],
  parameters: { brokers: 'peer' },
  credential: { kind: 'basic' },
  commands: {
    produce: {
      title: 'Send a message',
      description: 'Done when all replicas that are in step have it. Messages with the same key lie in the same partition, in their order.',
      effect: 'once',
      input: {
        topic,
        key: text('Key, as text; without one the message goes into any partition.', 100_000),
        value: {
          description: 'What is sent: a value of JSON, a text, or bytes in base64. Without it the message says that its key is gone.',
        },
        form: { type: 'string', enum: ['json', 'text', 'base64'], default: 'json', description: 'What the value is.' },
        headers: { type: 'object', additionalProperties: text('Value.', 2000), maxProperties: 50 },
        partition: whole('Partition, where not the key is to choose it.', 0, mostPartition),
      },
      optional: ['key', 'value', 'headers', 'partition'],
      output: answer({
        topic: { type: 'string' },
        partition: number('Where it lies.'),
        offset: { type: 'string', description: 'Its place there, in decimal digits.' },
      }),
    },
    topics: {
      title: 'List topics',
      description: 'Those that the login may see, without those that Kafka keeps for itself.',
      effect: 'reads',
      input: {},
      output: answer({
        topics: {
          type: 'array',
          items: answer({
            name: { type: 'string' },
            partitions: number('How many it has.'),
            replicas: number('How many copies there are of each.'),
          }),
        },
      }),
    },
  },
  triggers: {
    messages: {
      title: 'Messages of a topic',
      description:
        'As they come, those of transactions when they are committed; each partition in its order. Where it is heard on is kept here, with what was heard.',
      hears: 'staying',
      input: {
        topic,
        from: {
          type: 'string',
          enum: ['now', 'beginning'],
          default: 'now',
          description: 'Where it begins: with what comes from now on, or with the oldest that there is.',
        },
        group: name(
          'Group of consumers: it begins where that one is, if it is anywhere, and Kafka is told how far it is. Nobody else may be in it.',
          249,
        ),
        form: heardAs,
      },
      optional: ['group'],
      payload: { ...heardMessage, description: 'The message, or its text. The key is the subject of its event.' },
    },
  },
};
