import type { SystemForm } from '../built-in.ts';
import { answer, heardAs, heardMessage, name, text, whole } from '../form-parts.ts';

const topic = name('Topic.', 1000);
const topics = name('Topic, in which + stands for one level and # for all that follow.', 1000);

/** What a broker of MQTT can be asked. */
export const mqttForm: SystemForm = {
  system: 'mqtt',
  title: 'MQTT',
  description: 'Messages of a broker of MQTT 3.1.1.',
  addresses: ['mqtt://{host}', 'mqtts://{host}'],
  parameters: {},
  credential: { kind: 'basic' },
  commands: {
    publish: {
      title: 'Send a message',
      description: 'Done when the broker has taken it; who sends again after a failure may send twice.',
      effect: 'once',
      input: {
        topic,
        message: text('Message.', 1_000_000),
        kept: { type: 'boolean', default: false, description: 'Whether the broker keeps it for who subscribes later.' },
      },
      output: answer({ taken: { type: 'boolean' } }),
    },
    receive: {
      title: 'Take messages',
      description:
        'Those that came for this receiver since it asked last; the first time it begins to listen. What is taken is not given again.',
      effect: 'once',
      input: {
        topic: topics,
        receiver: name('A name by which the broker knows who takes them.', 60),
        count: whole('How many at most.', 1, 1000, 100),
        waitMilliseconds: whole('How long it is waited for the next one.', 0, 20_000, 200),
      },
      output: answer({ messages: { type: 'array', items: answer({ topic: { type: 'string' }, message: { type: 'string' } }) } }),
    },
  },
  triggers: {
    messages: {
      title: 'Messages of a topic',
      description: 'As they come. The broker keeps those that come while nobody listens, for the name of the receiver.',
      hears: 'staying',
      input: {
        topic: topics,
        receiver: name('A name by which the broker knows who takes them; nobody else uses it.', 60),
        form: heardAs,
      },
      payload: heardMessage,
    },
  },
};
