import { defineComponent } from '../contract/define-component.ts';
import { choice, exactNumber, flag, icon, number, page, text, tones, value, words } from '../contract/properties.ts';

export const stat = defineComponent({
  name: 'stat',
  title: 'Figure',
  description: 'One important figure with its name and how it changed.',
  category: 'data',
  icon: 'number-123',
  accessibility: 'Read as name, figure, change.',
  role: 'group',
  properties: {
    label: words('Label', 'Figure'),
    value: value('Value', 'any'),
    format: choice('Format', ['text', 'number', 'money', 'percent', 'date', 'duration'], 'number'),
    compact: flag('Short form of large figures'),
    currency: text('Currency'),
    digits: number('Digits after the point'),
    unit: words('Unit'),
    change: exactNumber('Change'),
    changeFormat: choice('Format of the change', ['number', 'percent'], 'number'),
    changeText: words('What the change is measured against'),
    tone: choice('Meaning of the change', ['automatic', ...tones], 'automatic'),
    icon: icon(),
    page: page('Page behind it'),
    parameters: value<Readonly<Record<string, unknown>>>('Parameters of the page', 'context', { type: 'object' }),
    loading: flag('Loading'),
  },
  events: { click: { label: 'Clicked', payload: 'context<>' } },
});
