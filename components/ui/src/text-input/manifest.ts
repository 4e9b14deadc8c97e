import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { number, text, words } from '../contract/properties.ts';

export const textInput = defineComponent({
  name: 'text-input',
  title: 'Text input',
  description: 'One line of text.',
  category: 'input',
  icon: 'forms',
  accessibility: 'Enter tells the value, Escape that the person gives up.',
  role: 'textbox',
  properties: inputProperties(text('Value'), {
    placeholder: words('Placeholder'),
    minLength: number('Least characters'),
    maxLength: number('Most characters'),
    pattern: text('Pattern the whole text must match'),
  }),
  events: {
    ...inputEvents('string'),
    submit: { label: 'Enter was pressed', payload: 'context<value: string>' },
    cancel: { label: 'Escape was pressed', payload: 'context<value: string>' },
    blur: { label: 'Left', payload: 'context<value: string>' },
  },
  outputs: inputOutputs('string'),
});
