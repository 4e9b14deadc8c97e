import type { StoredFile } from '@plinth/component-kit';
import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { entity, items, number, value, words } from '../contract/properties.ts';
export const fileInput = defineComponent({
  name: 'file-input',
  title: 'File input',
  description: 'A file, uploaded at once.',
  category: 'input',
  icon: 'paperclip',
  accessibility: 'Choose with the keyboard or drop a file; the upload is announced and can be stopped.',
  role: 'group',
  properties: inputProperties(value<StoredFile>('Value', 'context', { type: ['object', 'null'] }), {
    entity: entity('Entity that keeps it'),
    accept: items<string>('Media types', 'options', { type: 'string' }, 'list<string>'),
    maximumBytes: number('Most bytes'),
    placeholder: words('Placeholder'),
  }),
  events: inputEvents('context'),
  outputs: inputOutputs('context'),
});
