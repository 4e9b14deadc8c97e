import { defineComponent } from '../contract/define-component.ts';
import { flag, icon, page, text, value, words } from '../contract/properties.ts';

export const link = defineComponent({
  name: 'link',
  title: 'Link',
  description: 'Goes to a page of the application or to an address.',
  category: 'navigation',
  icon: 'link',
  accessibility: 'Its words say where it goes, without the words around it.',
  role: 'link',
  properties: {
    text: words('Text', 'Link'),
    page: page(),
    parameters: value<Readonly<Record<string, unknown>>>('Parameters of the page', 'context', { type: 'object' }),
    address: text('Address'),
    newTab: flag('Open in a new tab'),
    icon: icon(),
  },
  events: { click: { label: 'Clicked', payload: 'context<>' } },
});
