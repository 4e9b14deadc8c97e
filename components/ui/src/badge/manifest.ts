import { defineComponent } from '../contract/define-component.ts';
import { choice, icon, tones, words } from '../contract/properties.ts';

export const badge = defineComponent({
  name: 'badge',
  title: 'Badge',
  description: 'A short state or count.',
  category: 'text',
  icon: 'tag',
  accessibility: 'Its words carry the meaning; the colour only helps.',
  role: null,
  properties: { text: words('Text'), tone: choice('Meaning', tones, 'neutral'), icon: icon() },
});
