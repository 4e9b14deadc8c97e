import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { type Option, optionSchema } from '../contract/option.ts';
import { choice, items, value, words } from '../contract/properties.ts';
export const multiSelect = defineComponent({
  name: 'multi-select',
  title: 'Multiple select',
  description: 'Any number of several values.',
  category: 'input',
  icon: 'list-check',
  accessibility: 'Type to find, Enter adds, Backspace takes the last one away.',
  role: 'combobox',
  properties: inputProperties(value<readonly string[]>('Value', 'list<string>', { type: 'array', items: { type: 'string' } }), {
    options: items<Option>('Choices', 'options', optionSchema),
    placeholder: words('Placeholder'),
    appearance: choice('Look', ['list', 'checkboxes'], 'list'),
  }),
  events: inputEvents('list<string>'),
  outputs: inputOutputs('list<string>'),
});
