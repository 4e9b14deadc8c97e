import type { SystemForm } from '../built-in.ts';
import { answer, number, text, whole } from '../form-parts.ts';

const key = text('Key of the object.', 1024);
const size = number('Bytes.');

/** What an S3 can be asked: one bucket, which the address names. */
export const s3Form: SystemForm = {
  system: 's3',
  title: 'S3',
  description: 'The objects of a bucket of Amazon S3, or of what speaks its protocol.',
  addresses: ['https://{host}/{bucket}?region={region}', 'http://{host}/{bucket}?region={region}'],
  parameters: { region: 'peer' },
  credential: { kind: 'basic' },
  commands: {
    list: {
      title: 'List objects',
      description: 'In the order of their keys; the last key is where to go on.',
      effect: 'reads',
      input: {
        prefix: { ...text('How the keys begin.', 1024), default: '' },
        after: { ...text('The key after which to begin.', 1024), default: '' },
        count: whole('How many.', 1, 1000, 100),
      },
      output: answer({
        objects: { type: 'array', items: answer({ key: { type: 'string' }, size, changedAt: { type: 'string' } }) },
        more: { type: 'boolean', description: 'Whether there are others behind these.' },
      }),
    },
    get: {
      title: 'Read an object',
      description: 'Its bytes in base64.',
      effect: 'reads',
      input: { key },
      output: answer({ content: { type: 'string', contentEncoding: 'base64' }, mediaType: { type: 'string' }, size }),
    },
    put: {
      title: 'Write an object',
      description: 'One of the same key is replaced.',
      effect: 'repeatable',
      input: {
        key,
        content: { type: 'string', contentEncoding: 'base64', description: 'Its bytes in base64.', maxLength: 14_000_000 },
        mediaType: { ...text('Media type.', 200), default: 'application/octet-stream' },
      },
      output: answer({ size }),
    },
    delete: {
      title: 'Delete an object',
      description: 'Also where there is none.',
      effect: 'repeatable',
      input: { key },
      output: answer({ deleted: { type: 'boolean' } }),
    },
    presign: {
      title: 'Make a link to an object',
      description: 'By which anybody reads or writes the object, without a login, until it ends.',
      effect: 'reads',
      input: {
        key,
        method: { type: 'string', enum: ['GET', 'PUT'], default: 'GET' },
        seconds: whole('How long it is good for.', 1, 604_800, 900),
      },
      output: answer({ address: { type: 'string' } }),
    },
  },
};
