import { type DefinitionFiles, readFiles } from '@plinth/app-definition';
import { describe, expect, test } from 'vitest';
import { deriveModel } from '../model/derive-model.ts';
import { ruleAdvice, withRuleIndexes } from './rule-indexes.ts';

const files = (rule: string, more: DefinitionFiles = {}): DefinitionFiles => ({
  'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
  'entities/person.yaml': 'label: Person\nfields:\n  email: email\n  name: text\n  team: { type: reference, target: person }\n',
  'entities/employee.yaml': `label: Employee
userBy: email
userFields: [ branch, team ]
fields:
  email: { type: email, unique: true }
  branch: { type: text, maxLength: 40 }
  team: { type: reference, target: person }
`,
  'entities/loan.yaml': `label: Loan
fields:
  adviser: { type: reference, target: person }
  owner: email
  branch: { type: text, maxLength: 40 }
  note: text
  amount: { type: decimal, scale: 2 }
  status: { type: choice, options: { open: Open } }
  opened: date
  tags: { type: multiChoice, options: { a: A } }
indexes:
  byOpened: { fields: [ opened ] }
`,
  'roles.yaml': `teller: { permissions: { loan: { operations: [ read ], rowRule: '${rule}' } } }\n`,
  ...more,
});

function indexesFor(rule: string): { readonly made: string[]; readonly advice: string[] } {
  const { definition, problems } = readFiles(files(rule));
  expect(problems).toEqual([]);
  const plain = deriveModel(definition, { environmentId: '0' });
  const model = withRuleIndexes(plain, definition);
  const made = [...model.entities].flatMap(([key, { indexes }]) =>
    indexes.filter(({ name }) => plain.entities.get(key)?.indexes.every((index) => index.name !== name)).map(({ sql }) => `${key} ${sql}`),
  );
  return { made, advice: ruleAdvice(model).map(({ hint }) => hint ?? '') };
}

describe('a rule is served by an index that is made for it', () => {
  test.each([
    ['owner = user.email', ['loan ("owner", id)']],
    ['user.email = owner', ['loan ("owner", id)']],
    ['branch in user.groups', ['loan ("branch", id)']],
    ['list contains(user.groups, branch)', ['loan ("branch", id)']],
    ['status in ("open")', ['loan ("status", id)']],
    ['branch = user.branch and status != "closed"', ['loan ("branch", id)']],
    ['createdBy = user.id', ['loan ("created_by", id)']],
    // Each reference has an index by itself.
    ['adviser.id = user.team.id', []],
    // One index is enough where conditions are joined by and: the one that tells most.
    ['status = "open" and owner = user.email and amount > 5', ['loan ("owner", id)']],
    ['status = "open" and contains(note, "x")', ['loan ("status", id)']],
    ['owner = user.email or branch in user.groups', ['loan ("owner", id)', 'loan ("branch", id)']],
    ['adviser.email = user.email', ['person ("email", id)']],
    ['adviser.team.email = user.email or owner = user.email', ['loan ("owner", id)', 'person ("email", id)']],
    // What is indexed already.
    ['opened = date("2026-01-01")', []],
    ['opened > date("2026-01-01")', []],
    ['opened = today()', []],
    ['opened in [date("2026-01-01")..today()] and amount = amount', []],
    ['adviser.id = user.id', []],
  ])('%s', (rule, made) => {
    const found = indexesFor(rule);
    expect(found.made.sort()).toEqual([...made].sort());
    expect(found.advice).toEqual([]);
  });
});

describe('a rule that no index serves is told of', () => {
  const cannot = 'Compare a field with a value of user or a constant, or join such a condition by and.';
  test.each([
    ['contains(note, "x")', cannot],
    ['owner != user.email', cannot],
    ['not(owner = user.email)', cannot],
    ['owner = branch', cannot],
    ['amount = string length(note)', cannot],
    ['owner = user.email or contains(note, "x")', cannot],
    ['list contains(tags, "a")', cannot],
    ['adviser.email = owner', cannot],
    ['amount > 5', 'Declare an index of loan that begins with amount; none is made by itself, for it is compared by its order.'],
    [
      'note = user.name',
      'Declare an index of loan that begins with note; none is made by itself, for its texts may be longer than 500 characters.',
    ],
    [
      'adviser.name = user.name',
      'Declare an index of person that begins with name; none is made by itself, for its texts may be longer than 500 characters.',
    ],
  ])('%s', (rule, hint) => {
    expect(indexesFor(rule)).toEqual({ made: [], advice: [hint] });
  });
});

test('tables of a module have the indexes that the module’s own rules ask for, whoever is published', () => {
  const module = readFiles({
    'plinth.yaml': 'format: 1\nkey: crm\ntype: module\nlabel: CRM\n',
    'entities/client.yaml': 'label: Client\nshared: [ read ]\nfields:\n  email: email\n  phone: phone\n',
    'roles.yaml': "own: { permissions: { client: { operations: [ read ], rowRule: 'email = user.email' } } }\n",
  }).definition;
  const dependencies = new Map([['crm', module]]);
  const { definition, problems } = readFiles(
    files('owner = user.email', {
      'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\ndependencies: { crm: ^1.0.0 }\n',
      'roles.yaml': "teller: { permissions: { crm/client: { operations: [ read ], rowRule: 'phone = user.name' } } }\n",
    }),
    { dependencies },
  );
  expect(problems).toEqual([]);
  const model = withRuleIndexes(deriveModel(definition, { environmentId: '0', dependencies }), definition, dependencies);
  const alone = withRuleIndexes(deriveModel(module, { environmentId: '0' }), module);
  const sql = (of: typeof model, key: string) => of.entities.get(key)?.indexes.map((index) => index.sql);
  expect(sql(model, 'crm/client')).toEqual(['("email", id)']);
  expect(sql(alone, 'client')).toEqual(['("email", id)']);
  expect(ruleAdvice(model).map(({ hint }) => hint)).toEqual([
    'Declare an index of crm/client that begins with phone; none is made by itself, for entity client belongs to crm.',
  ]);
});
