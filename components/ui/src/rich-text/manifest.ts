import { defineComponent } from '../contract/define-component.ts';
import { longWords } from '../contract/properties.ts';

export const richText = defineComponent({
  name: 'rich-text',
  title: 'Rich text',
  description: 'Formatted text from HTML; anything that could run or imitate the page is taken out.',
  category: 'text',
  icon: 'article',
  accessibility: 'Use headings, lists and links for what they are; give pictures a text.',
  role: null,
  properties: { html: longWords('HTML') },
});
