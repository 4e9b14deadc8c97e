import { expect, test } from 'vitest';
import { type Definition, readFiles, writeFiles } from '../index.ts';
import { loanDeskFiles } from '../testing.ts';

const text = `# What the auditors may see.
auditorReads:
  label: An auditor reads a loan # and nothing else
  roles: [ auditor ]
  user: { email: ada@example.com, groups: [ north ] }
  entity: loan
  record: { status: D, amount: 0.10, client: { name: 2024 } }
  allowed: [ read ]
  # Amounts are for others.
  hidden: [ amount ]

visitors: { visitor: true, entity: loan, refused: [ read, update ] }
`;
const files = { ...loanDeskFiles, 'permission-tests.yaml': text };

test('tests are records that refer by id, and are written back byte for byte', () => {
  const { definition, problems } = readFiles(files);
  expect(problems).toEqual([]);
  expect(definition.records.get('permission-test:auditorReads')).toEqual({
    id: 'permission-test:auditorReads',
    kind: 'permission-test',
    key: 'auditorReads',
    label: 'An auditor reads a loan',
    roles: ['role:auditor'],
    visitor: false,
    user: { email: 'ada@example.com', groups: ['north'] },
    entity: 'entity:loan',
    record: { status: 'D', amount: 0.1, client: { name: 2024 } },
    allowed: ['read'],
    refused: [],
    shown: [],
    hidden: ['field:loan.amount'],
    writable: [],
    locked: [],
  });
  expect(writeFiles(definition, files)).toEqual(files);
  expect(readFiles(writeFiles(definition)).definition).toEqual(definition);
});

test('a change touches its line alone, a renamed field is renamed in its tests', () => {
  const { definition } = readFiles(files);
  const changed = (id: string, values: object): Definition => {
    const record = definition.records.get(id);
    if (record === undefined) throw new Error(`There is no ${id}.`);
    return { ...definition, records: definition.records.with(id, { ...record, ...values } as typeof record) };
  };
  const refused = changed('permission-test:auditorReads', { refused: ['update'] });
  expect(writeFiles(refused, files)['permission-tests.yaml']).toBe(
    text.replace('  allowed: [ read ]\n', '  allowed: [ read ]\n  refused: [ update ]\n'),
  );
  const renamed = changed('field:loan.amount', { key: 'total' });
  expect(writeFiles(renamed, files)['permission-tests.yaml']).toBe(text.replace('hidden: [ amount ]', 'hidden: [ total ]'));
});

test.each([
  ['a test of nothing', 't: { entity: lon, allowed: [ read ] }', 'there is no entity lon', 'Did you mean loan?'],
  ['a role that is not', 't: { entity: loan, roles: [ auditer ] }', 'there is no role auditer', 'Did you mean auditor?'],
  ['a field that is not', 't: { entity: loan, locked: [ amuont ] }', 'there is no field or relation amuont', 'Did you mean amount?'],
  ['a misspelt expectation', 't: { entity: loan, alowed: [ read ] }', 'alowed', 'Did you mean allowed?'],
  ['no test', 't: loan', 'must be a mapping', 'Write roles:, entity:, record: and allowed: or refused: below the test.'],
])('%s is found where it stands', (_what, tests, message, hint) => {
  const [first] = readFiles({ ...loanDeskFiles, 'permission-tests.yaml': `${tests}\n` }).problems;
  expect(first).toMatchObject({ file: 'permission-tests.yaml', line: 1, message: expect.stringContaining(message), hint });
});

test('a file that is called nearly so is told of', () => {
  expect(readFiles({ ...loanDeskFiles, 'permission-test.yaml': text }).problems).toMatchObject([
    { hint: 'Did you mean permission-tests.yaml?' },
  ]);
});
