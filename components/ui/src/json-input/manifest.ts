import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { number, value } from '../contract/properties.ts';

export const jsonInput = defineComponent({
  name: 'json-input',
  title: 'JSON input',
  description: 'Structured data as text.',
  category: 'input',
  icon: 'braces',
  accessibility: 'Says where the text is not JSON. Tab leaves it.',
  role: 'textbox',
  properties: inputProperties(value('Value', 'any'), { rows: number('Least lines', 4) }),
  events: inputEvents('any'),
  outputs: inputOutputs('any'),
});
