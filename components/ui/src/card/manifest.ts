import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, words } from '../contract/properties.ts';

export const card = defineComponent({
  name: 'card',
  title: 'Card',
  description: 'A bounded surface for what belongs together.',
  category: 'layout',
  icon: 'square',
  accessibility: 'With a title it is a region with that name.',
  role: 'region',
  properties: {
    title: words('Title'),
    description: longWords('Description'),
    level: choice('Level of the title', ['2', '3', '4'], '2'),
    padded: flag('Space inside', true),
  },
  slots: { children: { label: 'Content' }, actions: { label: 'Actions beside the title' }, footer: { label: 'Foot' } },
});
