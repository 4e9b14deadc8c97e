import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, words } from '../contract/properties.ts';

export const drawer = defineComponent({
  name: 'drawer',
  title: 'Drawer',
  description: 'A panel that slides in from an edge, for details beside the page.',
  category: 'layout',
  icon: 'layout-sidebar-right',
  accessibility: 'Keeps the focus inside, closes with Escape, and gives the focus back to what opened it.',
  role: 'dialog',
  properties: {
    title: words('Title', 'Details'),
    description: longWords('Description'),
    open: flag('Open'),
    side: choice('Edge', ['start', 'end', 'bottom'], 'end'),
    size: choice('Size', ['s', 'm', 'l', 'xl'], 'm'),
    closable: flag('Can be closed by Escape and a click outside', true),
  },
  events: { opened: { label: 'Opened', payload: 'context<>' }, closed: { label: 'Closed', payload: 'context<>' } },
  slots: { children: { label: 'Content' }, actions: { label: 'Actions at the foot' } },
  outputs: { open: { label: 'Whether it is open', feelType: 'boolean' } },
});
