import { expect, test } from 'vitest';
import {
  type ActionBody,
  artefactOf,
  type Definition,
  fileOfRecord,
  reduce,
  restoreArtefacts,
  restoreRecords,
  snapshotOf,
  writeFiles,
} from '../index.ts';
import { loanDesk } from '../testing.ts';

function done(definition: Definition, ...bodies: (ActionBody | null)[]): Definition {
  return bodies.reduce((current, body) => {
    const result = body === null ? null : reduce(current, body);
    if (result === null) return current;
    if (result.refused !== null) throw new Error(result.refused.message);
    return result.definition;
  }, definition);
}
const set = (id: string, path: string[], value: string): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id, path, value } });

test('each record is part of an artefact and stands in its file', () => {
  const definition = loanDesk();
  const places = (id: string) => {
    const record = definition.records.get(id);
    return record === undefined ? null : [artefactOf(definition, record).id, fileOfRecord(definition, record)];
  };
  expect(places('component:loans.grid.stat')).toEqual(['page:loans', 'pages/loans.yaml']);
  expect(places('field:client.name')).toEqual(['entity:client', 'entities/client.yaml']);
  expect(places('permission:clerk.loan')).toEqual(['role:clerk', 'roles.yaml']);
  expect(places('app')).toEqual(['app', 'plinth.yaml']);
  const files = Object.keys(writeFiles(definition));
  for (const record of definition.records.values()) expect(files).toContain(fileOfRecord(definition, record));
});

test('one artefact is restored and what was done elsewhere stays; one action takes back everything', () => {
  const former = loanDesk();
  const now = done(
    former,
    set('page:loans', ['label'], 'Lending'),
    set('entity:client', ['label'], 'Customer'),
    { type: 'RECORD_REMOVE', payload: { id: 'component:loans.grid' } },
    { type: 'RECORD_MOVE', payload: { id: 'component:loans.table', to: { parent: 'page:client', slot: 'children', index: 'z' } } },
  );
  const page = done(now, restoreArtefacts(now, former, new Set(['page:loans'])));
  expect(page.records.get('page:loans')).toEqual(former.records.get('page:loans'));
  expect(page.records.get('component:loans.grid.button')).toEqual(former.records.get('component:loans.grid.button'));
  expect(page.records.get('component:loans.table')).toMatchObject({ parent: 'page:loans' });
  expect(page.records.get('entity:client')).toMatchObject({ label: 'Customer' });
  expect(snapshotOf(done(now, restoreArtefacts(now, former)))).toEqual(snapshotOf(former));
  expect(restoreArtefacts(former, former)).toBeNull();
});

test('an artefact that was not there then is removed, and one that is gone comes back with all its parts', () => {
  const former = loanDesk();
  const now = done(former, { type: 'RECORD_REMOVE', payload: { id: 'page:client' } });
  expect(snapshotOf(done(now, restoreArtefacts(now, former, new Set(['page:client']))))).toEqual(snapshotOf(former));
  expect(snapshotOf(done(former, restoreArtefacts(former, now, new Set(['page:client']))))).toEqual(snapshotOf(now));
});

test('one record is restored: what stood in it comes along, what it stood in comes back, and nothing else does', () => {
  const former = loanDesk();
  const restored = (now: Definition, id: string) => done(now, restoreRecords(now, former, new Set([id])));
  const now = done(former, set('page:loans', ['label'], 'Lending'), { type: 'RECORD_REMOVE', payload: { id: 'component:loans.grid' } });
  const whole = restored(now, 'component:loans.grid');
  expect(whole.records.get('component:loans.grid.stat')).toEqual(former.records.get('component:loans.grid.stat'));
  expect(whole.records.get('page:loans')).toMatchObject({ label: 'Lending' });
  const part = restored(now, 'component:loans.grid.stat');
  expect(part.records.get('component:loans.grid')).toEqual(former.records.get('component:loans.grid'));
  expect(part.records.get('component:loans.grid.button')).toBeUndefined();
  expect(restoreRecords(former, former, new Set(['component:loans.grid']))).toBeNull();
});

test('what was added goes, and what was put into it goes back to its place', () => {
  const former = loanDesk();
  const record = former.records.get('component:loans.grid');
  if (record === undefined) throw new Error('The desk has no grid.');
  const now = done(
    former,
    { type: 'RECORD_INSERT', payload: { record: { ...record, id: 'around', index: 'zz' } as typeof record } },
    { type: 'RECORD_MOVE', payload: { id: 'component:loans.table', to: { parent: 'around', slot: 'children', index: 'a' } } },
  );
  expect(snapshotOf(done(now, restoreRecords(now, former, new Set(['around']))))).toEqual(snapshotOf(former));
});
