import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, icon, value, words } from '../contract/properties.ts';

export const button = defineComponent({
  name: 'button',
  title: 'Button',
  description: 'Does something. Busy until its actions are done.',
  category: 'action',
  icon: 'square-rounded',
  accessibility:
    'Its words say what happens. A button with only an icon keeps its text for screen readers. Where its record may not be changed it says why.',
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
    record: value<Readonly<Record<string, unknown>>>('Record that it changes', 'any', { type: ['object', 'null'] }),
    needs: choice('What it does with the record', ['nothing', 'update', 'delete'], 'nothing'),
    submits: flag('Sends the form around it'),
  },
  events: { click: { label: 'Clicked', payload: 'context<>' } },
});
