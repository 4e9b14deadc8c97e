import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text, words } from '../contract/properties.ts';

export const emailInput = defineComponent({
  name: 'email-input',
  title: 'E-mail input',
  description: 'An e-mail address.',
  category: 'input',
  icon: 'mail',
  accessibility: 'Phones show the keyboard for addresses.',
  role: 'textbox',
  properties: inputProperties(text('Value'), { placeholder: words('Placeholder') }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
