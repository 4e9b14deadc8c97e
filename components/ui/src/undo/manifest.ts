import { defineComponent } from '../contract/define-component.ts';
import { flag, number, value } from '../contract/properties.ts';

export const undo = defineComponent({
  name: 'undo',
  title: 'Undo and redo',
  description: 'Steps back and forth through what a value was: each change of it is a step.',
  category: 'action',
  icon: 'arrow-back-up',
  accessibility:
    'Two buttons, and Ctrl Z and Ctrl Shift Z (or Ctrl Y) on the whole page, except while something is typed. Where there is no step the button says so and keeps the focus.',
  role: 'group',
  properties: {
    value: value('Value whose changes are steps', 'any'),
    limit: number('Most steps that are kept', 100),
    shortcuts: flag('Ctrl Z and Ctrl Shift Z', true),
    iconOnly: flag('Show only the icons'),
    disabled: flag('Disabled'),
  },
  events: { restore: { label: 'The value should be what it was', payload: 'context<value: any>' } },
  outputs: {
    back: { label: 'Steps that can be undone', feelType: 'number' },
    forth: { label: 'Steps that can be redone', feelType: 'number' },
  },
});
