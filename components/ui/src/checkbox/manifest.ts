import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { flag } from '../contract/properties.ts';

export const checkbox = defineComponent({
  name: 'checkbox',
  title: 'Checkbox',
  description: 'Yes or no.',
  category: 'input',
  icon: 'checkbox',
  accessibility: 'Space switches it.',
  role: 'checkbox',
  properties: inputProperties(flag('Value'), {}),
  events: inputEvents('boolean'),
  outputs: inputOutputs('boolean'),
});
