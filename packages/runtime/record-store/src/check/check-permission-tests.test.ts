import { type DefinitionFiles, readFiles, recordsOf } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { deriveModel, entityKeyOf } from '../model/derive-model.ts';
import { checkPermissionTests } from './check-permission-tests.ts';

const files: DefinitionFiles = {
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/person.yaml': 'label: Person\nfields:\n  email: email\n  level: integer\n',
  'entities/loan.yaml': `label: Loan
fields:
  adviser: { type: reference, target: person }
  branch: text
  amount: { type: decimal, scale: 2 }
  status: { type: choice, options: { open: Open, paid: Paid } }
  due: date
  risk: integer
relations:
  backers: { target: person }
`,
  'roles.yaml': `everybody: { heldBy: members, permissions: { person: [ read ] } }
guest: { heldBy: anyone, permissions: { loan: { operations: [ read ], rowRule: 'status = "paid"', hidden: [ amount ] } } }
teller:
  permissions:
    loan:
      operations: [ read, update ]
      rowRule: branch in user.groups and amount < 1000.50
      hidden: [ risk ]
      locked: [ branch, backers ]
adviser: { permissions: { loan: { operations: [ read, update, delete ], rowRule: 'adviser.email = user.email and due >= date("2026-01-01")' } } }
deleter: { permissions: { loan: [ delete ] } }
`,
};

/** What is found of tests written like this, each with line, message and hint. */
function findings(tests: string): string[] {
  const { definition, problems, locate } = readFiles({ ...files, 'permission-tests.yaml': tests });
  expect(problems).toEqual([]);
  const model = deriveModel(definition, { environmentId: '0' });
  const records = recordsOf(definition, 'permission-test').map((record) => ({ ...record, entity: entityKeyOf(record.entity, definition) }));
  return checkPermissionTests(model, records)
    .map(locate)
    .map(({ file, line, message, hint }) => `${file}:${line} ${message} ${hint ?? ''}`);
}

const teller = (expected: string, record = 'branch: north, amount: "1000.49"') =>
  `t:\n  label: Teller\n  roles: [ teller ]\n  user: { groups: [ north ] }\n  entity: loan\n  record: { ${record} }\n${expected}\n`;

test('expectations that hold find nothing', () => {
  const tests = `${teller('  allowed: [ read, update ]\n  refused: [ delete, create ]\n  shown: [ amount ]\n  hidden: [ risk ]\n  locked: [ branch, backers ]\n  writable: [ amount ]')}
own:
  roles: [ adviser ]
  user: { email: ada@example.com }
  entity: loan
  record: { adviser: { email: ada@example.com }, due: 2026-01-01 }
  allowed: [ read, update, delete ]
  writable: [ risk ]
members: { entity: person, allowed: [ read ], refused: [ update ] }
visitors: { visitor: true, entity: person, refused: [ read ] }
public: { visitor: true, entity: loan, record: { status: paid }, allowed: [ read ], hidden: [ amount ], shown: [ status ] }
unread: { roles: [ deleter ], entity: loan, record: { status: open }, refused: [ delete ] }
`;
  expect(findings(tests)).toEqual([]);
});

test.each([
  [
    'an operation that is refused, with the conditions that are not true and what they read',
    teller('  allowed: [ read ]', 'branch: south, amount: 1000.50'),
    [
      'permission-tests.yaml:7 Teller: read is refused guest where status = "paid": status = "paid" is false, for status is null; ' +
        'teller where branch in user.groups and amount < 1000.50: branch in user.groups is false, for branch is "south", user.groups is ["north"], amount < 1000.50 is false, for amount is "1000.5".',
    ],
  ],
  [
    'an operation that is allowed',
    teller('  refused: [ delete, update ]'),
    ['permission-tests.yaml:7 Teller: update is allowed By teller where branch in user.groups and amount < 1000.50.'],
  ],
  [
    'an operation that no role grants',
    teller('  allowed: [ create ]'),
    ['permission-tests.yaml:7 Teller: create is refused None of everybody, guest, teller grants it.'],
  ],
  [
    'what cannot be decided',
    teller('  allowed: [ update ]', 'branch: north'),
    [
      'permission-tests.yaml:7 Teller: update is refused teller where branch in user.groups and amount < 1000.50: amount < 1000.50 is undecided, for amount is null.',
    ],
  ],
  [
    'a field that is seen',
    teller('  hidden: [ amount ]'),
    ['permission-tests.yaml:7 Teller: amount is shown By teller where branch in user.groups and amount < 1000.50.'],
  ],
  [
    'a field that is not',
    teller('  shown: [ risk ]'),
    ['permission-tests.yaml:7 Teller: risk is hidden By teller where branch in user.groups and amount < 1000.50.'],
  ],
  [
    'a field that is locked',
    teller('  writable: [ branch ]'),
    ['permission-tests.yaml:7 Teller: branch is locked By teller where branch in user.groups and amount < 1000.50.'],
  ],
  [
    'a field of a record that is not seen at all',
    't: { entity: loan, hidden: [ amount ] }',
    [
      'permission-tests.yaml:1 T: amount is not hidden: read is refused guest where status = "paid": status = "paid" is false, for status is null.',
    ],
  ],
  [
    'a delete of what is not read',
    't: { roles: [ deleter ], entity: loan, allowed: [ delete ] }',
    ['permission-tests.yaml:1 T: delete is refused The record may not be read, and so nobody can delete it.'],
  ],
  [
    'a record that cannot be',
    teller('  allowed: [ read ]', 'brnch: north, amount: much, adviser: { email: ada@example.com, levle: 1 }'),
    [
      'permission-tests.yaml:6 loan has no field brnch Did you mean branch?',
      'permission-tests.yaml:6 amount must be a number ',
      'permission-tests.yaml:6 person has no field levle Did you mean level?',
    ],
  ],
])('%s', (_what, tests, expected) => {
  expect(findings(tests)).toEqual(expected);
});
