import { defineComponent } from '../contract/define-component.ts';
import { choice, words } from '../contract/properties.ts';

export const heading = defineComponent({
  name: 'heading',
  title: 'Heading',
  description: 'Names the part of the page below it.',
  category: 'text',
  icon: 'heading',
  accessibility: 'Choose the level by structure and leave none out; the size follows.',
  role: 'heading',
  properties: {
    text: words('Text', 'Heading'),
    level: choice('Level', ['1', '2', '3', '4'], '2'),
  },
});
