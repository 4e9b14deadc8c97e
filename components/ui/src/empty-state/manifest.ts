import { defineComponent } from '../contract/define-component.ts';
import { icon, longWords, words } from '../contract/properties.ts';

export const emptyState = defineComponent({
  name: 'empty-state',
  title: 'Empty state',
  description: 'Says why there is nothing here and what to do now.',
  category: 'feedback',
  icon: 'inbox',
  accessibility: 'Its icon is decoration.',
  role: null,
  properties: { title: words('Title', 'Nothing here yet'), text: longWords('Text'), icon: icon() },
  slots: { children: { label: 'Actions' } },
});
