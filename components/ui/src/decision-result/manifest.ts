import { defineComponent } from '../contract/define-component.ts';
import { flag, value, words } from '../contract/properties.ts';

export const decisionResult = defineComponent({
  name: 'decision-result',
  title: 'Decision',
  description: 'What a decision came to and why: inputs, steps, the rules that fired, reasons of what is missing.',
  category: 'data',
  icon: 'scale',
  accessibility: 'A region with the result as a list of terms; the steps are a list that opens.',
  role: 'region',
  properties: {
    label: words('Label', 'Decision'),
    explanation: value('Explanation', 'any'),
    open: flag('Show the steps at once', true),
    loading: flag('Loading'),
    emptyText: words('Text while nothing is decided', 'Nothing is decided yet.'),
  },
});
