import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { flag } from '../contract/properties.ts';

export const switchInput = defineComponent({
  name: 'switch',
  title: 'Switch',
  description: 'On or off, with effect at once.',
  category: 'input',
  icon: 'toggle-left',
  accessibility: 'Space switches it. Use it for what takes effect at once.',
  role: 'switch',
  properties: inputProperties(flag('Value'), {}),
  events: inputEvents('boolean'),
  outputs: inputOutputs('boolean'),
});
