import { type ActionItem, actionItemSchema } from '../contract/action-item.ts';
import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, icon, items, words } from '../contract/properties.ts';

export const menu = defineComponent({
  name: 'menu',
  title: 'Menu',
  description: 'A button that opens a list of things to do.',
  category: 'action',
  icon: 'dots-vertical',
  accessibility: 'Arrow keys move, Enter chooses, Escape closes, letters jump to an entry.',
  role: 'menu',
  properties: {
    label: words('Label', 'More'),
    items: items<ActionItem>('Entries', 'options', actionItemSchema),
    icon: icon(),
    iconOnly: flag('Show only the icon'),
    variant: choice('Look', ['primary', 'secondary', 'subtle'], 'secondary'),
    disabled: flag('Disabled'),
  },
  events: { select: { label: 'An entry was chosen', payload: 'context<key: string>' } },
});
