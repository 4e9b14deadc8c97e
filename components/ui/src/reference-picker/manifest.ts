import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { entity, flag, page, value, words } from '../contract/properties.ts';

export const referencePicker = defineComponent({
  name: 'reference-picker',
  title: 'Reference picker',
  description: 'A record of another entity, found by its title.',
  category: 'input',
  icon: 'arrows-join',
  accessibility: 'Type to search, arrow keys move, Enter chooses, Escape closes.',
  role: 'combobox',
  properties: inputProperties(value<string | Readonly<{ id: string; title?: string }>>('Value', 'any'), {
    entity: entity('Entity to choose from'),
    placeholder: words('Placeholder'),
    clearable: flag('Can be emptied', true),
    page: page('Page that shows the record'),
  }),
  events: inputEvents('any'),
  outputs: inputOutputs('any'),
});
