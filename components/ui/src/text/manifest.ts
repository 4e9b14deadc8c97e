import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, number, tones } from '../contract/properties.ts';

export const text = defineComponent({
  name: 'text',
  title: 'Text',
  description: 'Words in a paragraph; line breaks are kept.',
  category: 'text',
  icon: 'letter-t',
  accessibility: 'Colour is never the only carrier of a meaning: say it in words too.',
  role: 'paragraph',
  properties: {
    text: longWords('Text'),
    size: choice('Size', ['xs', 's', 'm', 'l', 'xl'], 'm'),
    weight: choice('Weight', ['regular', 'medium', 'bold'], 'regular'),
    tone: choice('Meaning', ['default', 'quiet', ...tones], 'default'),
    align: choice('Alignment', ['start', 'center', 'end'], 'start'),
    monospace: flag('Letters of equal width'),
    lines: number('Most lines, then cut'),
  },
});
