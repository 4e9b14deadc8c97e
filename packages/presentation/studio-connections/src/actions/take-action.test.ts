import { readFiles, reduce, validateDefinition } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { takeAction } from './take-action.ts';

const action = {
  key: 'ListAccounts',
  title: 'Accounts',
  description: '',
  effect: 'reads' as const,
  deprecated: false,
  credentials: [],
  input: {},
  output: {},
  types: {},
  feel: {
    input: { owner: 'string' },
    required: ['owner'],
    result: 'context<body: list<any>>',
    rows: 'body',
    paging: { kind: 'page' as const, input: 'owner', first: 1 },
  },
};

test('an action is taken with its types, for the roles that may, and never under a key that is taken', () => {
  const { definition } = readFiles({
    'plinth.yaml': 'format: 1\nkey: a\ntype: application\nlabel: A\n',
    'roles.yaml': 'clerk: {}\n',
  });
  const [role] = [...definition.records.values()].flatMap((record) => (record.kind === 'role' ? [record] : []));
  const first = takeAction(definition, 'bank', action, role === undefined ? [] : [role]);
  const reduced = reduce(definition, first.body);
  if (reduced.refused !== null) throw new Error(reduced.refused.message);
  const next = reduced.definition;
  expect(validateDefinition(next)).toEqual([]);
  expect([...next.records.values()]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'external-action', key: 'listAccounts', connection: 'bank', action: 'ListAccounts', rows: 'body' }),
      expect.objectContaining({ kind: 'role', ask: [expect.any(String)] }),
    ]),
  );
  expect(takeAction(next, 'bank', action, []).key).toBe('listAccounts2');
});
