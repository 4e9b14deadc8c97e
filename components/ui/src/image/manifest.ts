import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, number, text, value, words } from '../contract/properties.ts';

export const image = defineComponent({
  name: 'image',
  title: 'Image',
  description: 'A picture from an address or from a file field.',
  category: 'text',
  icon: 'photo',
  accessibility: 'Describe what the picture tells; leave it empty only for decoration.',
  role: 'img',
  properties: {
    source: text('Address'),
    file: value('File', 'context', { type: ['object', 'null'] }),
    description: words('Description'),
    fit: choice('Fit', ['cover', 'contain'], 'cover'),
    height: number('Height in pixels'),
    ratio: choice('Proportion', ['natural', '1:1', '4:3', '16:9'], 'natural'),
    rounded: flag('Round corners'),
  },
});
