import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text, words } from '../contract/properties.ts';

export const dateInput = defineComponent({
  name: 'date-input',
  title: 'Date input',
  description: 'A date, typed or chosen in a calendar.',
  category: 'input',
  icon: 'calendar',
  accessibility: 'Type a date, or open the calendar with Alt and the down arrow; arrow keys move by days.',
  role: 'textbox',
  properties: inputProperties(text('Value'), {
    placeholder: words('Placeholder'),
    minimum: text('First date'),
    maximum: text('Last date'),
  }),
  events: inputEvents('date'),
  outputs: inputOutputs('date'),
});
