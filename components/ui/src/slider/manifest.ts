import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { flag, number, words } from '../contract/properties.ts';

export const slider = defineComponent({
  name: 'slider',
  title: 'Slider',
  description: 'A number between two ends, chosen by dragging or by arrow keys.',
  category: 'input',
  icon: 'adjustments-horizontal',
  accessibility: 'Arrow keys move by a step, Page Up and Page Down by ten, Home and End to the ends.',
  role: 'slider',
  properties: inputProperties(number('Value'), {
    minimum: number('Least', 0),
    maximum: number('Most', 100),
    step: number('Step', 1),
    unit: words('Unit'),
    showValue: flag('Show the value', true),
  }),
  events: { ...inputEvents('number'), changeEnd: { label: 'Let go', payload: 'context<value: number>' } },
  outputs: inputOutputs('number'),
});
