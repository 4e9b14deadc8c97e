import type { SystemForm } from '../built-in.ts';
import { answer, existing, name, number, text, textOrNull, whole } from '../form-parts.ts';

const path = name('Path below the folder of the address.', 2000);
const kind = { type: 'string', enum: ['file', 'folder', 'other'] };
const size = number('Bytes.');
const changedAt = { type: 'string', format: 'date-time' };
const done = answer({ done: { type: 'boolean' } });

/** What a server of files can be asked. */
export const sftpForm: SystemForm = {
  system: 'sftp',
  title: 'Files over SFTP',
  description:
    'Files of a server that speaks SFTP, below the folder of the address, or below the home of the login where it has none. The fingerprint of the host key, as ssh-keygen -l shows it, stands in the address; nobody else is signed in to.',
  addresses: ['sftp://{host}/{folder}?hostkey={SHA256:fingerprint}'],
  parameters: { hostkey: 'peer' },
  credential: { kind: 'basic' },
  otherCredentials: { key: { kind: 'private-key' } },
  commands: {
    list: {
      title: 'List a folder',
      description: 'By name.',
      effect: 'reads',
      input: {
        path: { ...text('Folder below that of the address.', 2000), default: '' },
        count: whole('How many at most.', 1, 10_000, 1000),
      },
      output: answer({
        entries: { type: 'array', items: answer({ name: { type: 'string' }, kind, size, changedAt }) },
        more: { type: 'boolean', description: 'Whether there are others.' },
      }),
    },
    exists: {
      title: 'See whether it is there',
      description: '',
      effect: 'reads',
      input: { path },
      output: answer({
        exists: { type: 'boolean' },
        kind: { type: ['string', 'null'], enum: ['file', 'folder', 'other', null] },
        size: { type: ['integer', 'null'] },
        changedAt: textOrNull,
      }),
    },
    read: {
      title: 'Read a file',
      description: 'Or a part of it; a large one is read part by part.',
      effect: 'reads',
      input: {
        path,
        from: whole('Where to begin, in bytes.', 0, Number.MAX_SAFE_INTEGER, 0),
        most: whole('How many bytes at most.', 1, 100_000_000, 5_000_000),
      },
      output: answer({
        content: { type: 'string', contentEncoding: 'base64' },
        size,
        more: { type: 'boolean', description: 'Whether it goes on.' },
      }),
    },
    write: {
      title: 'Write a file',
      description: 'It has its name only when all of it is there.',
      effect: 'repeatable',
      input: {
        path,
        content: { type: 'string', contentEncoding: 'base64', maxLength: 14_000_000 },
        replace: { type: 'boolean', default: true, description: 'Whether one of that name is replaced; else it is refused.' },
      },
      output: answer({ size }),
    },
    rename: {
      title: 'Rename or move',
      description: 'Refused where there is something of the new name.',
      effect: 'once',
      input: { path, to: { ...path, description: 'New path.' } },
      output: done,
    },
    delete: { title: 'Delete a file', description: '', effect: 'once', input: { path }, output: done },
    createFolder: { title: 'Create a folder', description: '', effect: 'once', input: { path }, output: done },
  },
  triggers: {
    files: {
      title: 'New files',
      description: 'New and changed ones, when they have stayed the same from one look to the next.',
      hears: 'asking',
      input: {
        path: { ...text('Folder below that of the address.', 2000), default: '' },
        name: { ...name('Names that are told, in which * stands for any letters and ? for one.', 200), default: '*' },
        existing,
      },
      payload: answer({ path: { type: 'string' }, name: { type: 'string' }, size, changedAt }),
    },
  },
};
