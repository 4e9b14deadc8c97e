import type { ShellEntity } from '@plinth/api-contract';
import { definitionOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { importTargets } from './import-targets.ts';

const definition = definitionOf([
  withDefaults({ kind: 'entity', id: 'e1', key: 'customer', label: 'Customer', labelPlural: 'Customers' }),
  withDefaults({ kind: 'entity', id: 'e2', key: 'order', label: 'Order' }),
  withDefaults({ kind: 'entity', id: 'e3', key: 'draft', label: 'Draft' }),
]);
const shown = (key: string, operations: ShellEntity['operations']): ShellEntity => ({
  ...{ key, label: key, labelPlural: key, fields: [], relations: [] },
  operations,
});

test('what may be imported is offered; of what is looked for in vain is said why', () => {
  const { offered, withheld } = importTargets(definition, [shown('customer', ['read', 'import']), shown('order', ['read'])]);
  expect(offered.map(({ key }) => key)).toEqual(['customer']);
  expect(withheld).toEqual([
    { key: 'draft', label: 'Draft', why: 'absent' },
    { key: 'order', label: 'Order', why: 'denied' },
  ]);
});

test('where nothing is published, nothing is offered and everything is absent', () => {
  const { offered, withheld } = importTargets(definition, null);
  expect(offered).toEqual([]);
  expect(withheld.map(({ why }) => why)).toEqual(['absent', 'absent', 'absent']);
});
