import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { type Option, optionSchema } from '../contract/option.ts';
import { choice, flag, items, number, text, words } from '../contract/properties.ts';
export const select = defineComponent({
  name: 'select',
  title: 'Select',
  description: 'One of several values.',
  category: 'input',
  icon: 'selector',
  accessibility:
    'Type to find, arrow keys move, Enter chooses, Escape closes. Where all choices are shown, as radio buttons, segments or a box, arrow keys choose.',
  role: 'combobox',
  properties: inputProperties(text('Value'), {
    options: items<Option>('Choices', 'options', optionSchema),
    placeholder: words('Placeholder'),
    clearable: flag('Can be emptied', true),
    appearance: choice('Look', ['list', 'radio', 'segmented', 'box'], 'list'),
    rows: number('Rows of a box', 6),
  }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
