import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { flag, text } from '../contract/properties.ts';

export const timeInput = defineComponent({
  name: 'time-input',
  title: 'Time input',
  description: 'A time of day.',
  category: 'input',
  icon: 'clock',
  accessibility: 'Type hours and minutes, or change each with arrow keys.',
  role: 'textbox',
  properties: inputProperties(text('Value'), { seconds: flag('With seconds') }),
  events: inputEvents('time'),
  outputs: inputOutputs('time'),
});
