import { defineComponent } from '../contract/define-component.ts';
import { inputEvents, inputOutputs, inputProperties } from '../contract/input.ts';
import { exactNumber, items, text, value, words } from '../contract/properties.ts';

export const moneyInput = defineComponent({
  name: 'money-input',
  title: 'Money input',
  description: 'An exact amount in one currency or in a chosen one.',
  category: 'input',
  icon: 'coin',
  accessibility: 'The currency is announced with the amount.',
  role: 'textbox',
  properties: inputProperties(value<string | number | Readonly<{ amount: string; currency: string }>>('Value', 'any'), {
    placeholder: words('Placeholder'),
    currency: text('Currency; none: each value has its own'),
    currencies: items<string>('Currencies to choose from', 'options', { type: 'string' }, 'list<string>'),
    minimum: exactNumber('Least'),
    maximum: exactNumber('Most'),
  }),
  events: inputEvents('any'),
  outputs: inputOutputs('any'),
});
