import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { choice, exactNumber, flag, number, words } from '../contract/properties.ts';

export const numberInput = defineComponent({
  name: 'number-input',
  title: 'Number input',
  description: 'A whole or decimal number of any size, kept exactly.',
  category: 'input',
  icon: 'number-123',
  accessibility: 'Arrow keys change it by a step. Accepts the point or comma of the person’s language.',
  role: 'textbox',
  properties: inputProperties(exactNumber('Value'), {
    placeholder: words('Placeholder'),
    kind: choice('Kind', ['integer', 'decimal'], 'decimal'),
    digits: number('Most digits after the point'),
    minimum: exactNumber('Least'),
    maximum: exactNumber('Most'),
    step: exactNumber('Step of the arrow keys'),
    grouped: flag('Show groups of thousands', true),
    unit: words('Unit'),
  }),
  events: inputEvents('number'),
  outputs: inputOutputs('number'),
});
