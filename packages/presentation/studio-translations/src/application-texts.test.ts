import { definitionOf, withDefaults } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import { expect, test } from 'vitest';
import { insertsOf, textsOf } from './application-texts.ts';

const translatable = { label: '', editor: 'text', bindable: true, feelType: 'string', translatable: true };
const components = [
  { id: 'ui.button', ui: { properties: { text: translatable, icon: { ...translatable, translatable: false }, options: translatable } } },
] as unknown as readonly ComponentMetadata[];

const definition = definitionOf([
  withDefaults({ id: 'app', kind: 'app', key: 'desk', type: 'application', label: 'Desk' }),
  withDefaults({ id: 'p', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a1' }),
  withDefaults({ id: 'e', kind: 'entity', key: 'loan', label: 'Loan', labelPlural: 'Loans' }),
  withDefaults({
    ...{ id: 'f', kind: 'field', entity: 'e', key: 'state', label: 'State', type: 'choice', index: 'a1', help: 'How it stands' },
    options: [{ value: 'open', label: 'Open' }],
  }),
  withDefaults({
    ...{ id: 'b', kind: 'component', parent: 'p', index: 'a1', component: 'ui.button' },
    properties: {
      text: 'Save {{ loan.name }}',
      icon: 'check',
      options: [{ value: 'x', label: 'Both' }, 'plain'],
    },
  }),
  withDefaults({ id: 'c', kind: 'component', parent: 'p', index: 'a2', component: 'ui.button', properties: { text: ' = loan.name' } }),
  withDefaults({ id: 'd', kind: 'component', parent: 'p', index: 'a3', component: 'ui.gone', properties: { text: 'Nobody knows' } }),
]);

test('labels, help, choices and words of components are found under their keys, expressions and data are not', () => {
  expect(textsOf(definition, components).map(({ key, source, place }) => [place, key, source])).toEqual([
    ['Desk', 'app.label', 'Desk'],
    ['Home', 'p.label', 'Home'],
    ['Home', 'b.properties.text', 'Save {{ loan.name }}'],
    ['Home', 'b.properties.options.0.label', 'Both'],
    ['Loan', 'e.label', 'Loan'],
    ['Loan', 'e.labelPlural', 'Loans'],
    ['Loan', 'f.label', 'State'],
    ['Loan', 'f.help', 'How it stands'],
    ['Loan', 'f.options.open', 'Open'],
  ]);
});

test('what a text has between braces is found whatever stands around it', () => {
  expect(insertsOf('{{ b }} and {{a}} and { c }')).toEqual(['a', 'b']);
});
