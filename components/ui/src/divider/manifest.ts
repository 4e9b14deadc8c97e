import { defineComponent } from '../contract/define-component.ts';
import { choice, words } from '../contract/properties.ts';

export const divider = defineComponent({
  name: 'divider',
  title: 'Divider',
  description: 'A hairline between parts.',
  category: 'layout',
  icon: 'minus',
  accessibility: 'Announced as a separator.',
  role: 'separator',
  properties: { label: words('Label'), orientation: choice('Direction', ['horizontal', 'vertical'], 'horizontal') },
});
