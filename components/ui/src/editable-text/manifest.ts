import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, number, text, words } from '../contract/properties.ts';

export const editableText = defineComponent({
  name: 'editable-text',
  title: 'Text edited in place',
  description: 'Words that become an input where they stand.',
  category: 'input',
  icon: 'edit',
  accessibility:
    'A button with the words as its name. Enter, Space or F2 opens it; Enter or leaving keeps what was typed, Escape gives up; the focus comes back to the words.',
  role: 'button',
  properties: {
    label: words('What is edited', 'Text'),
    value: text('Value'),
    opens: choice('Opened with the pointer by', ['doubleClick', 'click'], 'doubleClick'),
    placeholder: words('Words where it is empty'),
    maxLength: number('Most characters'),
    struck: flag('Struck through'),
    readOnly: flag('Read-only'),
  },
  events: {
    save: { label: 'Kept, without blanks at the ends', payload: 'context<value: string>' },
    cancel: { label: 'Given up', payload: 'context<value: string>' },
    opened: { label: 'Editing begins', payload: 'context<>' },
    closed: { label: 'Editing is over', payload: 'context<>' },
  },
  outputs: {
    value: { label: 'Value', feelType: 'string' },
    editing: { label: 'Whether it is being edited', feelType: 'boolean' },
  },
});
