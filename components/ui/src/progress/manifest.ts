import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, number, tones, words } from '../contract/properties.ts';

export const progress = defineComponent({
  name: 'progress',
  title: 'Progress',
  description: 'How much of something is done.',
  category: 'feedback',
  icon: 'progress',
  accessibility: 'Announced with its name and its share.',
  role: 'progressbar',
  properties: {
    label: words('Label', 'Progress'),
    value: number('Value', 0),
    maximum: number('Whole', 100),
    tone: choice('Meaning', tones, 'accent'),
    showValue: flag('Show the share', true),
    labelHidden: flag('Only tell the label to screen readers'),
  },
});
