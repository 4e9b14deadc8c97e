import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { type Option, optionSchema } from '../contract/option.ts';
import { choice, flag, items, text, words } from '../contract/properties.ts';
export const select = defineComponent({
  name: 'select',
  title: 'Select',
  description: 'One of several values.',
  category: 'input',
  icon: 'selector',
  accessibility: 'Type to find, arrow keys move, Enter chooses, Escape closes.',
  role: 'combobox',
  properties: inputProperties(text('Value'), {
    options: items<Option>('Choices', 'options', optionSchema),
    placeholder: words('Placeholder'),
    clearable: flag('Can be emptied', true),
    appearance: choice('Look', ['list', 'radio', 'segmented'], 'list'),
  }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
