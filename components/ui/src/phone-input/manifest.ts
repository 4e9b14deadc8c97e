import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text, words } from '../contract/properties.ts';

export const phoneInput = defineComponent({
  name: 'phone-input',
  title: 'Phone input',
  description: 'A telephone number.',
  category: 'input',
  icon: 'phone',
  accessibility: 'Phones show the keyboard for numbers.',
  role: 'textbox',
  properties: inputProperties(text('Value'), { placeholder: words('Placeholder') }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
