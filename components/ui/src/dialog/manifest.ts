import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, words } from '../contract/properties.ts';

export const dialog = defineComponent({
  name: 'dialog',
  title: 'Dialog',
  description: 'Asks or shows something above the page until it is closed.',
  category: 'layout',
  icon: 'app-window',
  accessibility: 'Keeps the focus inside, closes with Escape, and gives the focus back to what opened it.',
  role: 'dialog',
  properties: {
    title: words('Title', 'Dialog'),
    description: longWords('Description'),
    open: flag('Open'),
    size: choice('Size', ['s', 'm', 'l', 'xl'], 'm'),
    closable: flag('Can be closed by Escape and a click outside', true),
  },
  events: { opened: { label: 'Opened', payload: 'context<>' }, closed: { label: 'Closed', payload: 'context<>' } },
  slots: { children: { label: 'Content' }, actions: { label: 'Actions at the foot' } },
  outputs: { open: { label: 'Whether it is open', feelType: 'boolean' } },
});
