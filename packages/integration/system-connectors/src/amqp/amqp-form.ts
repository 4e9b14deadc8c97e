import type { SystemForm } from '../built-in.ts';
import { answer, heardAs, heardMessage, name, text, textOrNull, whole } from '../form-parts.ts';

const queue = name('Name of the queue; it has to be there.', 255);
const short = (description: string) => text(description, 200);

/** What a message is given as, by who asks and by who hears. */
const message = {
  message: { ...textOrNull, description: 'Its text; null where its bytes are none.' },
  bytes: { ...textOrNull, description: 'Its bytes in base64, where they are no text.' },
  routingKey: { type: 'string' },
  exchange: { type: 'string' },
  contentType: textOrNull,
  messageId: textOrNull,
  correlationId: textOrNull,
  type: textOrNull,
  headers: { type: 'object' },
  redelivered: { type: 'boolean', description: 'Whether it was given out before.' },
};

/** What a broker of AMQP 0-9-1, such as RabbitMQ, can be asked. */
export const amqpForm: SystemForm = {
  system: 'amqp',
  title: 'AMQP',
  description: 'Messages of a broker of AMQP 0-9-1, such as RabbitMQ. The path of the address is the virtual host.',
  addresses: ['amqps://{host}/{virtual host}', 'amqp://{host}/{virtual host}'],
  parameters: {},
  credential: { kind: 'basic' },
  commands: {
    publish: {
      title: 'Send a message',
      description: 'Done when the broker has confirmed that it has it; a message that no queue takes is refused.',
      effect: 'once',
      input: {
        exchange: {
          ...text('Name of the exchange; the default one, by which a queue is reached by its name, where absent.', 255),
          default: '',
        },
        routingKey: text('Routing key, or the name of the queue.', 255),
        message: text('Message.', 1_000_000),
        contentType: { ...short('Media type.'), default: 'application/json' },
        messageId: short('Id by which who receives it tells it from others.'),
        correlationId: short('What it answers.'),
        replyTo: short('Queue for the answer.'),
        type: short('What kind of message it is.'),
        headers: { type: 'object', additionalProperties: text('Value.', 2000), maxProperties: 50 },
      },
      optional: ['messageId', 'correlationId', 'replyTo', 'type', 'headers'],
      output: answer({ taken: { type: 'boolean' } }),
    },
    get: {
      title: 'Take messages',
      description: 'The oldest of a queue, which are gone from it when all of them are here.',
      effect: 'once',
      input: { queue, count: whole('How many at most.', 1, 1000, 100) },
      output: answer({ messages: { type: 'array', items: answer(message) } }),
    },
  },
  triggers: {
    messages: {
      title: 'Messages of a queue',
      description: 'As they come. A message leaves the queue when it is kept here.',
      hears: 'staying',
      input: {
        queue,
        form: heardAs,
      },
      payload: heardMessage,
    },
  },
};
