import { defineComponent } from '../contract/define-component.ts';
import { type LinkItem, linkItemSchema } from '../contract/link-item.ts';
import { items, words } from '../contract/properties.ts';

export const breadcrumb = defineComponent({
  name: 'breadcrumb',
  title: 'Breadcrumb',
  description: 'The way from the first page to this one.',
  category: 'navigation',
  icon: 'chevrons-right',
  accessibility: 'A navigation landmark; the last entry is announced as the current page.',
  role: 'navigation',
  properties: { label: words('Name for screen readers', 'Breadcrumb'), items: items<LinkItem>('Steps', 'options', linkItemSchema) },
});
