import { type ActionBody, type Definition, reduce } from '@plinth/app-definition';
import { loanDesk } from '@plinth/app-definition/testing';
import { expect, test } from 'vitest';
import { changedArtefacts } from './changed-artefacts.ts';

function done(definition: Definition, ...bodies: ActionBody[]): Definition {
  return bodies.reduce((current, body) => {
    const result = reduce(current, body);
    if (result.refused !== null) throw new Error(result.refused.message);
    return result.definition;
  }, definition);
}

test('changes are told by artefact, the artefact before its parts, with each value before and after', () => {
  const before = loanDesk();
  const after = done(
    before,
    { type: 'RECORD_UPDATE', payload: { id: 'component:loans.heading', path: ['properties', 'text'], value: 'All loans' } },
    { type: 'RECORD_UPDATE', payload: { id: 'page:loans', path: ['label'], value: 'Lending' } },
    { type: 'RECORD_REMOVE', payload: { id: 'component:loans.grid.stat' } },
    { type: 'RECORD_REMOVE', payload: { id: 'page:client' } },
  );
  const found = changedArtefacts(before, after).map(({ artefact, kind, records }) => ({
    artefact: artefact.id,
    kind,
    records: records.map((change) => `${change.kind} ${change.record.id}`),
  }));
  expect(found).toContainEqual({
    artefact: 'page:loans',
    kind: 'changed',
    records: ['changed page:loans', 'removed component:loans.grid.stat', 'changed component:loans.heading'],
  });
  expect(found.find(({ artefact }) => artefact === 'page:client')).toMatchObject({ kind: 'removed' });
  const [page] = changedArtefacts(before, after).filter(({ artefact }) => artefact.id === 'page:loans');
  expect(page?.records.flatMap(({ properties }) => properties)).toEqual([
    { path: ['label'], before: 'Loans', after: 'Lending' },
    { path: ['properties', 'text'], before: 'Loans', after: 'All loans' },
  ]);
});

test('nothing differs from itself', () => {
  expect(changedArtefacts(loanDesk(), loanDesk())).toEqual([]);
});
