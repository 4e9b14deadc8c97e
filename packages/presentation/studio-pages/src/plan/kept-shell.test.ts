import { type Definition, type DefinitionRecord, definitionOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { testComponent, testPage } from '../testing.ts';
import { KeptShell } from './kept-shell.ts';

const work = {
  ...{ tenant: 'acme', environment: 'test', application: 'bank', components: [] },
  member: { id: 'ada', name: 'Ada', email: 'ada@plinth.example', groups: [], tenantRoles: [] },
} as unknown as ConstructorParameters<typeof KeptShell>[0];
const entity = withDefaults({ kind: 'entity', id: 'e', key: 'client', label: 'Client' });
const definition = definitionOf([...testPage(testComponent('words')).records.values(), entity]);
const changed = (from: Definition, id: string, changes: object): Definition => {
  const record = { ...from.records.get(id), ...changes } as DefinitionRecord;
  return { ...from, records: from.records.with(id, record) };
};

test('a change of a component makes nothing anew, one of what surrounds pages does', () => {
  const kept = new KeptShell(work);
  const shell = kept.of(definition, null, '');
  const reworded = changed(definition, 'words', { properties: { text: 'other' } });
  expect(kept.of(reworded, null, '')).toBe(shell);
  // What surrounds pages is compared with what it was, whatever came in between.
  expect(kept.of(changed(reworded, 'e', { description: 'not shown' }), null, '')).toBe(shell);
  const renamed = kept.of(changed(reworded, 'e', { label: 'Customer' }), null, '');
  expect(renamed).not.toBe(shell);
  expect(renamed.entities.map(({ label }) => label)).toEqual(['Customer']);
  expect(kept.of({ ...reworded, records: reworded.records.without('e') }, null, '').entities).toEqual([]);
});

test('another language is another shell, and in one that nobody speaks every text counts', () => {
  const kept = new KeptShell(work);
  const shell = kept.of(definition, null, '');
  const long = kept.of(definition, null, 'en-XA');
  expect(long.locale).toBe('en-XA');
  expect(kept.of(definition, null, 'en-XA')).toBe(long);
  expect(kept.of(definition, null, '').locale).toBe(shell.locale);
});
