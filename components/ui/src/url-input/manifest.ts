import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text, words } from '../contract/properties.ts';

export const urlInput = defineComponent({
  name: 'url-input',
  title: 'URL input',
  description: 'A web address.',
  category: 'input',
  icon: 'world',
  accessibility: 'Phones show the keyboard for addresses.',
  role: 'textbox',
  properties: inputProperties(text('Value'), { placeholder: words('Placeholder') }),
  events: inputEvents('string'),
  outputs: inputOutputs('string'),
});
