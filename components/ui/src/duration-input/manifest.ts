import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { text, words } from '../contract/properties.ts';

export const durationInput = defineComponent({
  name: 'duration-input',
  title: 'Duration input',
  description: 'A length of time.',
  category: 'input',
  icon: 'hourglass',
  accessibility: 'Accepts 1d 2h 30m as well as ISO 8601.',
  role: 'textbox',
  properties: inputProperties(text('Value'), { placeholder: words('Placeholder'), minimum: text('Shortest'), maximum: text('Longest') }),
  events: inputEvents('days and time duration'),
  outputs: inputOutputs('days and time duration'),
});
