import type { SystemForm } from '../built-in.ts';
import { answer, existing, number, text, textOrNull, whole } from '../form-parts.ts';

const key = text('Key.');
const value = (description: string) => text(description, 1_000_000);
const values = { type: 'array', items: value('Value.'), minItems: 1, maxItems: 1000 };
const fields = { type: 'object', additionalProperties: value('Value.'), minProperties: 1, maxProperties: 1000 };

/** What a Redis can be asked. Everything that is read has a bound, and nothing waits. */
export const redisForm: SystemForm = {
  system: 'redis',
  title: 'Redis',
  description: 'Keys, hashes, lists, streams and messages of a Redis, or of what speaks its protocol.',
  addresses: ['redis://{host}/{database}', 'rediss://{host}/{database}'],
  parameters: {},
  credential: { kind: 'basic' },
  commands: {
    ping: {
      title: 'See whether it answers',
      description: '',
      effect: 'reads',
      input: {},
      output: answer({ answered: { type: 'boolean' } }),
    },
    get: {
      title: 'Read a value',
      description: 'Null where the key is not there.',
      effect: 'reads',
      input: { key },
      output: answer({ value: textOrNull }),
    },
    set: {
      title: 'Write a value',
      description: 'With a condition, it may stay unwritten.',
      effect: 'repeatable',
      input: {
        key,
        value: value('Value.'),
        expireSeconds: whole('After how many seconds it is gone; never where absent.', 1, 31_536_000),
        onlyIf: { type: 'string', enum: ['absent', 'present'], description: 'Whether the key must be there, or must not.' },
      },
      optional: ['expireSeconds', 'onlyIf'],
      output: answer({ written: { type: 'boolean' } }),
    },
    delete: {
      title: 'Delete keys',
      description: '',
      effect: 'repeatable',
      input: { keys: { type: 'array', items: key, minItems: 1, maxItems: 1000 } },
      output: answer({ deleted: number('How many were there.') }),
    },
    increment: {
      title: 'Count up',
      description: 'A key that is not there counts from nothing.',
      effect: 'once',
      input: { key, by: whole('By how much.', -1_000_000_000, 1_000_000_000, 1) },
      output: answer({ value: number('What it is now.') }),
    },
    scan: {
      title: 'Find keys',
      description: 'Some keys of a pattern, and from where to go on; 0 is the end. A key may come twice.',
      effect: 'reads',
      input: {
        pattern: { ...text('Such as cart:*.'), default: '*' },
        cursor: { ...text('Where to go on.', 30), default: '0' },
        count: whole('About how many.', 1, 1000, 100),
      },
      output: answer({ keys: { type: 'array', items: { type: 'string' } }, cursor: { type: 'string' } }),
    },
    hashGet: {
      title: 'Read a hash',
      description: 'Fields with their values; those named, or all.',
      effect: 'reads',
      input: { key, fields: { type: 'array', items: key, minItems: 1, maxItems: 1000 } },
      optional: ['fields'],
      output: answer({ fields: { type: 'object', additionalProperties: textOrNull } }),
    },
    hashSet: {
      title: 'Write fields of a hash',
      description: '',
      effect: 'repeatable',
      input: { key, fields },
      output: answer({ added: number('How many are new.') }),
    },
    listPush: {
      title: 'Add to a list',
      description: '',
      effect: 'once',
      input: { key, values, end: { type: 'string', enum: ['first', 'last'], default: 'last' } },
      output: answer({ length: number('How long it is now.') }),
    },
    listRange: {
      title: 'Read a part of a list',
      description: 'From the first, which is 0; negative numbers count from the end.',
      effect: 'reads',
      input: { key, from: whole('', -1_000_000_000, 1_000_000_000, 0), count: whole('How many.', 1, 1000, 100) },
      output: answer({ values: { type: 'array', items: { type: 'string' } } }),
    },
    listPop: {
      title: 'Take from a list',
      description: '',
      effect: 'once',
      input: { key, end: { type: 'string', enum: ['first', 'last'], default: 'first' } },
      output: answer({ value: textOrNull }),
    },
    streamAdd: {
      title: 'Add to a stream',
      description: '',
      effect: 'once',
      input: { key, fields, mostEntries: whole('About how many are kept; all where absent.', 1, 100_000_000) },
      optional: ['mostEntries'],
      output: answer({ id: { type: 'string' } }),
    },
    streamRead: {
      title: 'Read a stream',
      description: 'Entries after an id; the last id is where to go on.',
      effect: 'reads',
      input: { key, after: { ...text('An id; the beginning where absent.', 60), default: '0' }, count: whole('How many.', 1, 1000, 100) },
      output: answer({
        entries: {
          type: 'array',
          items: answer({ id: { type: 'string' }, fields: { type: 'object', additionalProperties: { type: 'string' } } }),
        },
        last: { type: 'string' },
      }),
    },
    publish: {
      title: 'Send a message',
      description: 'To whoever listens to the channel now.',
      effect: 'once',
      input: { channel: key, message: value('Message.') },
      output: answer({ receivers: number('How many listened.') }),
    },
  },
  triggers: {
    entries: {
      title: 'Entries of a stream',
      description: '',
      hears: 'asking',
      input: { key, existing },
      payload: answer({ id: { type: 'string' }, fields: { type: 'object', additionalProperties: { type: 'string' } } }),
    },
  },
};
