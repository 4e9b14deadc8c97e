import { defineComponent } from '../contract/define-component.ts';
import { choice, number, spaces } from '../contract/properties.ts';

export const grid = defineComponent({
  name: 'grid',
  title: 'Grid',
  description: 'Columns of equal width, as many as fit.',
  category: 'layout',
  icon: 'layout-grid',
  accessibility: 'Only layout. Components are read in the order in which they stand.',
  role: null,
  properties: {
    minimumWidth: number('Least width of a column in pixels', 240),
    columns: number('Most columns'),
    gap: choice('Distance', spaces, '4'),
  },
  slots: { children: { label: 'Content' } },
});
