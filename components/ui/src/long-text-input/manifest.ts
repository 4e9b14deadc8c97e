import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { number, text, words } from '../contract/properties.ts';

export const longTextInput = defineComponent({
  name: 'long-text-input',
  title: 'Long text input',
  description: 'Text over several lines.',
  category: 'input',
  icon: 'text-size',
  accessibility: 'Grows with its text. Enter makes a new line.',
  role: 'textbox',
  properties: inputProperties(text('Value'), {
    placeholder: words('Placeholder'),
    rows: number('Least lines', 3),
    maxLength: number('Most characters'),
  }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
