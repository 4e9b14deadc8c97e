import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { entity, page, value, words } from '../contract/properties.ts';
import type { Reference } from '../reference-picker/reference.ts';

export const multiReferencePicker = defineComponent({
  name: 'multi-reference-picker',
  title: 'Multiple reference picker',
  description: 'Any number of records of another entity, found by their titles.',
  category: 'input',
  icon: 'users-group',
  accessibility:
    'Type to search, arrow keys move, Enter adds or takes away, Backspace takes the last one away. The left arrow leads to those chosen, Delete takes one away. What happened is told.',
  role: 'combobox',
  properties: inputProperties(value<readonly (string | Reference)[]>('Value', 'list<any>', { type: 'array' }), {
    entity: entity('Entity to choose from'),
    placeholder: words('Placeholder'),
    page: page('Page that shows a record'),
  }),
  events: inputEvents('list<any>'),
  outputs: inputOutputs('list<any>'),
});
