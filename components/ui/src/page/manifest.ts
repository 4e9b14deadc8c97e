import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, words } from '../contract/properties.ts';

export const page = defineComponent({
  name: 'page',
  title: 'Page',
  description: 'The frame of a page: its title, what can be done with it, and its content.',
  category: 'layout',
  icon: 'app-window',
  accessibility: 'The title is the page’s heading of level 1. Use one page component on a page.',
  role: null,
  properties: {
    title: words('Title'),
    description: longWords('Description'),
    width: choice('Width', ['narrow', 'medium', 'wide', 'full'], 'wide'),
    padded: flag('Space around', true),
  },
  slots: { children: { label: 'Content' }, actions: { label: 'Actions beside the title' }, above: { label: 'Above the title' } },
});
