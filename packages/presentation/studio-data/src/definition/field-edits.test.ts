import { type Definition, fieldsOf, indexesOf, type RecordOf, recordOf, validateDefinition } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { done, testLibrary } from '../testing.ts';
import { addField, duplicateField, labelField, moveField, removeFields, retypeField } from './field-edits.ts';
import { fieldTypeInfo } from './field-type.ts';

function field(definition: Definition, id: string): RecordOf<'field'> {
  const found = recordOf(definition, 'field', id);
  if (found === null) throw new Error(`There is no field ${id}.`);
  return found;
}

const keys = (definition: Definition) => fieldsOf(definition, 'book').map(({ key }) => key);

test('a key follows the label until it is written by hand or somebody names it', () => {
  const before = testLibrary();
  const renamed = done(before, labelField(before, field(before, 'year'), 'Erscheinungsjahr (größte)', true));
  expect(field(renamed, 'year').key).toBe('erscheinungsjahrGrosste');
  const named = done(before, labelField(before, field(before, 'year'), 'Published', false));
  expect(field(named, 'year')).toMatchObject({ key: 'year', label: 'Published' });
  const byHand = { ...field(before, 'year'), key: 'y' };
  expect(labelField(before, byHand, 'Published', true).body).toMatchObject({ type: 'RECORD_UPDATE', payload: { path: ['label'] } });
});

test('a title that is the field alone goes with its key', () => {
  const before = testLibrary();
  const after = done(before, labelField(before, field(before, 'title0'), 'Name', true));
  expect(field(after, 'title0').key).toBe('name');
  expect(recordOf(after, 'entity', 'book')?.title).toBe('name');
});

test('a label without Latin letters, one that is taken and one of FEEL all give a key of their own', () => {
  let definition = testLibrary();
  for (const label of ['عميل', '顧客', 'Year', 'year', 'if', 'ID', '🙂', '1st'])
    definition = done(definition, addField(definition, 'book', { label, type: 'text' }));
  expect(keys(definition).slice(3)).toEqual(['field', 'field2', 'year2', 'year3', 'if2', 'id2', 'field3', 'st']);
});

test('every type can be made of every other, and nothing is left that means nothing for it', () => {
  const types = Object.keys(fieldTypeInfo) as RecordOf<'field'>['type'][];
  for (const from of types) {
    const made = testLibrary();
    const added = addField(made, 'author', { label: 'Changing', type: from, minimum: '1', maxLength: 3, unique: true, default: 'null' });
    const before = done(made, added);
    const id = added.selection?.[0] ?? '';
    for (const to of types) {
      const after = done(before, retypeField(before, field(before, id), to, to));
      expect(validateDefinition(after).filter(({ record }) => record === id)).toEqual([]);
      expect(field(after, id).options === undefined).toBe(to !== 'choice' && to !== 'multiChoice');
      expect(field(after, id).target === undefined).toBe(to !== 'reference');
    }
  }
});

test('a field goes before another one, to the end, and nowhere where it is already', () => {
  const before = testLibrary();
  expect(keys(done(before, moveField(before, field(before, 'by'), 'title0')))).toEqual(['by', 'title0', 'year']);
  expect(keys(done(before, moveField(before, field(before, 'title0'), null)))).toEqual(['year', 'by', 'title0']);
  expect(moveField(before, field(before, 'year'), 'by')).toBeNull();
  expect(moveField(before, field(before, 'year'), 'gone')).toBeNull();
});

test('a removed field goes out of every list, its index and its relation go along', () => {
  const before = testLibrary({
    id: 'books',
    kind: 'relation',
    parent: 'author',
    index: 'a0',
    key: 'books',
    label: 'Books',
    target: 'book',
    through: 'by',
  });
  const fields = ['title0', 'year', 'by'].map((id) => field(before, id));
  const after = done(before, removeFields(before, fields));
  expect(recordOf(after, 'entity', 'book')?.search).toEqual([]);
  expect(recordOf(after, 'permission', 'reads')?.locked).toEqual([]);
  expect(recordOf(after, 'relation', 'books')).toBeNull();
  expect(indexesOf(after, 'book')).toEqual([]);
  expect(validateDefinition(after)).toEqual([]);
});

test('a copy stands right behind, and intents stay short whatever the label', () => {
  const before = testLibrary();
  const long = { ...field(before, 'title0'), label: '🙂'.repeat(250) };
  const after = done(before, duplicateField(before, long));
  expect(fieldsOf(after, 'book').map(({ id }) => id)[0]).toBe('title0');
  expect(keys(after)).toHaveLength(4);
});
