import { defineComponent } from '../contract/define-component.ts';
import { choice, text, words } from '../contract/properties.ts';

export const tabs = defineComponent({
  name: 'tabs',
  title: 'Tabs',
  description: 'Shows one of several views; each is a tab component inside.',
  category: 'layout',
  icon: 'layout-navbar',
  accessibility: 'Arrow keys move between tabs, Tab goes into the open one.',
  role: 'tablist',
  properties: {
    name: words('Name for screen readers', 'Views'),
    value: text('Open tab'),
    variant: choice('Look', ['line', 'segmented'], 'line'),
  },
  events: { change: { label: 'Another tab was opened', payload: 'context<value: string>' } },
  slots: { children: { label: 'Tabs' } },
  outputs: { value: { label: 'Key of the open tab', feelType: 'string' } },
});
