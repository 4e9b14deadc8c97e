import { expect, test } from 'vitest';
import {
  appOf,
  childrenOf,
  componentsOf,
  entityByKey,
  fieldsOf,
  pageByKey,
  pagesOf,
  queriesOf,
  readFiles,
  snapshotOf,
  writeFiles,
} from '../index.ts';
import { loanDesk, loanDeskFiles } from '../testing.ts';

test('files become records whose references are ids', () => {
  const definition = loanDesk();
  expect(appOf(definition)).toMatchObject({ id: 'app', key: 'loan-desk', homePage: 'page:loans' });
  const loan = entityByKey(definition, 'loan');
  expect(fieldsOf(definition, loan?.id ?? '').map((field) => [field.id, field.index, field.label])).toEqual([
    ['field:loan.client', 'a0', 'Client'],
    ['field:loan.amount', 'a1', 'Amount'],
    ['field:loan.status', 'a2', 'Status'],
  ]);
  expect(definition.records.get('field:loan.amount')).toMatchObject({ minimum: '0.10', required: false });
  expect(definition.records.get('field:client.active')).toMatchObject({ default: 'true' });
  expect(definition.records.get('relation:client.loans')).toMatchObject({ target: 'entity:loan', through: 'field:loan.client' });
  expect(definition.records.get('permission:auditor.loan')).toMatchObject({
    role: 'role:auditor',
    entity: 'entity:loan',
    hidden: ['field:loan.amount'],
  });
  expect(pagesOf(definition).map((page) => page.key)).toEqual(['loans', 'client']);
  const page = pageByKey(definition, 'loans');
  expect(queriesOf(definition, page?.id ?? '').map((query) => query.id)).toEqual(['query:loans.byStatus', 'query:loans.loans']);
  expect(componentsOf(definition, page?.id ?? '').map(({ id, component }) => `${id} ${component}`)).toEqual([
    'component:loans.heading ui.heading',
    'component:loans.table ui.table',
    'component:loans.grid ui.grid',
    'component:loans.grid.stat ui.stat',
    'component:loans.grid.button ui.button',
  ]);
  expect(definition.records.get('component:loans.heading')).toMatchObject({ properties: { text: 'Loans' } });
  expect(definition.records.get('component:loans.table')).toMatchObject({
    name: 'table',
    properties: { query: 'loans' },
    events: { rowClick: [{ do: 'navigate', page: 'client' }] },
  });
  expect(childrenOf(definition, 'component:client.form', 'footer')).toMatchObject([{ id: 'component:client.form.footer-button' }]);
});

test('files that were read are written byte for byte', () => {
  expect(writeFiles(loanDesk(), loanDeskFiles)).toEqual(Object.fromEntries(Object.entries(loanDeskFiles).sort()));
});

test('a definition written without earlier files is read back as the same, and written again the same', () => {
  const written = writeFiles(loanDesk());
  const again = readFiles(written);
  expect(again.problems).toEqual([]);
  expect(snapshotOf(again.definition)).toEqual(snapshotOf(loanDesk()));
  expect(writeFiles(again.definition)).toEqual(written);
  expect(written).toMatchSnapshot();
});
