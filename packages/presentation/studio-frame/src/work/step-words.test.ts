import { type ActionBody, createReplica, createStore, type DefinitionRecord, definitionOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import ar from '../messages/ar.ts';
import de from '../messages/de.ts';
import { nextWords, stepWords } from './step-words.ts';

const german = { locale: 'de', direction: 'ltr', messages: de } as const;
const entity = withDefaults({ id: 'e', kind: 'entity', key: 'client', label: 'Kunde' });
const field = withDefaults({ id: 'f', kind: 'field', parent: 'e', index: 'a0', key: 'city', label: 'Ort', type: 'text' });
const insert = (record: DefinitionRecord): ActionBody => ({ type: 'RECORD_INSERT', payload: { record } });
const batch = (...actions: ActionBody[]): ActionBody => ({ type: 'BATCH', payload: { actions } });

function storeOf() {
  return createStore({ replica: createReplica('ada', definitionOf([]), 0) });
}

test('what can be undone and redone is told in the language of the reader, by what the action did', () => {
  const store = storeOf();
  const told = (which: 'undo' | 'redo' = 'undo') => nextWords(german, store.replica, store.definition, which);
  expect(told()).toBeNull();
  store.dispatch(batch(insert(entity), insert(field)), 'Add entity “Kunde”');
  expect(told()).toBe('Entität „Kunde“ hinzufügen');
  store.dispatch({ type: 'RECORD_UPDATE', payload: { id: 'f', path: ['label'], value: 'Stadt' } }, 'Rename field');
  expect(told()).toBe('Die Bezeichnung von Feld „Stadt“ ändern');
  store.dispatch({ type: 'RECORD_REMOVE', payload: { id: 'f' } }, 'Remove field “Stadt”');
  expect(told()).toBe('Feld „Stadt“ entfernen');
  store.undo();
  expect(told('redo')).toBe('Feld „Stadt“ entfernen');
  expect(nextWords({ locale: 'en', direction: 'ltr', messages: {} }, store.replica, store.definition, 'redo')).toBe('Remove field “Stadt”');
});

test('many things are told by the first and how many more; what says nothing keeps its words', () => {
  const other = { ...field, id: 'g', key: 'zip', label: 'PLZ' };
  const changed = (id: string): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id, path: ['label'], value: 'x' } });
  const definition = definitionOf([entity, field, other]);
  const step = (body: ActionBody, isInverse = false) => stepWords(german, definition, { intent: 'Do it', body, isInverse });
  expect(step(batch(changed('f'), changed('g')))).toBe('Feld „Ort“ und 1 weiteres ändern');
  expect(step(batch())).toBe('Do it');
  expect(step({ type: 'RECORD_MOVE', payload: { id: 'gone', to: { index: 'a1' } } })).toBe('etwas verschieben');
  expect(
    stepWords({ locale: 'ar', direction: 'rtl', messages: ar }, definition, { intent: 'Add', body: insert(entity), isInverse: false }),
  ).toContain('Kunde');
});
