import {
  appOf,
  definitionOf,
  entityByKey,
  fieldsOf,
  pagesOf,
  permissionsOf,
  reduce,
  validateDefinition,
  withDefaults,
} from '@plinth/app-definition';
import { TableSurvey } from '@plinth/table-files';
import { expect, test } from 'vitest';
import { proposeFields } from './field-proposal.ts';
import { nameFromFile, newEntity } from './new-entity.ts';

const app = withDefaults({ id: 'app', kind: 'app', key: 'mine', type: 'application', label: 'Mine', homePage: 'home' });
const home = withDefaults({ id: 'home', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a1' });
const role = withDefaults({ id: 'everybody', kind: 'role', key: 'everybody', label: 'Everybody', heldBy: 'members' });
const region = withDefaults({ id: 'region', kind: 'entity', key: 'region', label: 'Region' });
const code = withDefaults({
  id: 'code',
  kind: 'field',
  parent: 'region',
  index: 'a1',
  key: 'code',
  label: 'Code',
  type: 'text',
  unique: true,
});

function proposals() {
  const columns = ['Kunden-Nr', 'Name', 'Art', 'Umsatz', 'seit', 'leer', 'id', '<script>alert(1)</script>'];
  const survey = new TableSurvey(columns.length);
  for (let row = 1; row <= 30; row++)
    survey.add([
      String(row),
      row === 7 ? '' : `Name ${row % 29}`,
      row % 2 === 0 ? 'Firma' : 'privat',
      `${row}.000,50`,
      `${row % 28 || 1}.1.2026`,
      '',
      'N',
      'x',
    ]);
  return proposeFields(columns, survey.findings());
}

test('fields are proposed by what the columns hold', () => {
  expect(proposals().map(({ taken, key, label, type, required, unique }) => [taken, key, label, type, required, unique])).toEqual([
    [true, 'kundenNr', 'Kunden Nr', 'integer', true, true],
    [true, 'name', 'Name', 'text', false, false],
    [true, 'art', 'Art', 'choice', true, false],
    [true, 'umsatz', 'Umsatz', 'decimal', true, false],
    [true, 'seit', 'Seit', 'date', true, false],
    [false, 'leer', 'Leer', 'text', false, false],
    [true, 'idValue', 'ID', 'text', true, false],
    [true, 'scriptAlert1Script', expect.any(String), 'text', true, false],
  ]);
});

test('an entity with pages is one action, in place of an empty home page, for the roles that everybody holds', () => {
  const before = definitionOf([app, home, role, region, code]);
  const fields = proposals().map((field) => (field.key === 'art' ? { ...field, type: 'reference:region', lookup: 'code' } : field));
  const made = newEntity(before, nameFromFile('kunden 2026.xlsx'), fields, ['everybody'], {});
  expect(made.refused).toEqual([]);
  expect(made.body?.type).toBe('BATCH');
  if (made.body === null) return;
  const applied = reduce(before, made.body);
  expect(applied.refused).toBeNull();
  if (applied.refused !== null) return;
  const after = applied.definition;
  expect(validateDefinition(after, {})).toEqual([]);
  const entity = entityByKey(after, made.key);
  expect(fieldsOf(after, entity?.id ?? '').map(({ key, type, target }) => [key, type, target ?? null])).toContainEqual([
    'art',
    'reference',
    'region',
  ]);
  expect(fieldsOf(after, 'region')).toHaveLength(1);
  expect(pagesOf(after).map(({ id }) => id)).not.toContain('home');
  expect(pagesOf(after)).toHaveLength(2);
  expect(made.pages.find(({ id }) => id === appOf(after)?.homePage)?.path).not.toContain(':id');
  expect(permissionsOf(after, entity?.id ?? '').map(({ role: by, operations }) => [by, operations.includes('import')])).toEqual([
    ['everybody', true],
  ]);
});

test('the same file again gets another key', () => {
  const before = definitionOf([app, home, role, withDefaults({ id: 'x', kind: 'entity', key: 'person', label: 'Person' })]);
  const made = newEntity(before, nameFromFile('people.csv'), proposals(), [], {});
  expect(made.key).toBe('personRecord');
  expect(nameFromFile('people.csv')).toEqual({ label: 'Person', labelPlural: 'People' });
  expect(nameFromFile('....csv')).toEqual({ label: 'Record', labelPlural: 'Records' });
});
