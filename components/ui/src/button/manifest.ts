import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, icon, words } from '../contract/properties.ts';

export const button = defineComponent({
  name: 'button',
  title: 'Button',
  description: 'Does something. Busy until its actions are done.',
  category: 'action',
  icon: 'square-rounded',
  accessibility: 'Its words say what happens. A button with only an icon keeps its text for screen readers.',
  role: 'button',
  properties: {
    text: words('Text', 'Button'),
    variant: choice('Look', ['primary', 'secondary', 'subtle'], 'secondary'),
    tone: choice('Meaning', ['neutral', 'bad'], 'neutral'),
    icon: icon(),
    iconOnly: flag('Show only the icon'),
    size: choice('Size', ['s', 'm'], 'm'),
    fullWidth: flag('As wide as there is room'),
    disabled: flag('Disabled'),
    busy: flag('Busy'),
    submits: flag('Sends the form around it'),
  },
  events: { click: { label: 'Clicked', payload: 'context<>' } },
});
