import { defineComponent } from '../contract/define-component.ts';
import { flag, icon, text, words } from '../contract/properties.ts';

export const tab = defineComponent({
  name: 'tab',
  title: 'Tab',
  description: 'One view inside tabs; made when it is first opened.',
  category: 'layout',
  icon: 'tag',
  accessibility: 'Its label names both the tab and its panel.',
  role: 'tabpanel',
  properties: {
    label: words('Label', 'Tab'),
    key: text('Key'),
    icon: icon(),
    badge: text('Count or short word'),
    disabled: flag('Disabled'),
  },
  slots: { children: { label: 'Content' } },
});
