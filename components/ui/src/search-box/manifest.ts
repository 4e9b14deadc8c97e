import { defineComponent } from '../contract/define-component.ts';
import { number, text, words } from '../contract/properties.ts';

export const searchBox = defineComponent({
  name: 'search-box',
  title: 'Search box',
  description: 'Text to search for, told after a short pause in typing.',
  category: 'input',
  icon: 'search',
  accessibility: 'Escape empties it. Enter searches at once.',
  role: 'searchbox',
  properties: {
    label: words('Label', 'Search'),
    value: text('Value'),
    placeholder: words('Placeholder'),
    delay: number('Pause in milliseconds', 250),
  },
  events: { change: { label: 'The text to search for changed', payload: 'context<value: string>' } },
  outputs: { value: { label: 'Text to search for', feelType: 'string' } },
});
