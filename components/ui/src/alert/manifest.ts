import { defineComponent } from '../contract/define-component.ts';
import { choice, flag, longWords, tones, words } from '../contract/properties.ts';

export const alert = defineComponent({
  name: 'alert',
  title: 'Alert',
  description: 'Something people should notice.',
  category: 'feedback',
  icon: 'alert-circle',
  accessibility: 'A warning or an error is announced at once, the rest when there is a pause.',
  role: 'status',
  properties: {
    title: words('Title'),
    text: longWords('Text'),
    tone: choice('Meaning', tones, 'accent'),
    closable: flag('Can be closed'),
  },
  events: { closed: { label: 'Closed', payload: 'context<>' } },
  slots: { children: { label: 'Further content' } },
});
