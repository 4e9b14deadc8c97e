import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text } from '../contract/properties.ts';

export const dateTimeInput = defineComponent({
  name: 'date-time-input',
  title: 'Date and time input',
  description: 'A moment, kept in universal time.',
  category: 'input',
  icon: 'calendar-time',
  accessibility: 'A group of a date and a time; times are those of the person’s time zone.',
  role: 'group',
  properties: inputProperties(text('Value'), { minimum: text('First moment'), maximum: text('Last moment') }),
  events: inputEvents('date and time'),
  outputs: inputOutputs('date and time'),
});
