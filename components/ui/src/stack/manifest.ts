import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, spaces, words } from '../contract/properties.ts';

export const stack = defineComponent({
  name: 'stack',
  title: 'Stack',
  description: 'Puts components one below or beside the other, with the same distance between them.',
  category: 'layout',
  icon: 'layout-list',
  accessibility: 'Only layout, unless it has a name: then it is a group that screen readers announce.',
  role: null,
  properties: {
    direction: choice('Direction', ['vertical', 'horizontal'], 'vertical'),
    gap: choice('Distance', spaces, '4'),
    align: choice('Across', ['start', 'center', 'end', 'stretch', 'baseline'], 'stretch'),
    justify: choice('Along', ['start', 'center', 'end', 'between'], 'start'),
    wrap: flag('Wrap where there is no room', true),
    name: words('Name for screen readers'),
  },
  slots: { children: { label: 'Content' } },
});
