import { withDefaults } from '@plinth/app-definition';
import { textOf } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import de from '../messages/de.ts';
import { labelledWords, recordWords } from './record-words.ts';

const english = textOf({ locale: 'en', direction: 'ltr', messages: {} });
const german = textOf({ locale: 'de', direction: 'ltr', messages: de });
const query = withDefaults({ id: 'q', kind: 'query', parent: 'p', index: 'a0', key: 'loans' });
const entity = withDefaults({ id: 'e', kind: 'entity', key: 'client', label: 'Kunde' });
const table = withDefaults({ id: 't', kind: 'component', parent: 'p', index: 'a0', component: 'ui.table', properties: {} });

test('a record is told by its kind and key, in the language of the reader', () => {
  expect(recordWords(query, english)).toBe('query loans');
  expect(recordWords(query, german)).toBe('Abfrage loans');
  expect(recordWords(table, english)).toBe('a ui.table');
  expect(recordWords({ ...table, name: 'list' }, german)).toBe('Komponente list');
});

test('what people call it comes first', () => {
  expect(labelledWords(entity, german)).toBe('Entität „Kunde“');
  expect(labelledWords(query, german)).toBe('Abfrage loans');
});
