import { defineComponent } from '../contract/define-component.ts';
import { text } from '../contract/properties.ts';

export const slot = defineComponent({
  name: 'slot',
  title: 'Slot',
  description: 'In a composite: where what a page puts into it is shown. Its own content is shown where the page puts nothing there.',
  category: 'layout',
  icon: 'box',
  accessibility: 'Adds nothing: screen readers hear only what stands in it.',
  role: null,
  properties: {
    slot: text('Which slot, where there are several'),
  },
  slots: { children: { label: 'Content where nothing is given' } },
});
