import { defineComponent } from '../contract/define-component.ts';
import { type LinkItem, linkItemSchema } from '../contract/link-item.ts';
import { choice, items, text, words } from '../contract/properties.ts';

export const navigation = defineComponent({
  name: 'navigation',
  title: 'Navigation',
  description: 'Links to pages, below or beside each other, with groups.',
  category: 'navigation',
  icon: 'menu-2',
  accessibility: 'A navigation landmark; the current page is announced.',
  role: 'navigation',
  properties: {
    label: words('Name for screen readers', 'Pages'),
    items: items<LinkItem>('Links', 'options', linkItemSchema),
    current: text('Key or address of the current page'),
    orientation: choice('Direction', ['vertical', 'horizontal'], 'vertical'),
  },
});
