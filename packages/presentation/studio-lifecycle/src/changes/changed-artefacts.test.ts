import { type ActionBody, type Definition, reduce, withDefaults } from '@plinth/app-definition';
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

test('changes are told by artefact, in its order, with each value before and after', () => {
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
    records: ['changed page:loans', 'changed component:loans.heading', 'removed component:loans.grid.stat'],
  });
  expect(found.find(({ artefact }) => artefact === 'page:client')).toMatchObject({ kind: 'removed' });
  const [page] = changedArtefacts(before, after).filter(({ artefact }) => artefact.id === 'page:loans');
  const changed = page?.records.filter(({ kind }) => kind === 'changed');
  expect(changed?.flatMap(({ properties }) => properties)).toEqual([
    { path: ['label'], before: 'Loans', after: 'Lending', former: { value: 'Loans' } },
    { path: ['properties', 'text'], before: 'Loans', after: 'All loans', former: { value: 'Loans' } },
  ]);
});

test('what is gone is told with what it had, which cannot be set alone', () => {
  const before = loanDesk();
  const [page] = changedArtefacts(before, done(before, { type: 'RECORD_REMOVE', payload: { id: 'component:loans.heading' } }));
  expect(page?.records).toMatchObject([
    { kind: 'removed', properties: expect.arrayContaining([{ path: ['properties', 'text'], before: 'Loans', after: null }]) },
  ]);
});

test('what was moved is told by where it stood and stands', () => {
  const before = loanDesk();
  const to = { parent: 'component:loans.grid', slot: 'children', index: '0' };
  const [page] = changedArtefacts(before, done(before, { type: 'RECORD_MOVE', payload: { id: 'component:loans.heading', to } }));
  expect(page?.records[0]?.properties).toEqual([{ path: ['place'], before: 'Loans › 1', after: 'Grid › 1' }]);
});

test('a thousand changes of one page are found in their order', () => {
  const before = loanDesk();
  const actions = Array.from({ length: 1000 }, (_, at): ActionBody => {
    const index = `z${String(at).padStart(4, '0')}`;
    const record = withDefaults({ id: `c${index}`, kind: 'component', parent: 'page:loans', index, component: 'ui.text' });
    return { type: 'RECORD_INSERT', payload: { record } };
  });
  const after = done(before, { type: 'BATCH', payload: { actions } });
  for (const [older, newer] of [
    [before, after],
    [after, before],
  ] as const) {
    const ids = changedArtefacts(older, newer)[0]?.records.map(({ record }) => record.id);
    expect(ids).toHaveLength(1000);
    expect(ids).toEqual(ids?.toSorted());
  }
});

test('nothing differs from itself', () => {
  expect(changedArtefacts(loanDesk(), loanDesk())).toEqual([]);
});
